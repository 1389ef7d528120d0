"""The page Activations and dense layers: one module a mode, and what they share."""
