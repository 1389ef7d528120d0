"""A laboratory for convolutional networks: operations, networks, training, and the pages that show them."""
