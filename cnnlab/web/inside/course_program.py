"""The Code tab of the mode Time machine: the program that gives the probabilities at each step."""

from __future__ import annotations

from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.script_network import network

PROGRAM = '''\
"""Ask a network, as it was at each kept step of its training, what it sees in picture.png.

Download that and checkpoints.zip beside this program.
"""

import io
import zipfile

import keras
import numpy as np
from keras import layers

SEED = {seed}
CLASSES = {classes}

{network}
picture = keras.utils.load_img("picture.png", color_mode="{mode}")
image = keras.utils.img_to_array(picture)[np.newaxis]{scale}

course = {{}}
with zipfile.ZipFile("checkpoints.zip") as archive:
    for name in sorted(archive.namelist(), key=lambda name: int(name.removesuffix(".npz"))):
        held = np.load(io.BytesIO(archive.read(name)))
        model.set_weights([held[str(place)] for place in range(len(held.files))])
        logits = model(image, training=False)
        probabilities = keras.ops.softmax(logits)[0].numpy()
        step = int(name.removesuffix(".npz"))
        course[step] = probabilities
        print(f"step {{step}}: {{CLASSES[probabilities.argmax()]}}, {{probabilities.max():.1%}}")
'''


def program(recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: tuple[str, ...]) -> str:
    """Write the program.

    Parameters
    ----------
    recipe : ClassifierRecipe
    shape : (rows, columns, channels)
    classes : tuple of str
        Names of the classes.

    Returns
    -------
    str
        It reads ``picture.png`` and ``checkpoints.zip``, and leaves ``course``: probabilities by step.
    """
    return PROGRAM.format(
        seed=recipe.seed,
        classes=list(classes),
        network=network(recipe, shape, len(classes)),
        mode="grayscale" if shape[2] == 1 else "rgb",
        scale=" / 255" if recipe.scale_inputs else "",
    )
