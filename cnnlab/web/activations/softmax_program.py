"""The Code tab of the mode Softmax: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.web.activations.softmax_layer import Layer
from cnnlab.web.program_text import nested

PROGRAM = """\
import keras
import numpy as np
import tensorflow as tf
from PIL import Image

picture = np.asarray(Image.open("picture.png").convert("L")) / 255
# Averaged over nine blocks: a map of 3 x 3 numbers from 0 to 1.
down, across = ([round(length / 3), round(length * 2 / 3)] for length in picture.shape)
bands = np.split(picture, down)
image = np.array([[block.mean() for block in np.split(band, across, axis=1)] for band in bands], dtype=np.float32)

# A row for each of the nine numbers, a column for each class.
weights = np.array({weights}, dtype=np.float32)
biases = np.array({biases}, dtype=np.float32)
true, temperature, rate = {true}, {temperature:g}, {rate:g}  # the true class: 0 is A, 1 is B, 2 is C

network = keras.Sequential([keras.Input((3, 3)), keras.layers.Flatten(), keras.layers.Dense(3)])
network.set_weights([weights, biases])
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

with tf.GradientTape() as tape:
    logits = network(image[None])  # a batch of one
    loss = cross_entropy(np.array([true]), logits / temperature)
probabilities = tf.nn.softmax(logits / temperature)
gradients = tape.gradient(loss, network.trainable_variables)  # of the weights, of the biases
print(logits[0].numpy(), probabilities[0].numpy(), float(loss))

# One step.
for variable, gradient in zip(network.trainable_variables, gradients):
    variable.assign_sub(rate * gradient)
new_weights, new_biases = network.get_weights()
"""


def program(layer: Layer, rate: float) -> str:
    """Write the program.

    Parameters
    ----------
    layer : Layer
    rate : float
        The learning rate.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``logits``, ``probabilities``,
        ``loss``, ``gradients``, ``new_weights`` and ``new_biases``.
    """
    return PROGRAM.format(
        weights=nested(layer.weights, len("weights = np.array(")),
        biases=nested(layer.biases),
        true=layer.true,
        temperature=layer.temperature,
        rate=rate,
    )
