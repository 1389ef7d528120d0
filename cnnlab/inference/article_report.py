"""What happens where the source article's autoencoder is trained as it is printed."""

from __future__ import annotations

import functools

import numpy as np


@functools.cache
def report_fit() -> str:
    """Build the network as it is printed, call ``fit`` with two pictures, and return what Python prints as its error.

    It takes most of a second, and 100 MB for as long; a worker does it once. Empty where there is no error.
    """
    import tensorflow as tf

    from cnnlab.networks.autoencoder import article_as_printed

    model = article_as_printed()
    pictures = np.zeros((2, *model.input_shape[1:]), np.float32)
    model.compile("adam", "binary_crossentropy")
    try:
        model.fit(pictures, pictures, verbose=0)
    except (ValueError, tf.errors.OpError) as error:  # in which words is for this release of Keras to say
        return f"{type(error).__name__}: {error}"
    return ""
