"""The modes of the page GAN."""
