"""What the hub answers over HTTP: one module per noun, each with its HANDLERS."""
