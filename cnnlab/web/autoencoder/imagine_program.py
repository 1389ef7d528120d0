"""The Code tab of the mode Imagine: the programs that give what is on the screen."""

from __future__ import annotations

from cnnlab.training.script_autoencoder import network_text
from cnnlab.web.autoencoder.imagine_asking import Subject
from cnnlab.web.autoencoder.imagine_live import Now

_HEAD = '''\
"""{what} Download {files} beside this program."""

import keras
import numpy as np
from keras import layers

{network}model.load_weights("model.weights.h5")
'''
_PLACE = """
# The place under the pointer.
code = np.array({code}, "float32")
"""
_AXES = """
# A code is moved along the principal axes of all codes, to so many standard deviations on each.
places = np.array({places}, "float32")
code = np.array({start}, "float32")
with np.load("codes.npz") as held:
    mean, axes, deviations = (held[name].astype("float32") for name in ("mean", "axes", "deviations"))
axes, deviations = axes[: len(places)], deviations[: len(places)]
code = code + (places - (code - mean) @ axes.T / deviations) * deviations @ axes
"""
_DECODE = """
picture = decoder.predict(code[np.newaxis], verbose=0)[0]
print(code)
keras.utils.save_img("picture.png", 255 * picture, scale=False)
"""
_WALK = '''

def read(file):
    """A picture, from 0 to 1."""
    return keras.utils.img_to_array(keras.utils.load_img(file, color_mode="{mode}")) / 255


ends = np.stack([read("first.png"), read("second.png")])
codes = encoder.predict(ends, verbose=0)[:, :{size}]
part = np.linspace(0, 1, {frames}, dtype="float32")[:, np.newaxis]

# On the straight line between the codes, and between the pixels.
decoded = decoder.predict((1 - part) * codes[0] + part * codes[1], verbose=0)
part = part[..., np.newaxis, np.newaxis]
blended = (1 - part) * ends[0] + part * ends[1]
rows = [np.concatenate(list(each), axis=1) for each in (decoded, blended)]
keras.utils.save_img("walk.png", 255 * np.concatenate(rows), scale=False)
'''
_SAMPLES = """
COUNT, SEED = {count}, {seed}

# From the prior: each number of the code by the standard normal distribution.
prior_codes = np.random.default_rng(SEED).standard_normal((COUNT, {size})).astype("float32")

# From the mixture: choose a Gaussian, then draw from it.
with np.load("codes.npz") as held:
    weights, means, factors = (held[name].astype("float64") for name in ("weights", "means", "factors"))
random = np.random.default_rng(SEED)
which = random.choice(len(weights), COUNT, p=weights / weights.sum())
noise = random.standard_normal((COUNT, {size}))
mixture_codes = (means[which] + np.einsum("nij,nj->ni", factors[which], noise)).astype("float32")

prior = decoder.predict(prior_codes, verbose=0)
mixture = decoder.predict(mixture_codes, verbose=0)
for name, pictures in (("prior.png", prior), ("mixture.png", mixture)):
    keras.utils.save_img(name, 255 * np.concatenate(list(pictures)), scale=False)
"""
_ODD = """
THRESHOLD = {threshold:.6g}  # 95 in 100 {pictures} that it has not learned from stay below

picture = keras.utils.load_img("picture.png", color_mode="{mode}")
images = keras.utils.img_to_array(picture)[np.newaxis] / 255
rebuilt = model.predict(images, verbose=0)
error = float(np.mean((images - rebuilt) ** 2))
print(f"mean squared error {{error:.4g}}:", "it stands out" if error > THRESHOLD else "it passes")
"""


def plane_program(about: Subject, now: Now) -> str:
    """Write the program that decodes the place; it leaves ``code`` and ``picture``."""
    if now.start:
        head = _head(about, "Decode a place among the codes.", "model.weights.h5 and codes.npz")
        middle = _AXES.format(places=_numbers(now.places), start=_numbers(now.start))
    else:
        head = _head(about, "Decode a place of the plane of codes.", "model.weights.h5")
        middle = _PLACE.format(code=_numbers(now.places))
    return head + middle + _DECODE


def walk_program(about: Subject, frames: int) -> str:
    """Write the program of the two ways; it reads both ends and leaves ``decoded`` and ``blended``."""
    head = _head(about, "Go from one picture to another.", "model.weights.h5, first.png and second.png")
    return head + _WALK.format(size=about.recipe.code, frames=frames, mode=_mode(about))


def samples_program(about: Subject, count: int, seed: int) -> str:
    """Write the program that draws codes in two ways; it leaves ``prior`` and ``mixture``."""
    head = _head(about, "Make pictures of nothing.", "model.weights.h5 and codes.npz")
    return head + _SAMPLES.format(size=about.recipe.code, count=count, seed=seed)


def odd_program(about: Subject, threshold: float) -> str:
    """Write the program that scores a picture; it leaves ``rebuilt`` and ``error``."""
    pictures = "digits" if about.digits else "pictures"
    what = f"Say whether a picture stands out among {pictures} as the network knows them."
    head = _head(about, what, "model.weights.h5 and picture.png")
    return head + _ODD.format(threshold=threshold, pictures=pictures, mode=_mode(about))


def _head(about: Subject, what: str, files: str) -> str:
    return _HEAD.format(what=what, files=files, network=network_text(about.recipe, about.about.shape))


def _mode(about: Subject) -> str:
    return "grayscale" if about.about.shape[2] == 1 else "rgb"


def _numbers(values: tuple[float, ...]) -> str:
    return "[" + ", ".join(f"{value:.9g}" for value in values) + "]"
