"""What customers did elsewhere, as channels tell it, and as every till shows it."""
