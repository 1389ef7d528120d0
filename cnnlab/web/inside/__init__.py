"""The modes of the page Inside."""
