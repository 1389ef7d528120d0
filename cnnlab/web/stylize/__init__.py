"""The page Style transfer."""
