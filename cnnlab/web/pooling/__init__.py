"""The Pooling page: one module a mode, and what they share."""
