"""Measurements in a real browser, each printed as a ratio or against its limit."""
