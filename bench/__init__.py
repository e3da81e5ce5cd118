"""The bench: one command that seeds the same kind of site each time, and measures a running server."""
