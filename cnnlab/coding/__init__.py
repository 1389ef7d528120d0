"""Numbers as few bytes: quantisation and entropy coding, in plain Python."""
