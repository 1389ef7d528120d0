"""The part of a reproducing program that brings the pictures, in their three parts."""

from __future__ import annotations

from cnnlab import datasets
from cnnlab.datasets import digits, stored
from cnnlab.recipes import ClassifierRecipe, GanRecipe
from cnnlab.recipes.classifier import is_own
from cnnlab.training.parts import is_few

ARCHIVE = "pictures.npz"
"""Where the program looks for pictures that it cannot get or part by itself."""

_NAMES = {
    "digits": "scikit-learn's digits",
    "mnist": "MNIST",
    "fashion_mnist": "Fashion-MNIST",
    "cifar10": "CIFAR-10",
    "shapes": "drawn shapes",
}
_DIGITS = f"""\
# 1,797 handwritten digits of 8 x 8 cells, enlarged (bicubic) to 20 x 20 pixels in the middle of 28 x 28.
table = load_digits()
away = np.abs((np.arange(20)[:, None] + 0.5) * 8 / 20 - (np.arange(8) + 0.5))
weights = np.where(away < 1, (1.5 * away - 2.5) * away**2 + 1, ((2.5 - 0.5 * away) * away - 4) * away + 2)
weights[away >= 2] = 0
weights /= weights.sum(axis=1, keepdims=True)
across = (table.images / 16 @ weights.T).astype("float32")
large = np.clip((weights @ across).astype("float32"), 0, 1)
x = np.pad(np.rint(255 * large), ((0, 0), (4, 4), (4, 4))).astype("uint8")[..., None]
y = table.target
# The last {digits.TEST} are mostly by other hands: they are the test.
x, x_test, y, y_test = x[:-{digits.TEST}], x[-{digits.TEST}:], y[:-{digits.TEST}], y[-{digits.TEST}:]
"""
_STORED = """\
(x, y), (x_test, y_test) = keras.datasets.{name}.load_data()
{shaping}
"""
_SHAPING = {
    1: "x, x_test = x[..., None], x_test[..., None]",
    3: "y, y_test = y.reshape(-1), y_test.reshape(-1)",
}
_ARCHIVE = f"""\
# The pictures of this run in their three parts; the laboratory offers this file beside the program.
with np.load("{ARCHIVE}", allow_pickle=False) as held:
    x_train, y_train = held["x_train"], held["y_train"]
    x_validation, y_validation = held["x_validation"], held["y_validation"]
    x_test, y_test = held["x_test"], held["y_test"]
"""
_PARTING = """\
# A part of the training pictures is set aside, to choose by. The test pictures choose nothing.
rng = np.random.default_rng([SEED, 1])
chosen = rng.permutation(len(y)){few}
aside = round({share:g} * len(chosen))
validation, train = chosen[:aside], chosen[aside:]
x_train, y_train, x_validation, y_validation = x[train], y[train], x[validation], y[validation]
"""
_SHUFFLED = """\
y_train = rng.permutation(y_train)  # each label now belongs to some other picture
"""
_MOVED = '''

def moved(pictures, most):
    """Move each picture by up to so many pixels along both axes; what comes in at the border is black."""
    padded = np.pad(pictures, ((0, 0), (most, most), (most, most), (0, 0)))
    rows, columns = pictures.shape[1:3]
    starts = np.random.default_rng([SEED, 3]).integers(0, 2 * most + 1, (len(pictures), 2))
    return np.stack(
        [each[top : top + rows, left : left + columns] for each, (top, left) in zip(padded, starts)]
    )


x_test = moved(x_test, {most})
'''


def needs_archive(recipe: ClassifierRecipe) -> bool:
    """Tell whether the program of a recipe needs its pictures as a file beside it.

    Shapes and own pictures are nowhere else to be had; and few examples are parted class by class, which would
    take more lines than the training does.
    """
    return not is_known(recipe.data) or is_few(recipe, len(datasets.about(recipe.data).classes))


def source(recipe: ClassifierRecipe | GanRecipe) -> str:
    """Say in a few English words what the pictures are, for the program's first line."""
    return _NAMES.get(recipe.data, "own pictures")


def pictures(recipe: ClassifierRecipe) -> str:
    """Write the lines that bring ``x_train``, ``y_train``, ``x_validation`` and so on: bytes and class numbers."""
    if needs_archive(recipe):
        return _ARCHIVE
    text = whole(recipe.data)
    few = f"[:{recipe.examples}]" if recipe.examples else ""
    text += "\n" + _PARTING.format(few=few, share=recipe.validation)
    if recipe.shuffle_labels:
        text += _SHUFFLED
    return text + (_MOVED.format(most=recipe.test_shift) if recipe.test_shift else "")


def whole(data: str) -> str:
    """Write the lines that bring ``x``, ``y``, ``x_test``, ``y_test`` of a data set that `is_known`."""
    if data == "digits":
        return _DIGITS
    return _STORED.format(name=data, shaping=_SHAPING[datasets.about(data).shape[2]])


def is_known(data: str) -> bool:
    """Tell whether a program can get a data set by itself."""
    return data == "digits" or data in stored.CLASSES


def trained_on(recipe: ClassifierRecipe) -> int | None:
    """Return how many pictures are trained on; None where only loading them could tell."""
    if is_own(recipe.data):
        return None
    there = datasets.size(recipe.data)
    count = min(recipe.examples or there, there)
    return count - max(1, round(recipe.validation * count))
