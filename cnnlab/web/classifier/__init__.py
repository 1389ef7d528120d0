"""The modes of the Classifier page, one module each."""
