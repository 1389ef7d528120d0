"""The modes of the page Autoencoder."""
