"""The Code tab of the mode Examine: the program that counts the confusion matrix from the weights."""

from __future__ import annotations

import re

from cnnlab.datasets import About
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.script_data import needs_archive, pictures
from cnnlab.training.script_network import network

PROGRAM = """\
import keras
import numpy as np
from keras import layers
{more}
SEED = {seed}

{pictures}

{network}
# The file is among the downloads of this page.
model.load_weights("model.weights.h5")

logits = model.predict(x_test.astype("float32"){scale}, batch_size=500, verbose=0)
answers = logits.argmax(axis=1)
matrix = np.zeros(({classes}, {classes}), int)
np.add.at(matrix, (y_test, answers), 1)  # row: the true class, column: the answer
right = np.diag(matrix)

powers = np.exp(logits - logits.max(axis=1, keepdims=True))
sure = (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)
accuracy, count = right.sum() / matrix.sum(), matrix.sum()

# Wilson's interval: in 95 of 100 such tests it holds the share that all pictures of this kind would give.
z = 1.96
middle = (accuracy + z**2 / (2 * count)) / (1 + z**2 / count)
reach = z * np.sqrt(accuracy * (1 - accuracy) / count + (z / (2 * count)) ** 2) / (1 + z**2 / count)

print(matrix)
print("recall   ", np.round(right / np.maximum(matrix.sum(axis=1), 1), 3))
print("precision", np.round(right / np.maximum(matrix.sum(axis=0), 1), 3))
print(f"accuracy {{accuracy:.2%}}, between {{middle - reach:.2%}} and {{middle + reach:.2%}}")
print(f"mean probability of its answers {{sure.mean():.2%}}")
"""


def program(recipe: ClassifierRecipe, about: About) -> str:
    """Write the program for the test pictures of a recipe.

    Parameters
    ----------
    recipe : ClassifierRecipe
    about : About
        Its pictures and classes.

    Returns
    -------
    str
        It reads ``model.weights.h5`` (Download) and leaves ``logits`` and ``matrix``.
    """
    drawn = recipe.data == "digits" and not needs_archive(recipe)
    text = PROGRAM.format(
        more="from sklearn.datasets import load_digits\n" if drawn else "",
        seed=recipe.seed,
        pictures=pictures(recipe),
        network=network(recipe, about.shape, len(about.classes)),
        scale=" / 255" if recipe.scale_inputs else "",
        classes=len(about.classes),
    )
    return re.sub(r"\n{4,}", "\n\n\n", text)
