"""The background synchroniser and, in `sync.hub`, the central API that it talks to."""
