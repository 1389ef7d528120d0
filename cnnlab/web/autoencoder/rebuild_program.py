"""The Code tab of the mode Rebuild: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.recipes import AutoencoderRecipe
from cnnlab.training.script_autoencoder import network_text

PROGRAM = '''\
"""Send picture.png through a narrow place and back. Download rebuilt.npz and the weights beside this program."""

import keras
import numpy as np
from keras import layers

{network}model.load_weights("model.weights.h5")

with np.load("rebuilt.npz") as held:
    image = held["picture"][np.newaxis].astype("float32") / 255

code = encoder.predict(image, verbose=0)[:, :{code}]
rebuilt = decoder.predict(code, verbose=0)
error = np.mean((rebuilt - image) ** 2)

print("the code:", np.round(code[0], 2))
print(f"{{image.size}} values through {{code.size}} numbers, PSNR {{-10 * np.log10(error):.1f}} dB")
'''


def program(recipe: AutoencoderRecipe, shape: tuple[int, int, int]) -> str:
    """Write the program.

    Parameters
    ----------
    recipe : AutoencoderRecipe
        Of a network with a code.
    shape : (rows, columns, channels)

    Returns
    -------
    str
        It reads ``rebuilt.npz`` (Download) and ``model.weights.h5``, and leaves ``code``, ``rebuilt`` and ``error``.
    """
    return PROGRAM.format(network=network_text(recipe, shape), code=recipe.code)
