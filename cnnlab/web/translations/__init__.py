"""The catalogue of the Chinese texts, and the command that keeps it up to date."""
