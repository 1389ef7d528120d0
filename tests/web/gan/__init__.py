"""The page GAN."""
