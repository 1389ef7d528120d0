"""The program that loads and parts the same data set."""

from __future__ import annotations

from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.script_data import needs_archive, pictures

_END = """
for name, images, labels in (
    ("training", x_train, y_train),
    ("validation", x_validation, y_validation),
    ("test", x_test, y_test),
):
    print(name, images.shape, np.bincount(labels))

# What the network gets: numbers from 0 to 1.
inputs = x_train.astype("float32") / 255
"""


def program(recipe: ClassifierRecipe) -> str:
    """Write the program for the data set of a recipe."""
    lines = ["import numpy as np"]
    if not needs_archive(recipe):
        lines = (
            ["import numpy as np", "from sklearn.datasets import load_digits"]
            if recipe.data == "digits"
            else ["import keras", "import numpy as np"]
        )
        lines += ["", f"SEED = {recipe.seed}  # decides which pictures are set aside for validation"]
    return "\n".join(lines) + "\n\n" + pictures(recipe) + _END
