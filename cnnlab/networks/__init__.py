"""Keras architectures, each built by a function from plain settings."""
