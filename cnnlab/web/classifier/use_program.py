"""The Code tab of the mode Use: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.script_network import network

PROGRAM = '''\
"""Ask a trained network what it sees in picture.png. Download that and model.weights.h5 beside this program."""

import keras
import numpy as np
from keras import layers

SEED = {seed}
CLASSES = {classes}

{network}model.load_weights("model.weights.h5")

picture = keras.utils.load_img("picture.png", color_mode="{mode}")
image = keras.utils.img_to_array(picture)[np.newaxis]{scale}
logits = model(image, training=False)
probabilities = keras.ops.softmax(logits)[0].numpy()
energy = -float(keras.ops.logsumexp(logits[0]))

for place in np.argsort(-probabilities)[:3]:
    print(f"{{CLASSES[place]}}: {{probabilities[place]:.1%}}")
print(f"energy {{energy:.2f}}{limit}")
'''


def program(
    recipe: ClassifierRecipe,
    shape: tuple[int, int, int],
    classes: tuple[str, ...],
    threshold: float | None,
) -> str:
    """Write the program.

    Parameters
    ----------
    recipe : ClassifierRecipe
    shape : (rows, columns, channels)
    classes : tuple of str
        Names of the classes.
    threshold : float or None
        Energy above which a picture looks like none of them.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: what the network sees) and ``model.weights.h5``, and leaves
        ``probabilities`` and ``energy``.
    """
    limit = "" if threshold is None else f"; above {threshold:.2f} it looks like none of them"
    return PROGRAM.format(
        seed=recipe.seed,
        classes=list(classes),
        network=network(recipe, shape, len(classes)),
        mode="grayscale" if shape[2] == 1 else "rgb",
        scale=" / 255" if recipe.scale_inputs else "",
        limit=limit,
    )
