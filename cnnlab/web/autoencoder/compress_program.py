"""The Code tab of the mode Compress: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab import pretrained
from cnnlab.inference.compress_report import CompressReport
from cnnlab.training.script_autoencoder import network_text

_PROGRAM = '''\
"""A sheet of digits as few bytes: as the codes of a network, by PCA, as JPEG and as WebP.

Download sheet.png, model.weights.h5, codes.npz, pca.npz and coder.py beside this program.
"""

import io

import coder
import keras
import numpy as np
from keras import layers
from PIL import Image

{network}
model.load_weights("model.weights.h5")

sheet = np.asarray(Image.open("sheet.png").convert("L"))
tiles = sheet.reshape(10, 28, 10, 28).swapaxes(1, 2).reshape(100, 28, 28, 1)
images = tiles.astype("float32") / 255


def joined(images):
    """A hundred pictures as one sheet of bytes."""
    pixels = np.rint(np.clip(images, 0, 1) * 255).astype("uint8")
    return pixels.reshape(10, 10, 28, 28).swapaxes(1, 2).reshape(280, 280)


def psnr(rebuilt):
    """How near a sheet is to the first one, in decibels."""
    return -10 * np.log10(np.mean((rebuilt / 255 - sheet / 255) ** 2))


found = {{}}

# The codes of the network: turned onto their principal axes, rounded to steps, and coded together.
with np.load("codes.npz") as held:
    mean, axes = held["mean"], held["axes"]
    scales = coder.Scales(np.zeros_like(mean), held["deviations"], held["gains"])
codes = encoder.predict(images, verbose=0)[:, :{code}]
data = coder.encode((codes - mean) @ axes.T, scales, {own})
again = decoder.predict((coder.decode(data, scales) @ axes + mean).astype("float32"), verbose=0)
found["{name}"] = len(data), psnr(joined(again))

# Principal components of the training pictures: an orthogonal code, so every number matters alike.
with np.load("pca.npz") as held:
    centre, deviations = held["mean"].astype("float64").ravel(), held["deviations"][:{count}]
    directions = held["directions"][:{count}].astype("float64").reshape({count}, -1)
scales = coder.Scales(np.zeros_like(deviations), deviations, np.ones_like(deviations))
numbers = (tiles.reshape(100, -1) / 255 - centre) @ directions.T
data = coder.encode(numbers.astype("float32"), scales, {pca})
found["pca-{count}"] = len(data), psnr(joined(coder.decode(data, scales) @ directions + centre))

# The same sheet as a picture file.
for name, how in (
    ("jpeg", {{"quality": {jpeg}, "optimize": True}}),
    ("webp", {{"quality": {webp}, "method": 6}}),
):
    file = io.BytesIO()
    Image.fromarray(sheet).save(file, name, **how)
    found[name] = len(file.getvalue()), psnr(np.asarray(Image.open(file).convert("L")))

for name, (size, distance) in found.items():
    print(f"{{name}}: {{size}} bytes, {{distance:.2f}} dB")
'''


def program(report: CompressReport) -> str:
    """Write the program.

    Returns
    -------
    str
        It leaves ``found``: bytes and PSNR by the name of each codec.
    """
    own, pca, jpeg, webp = report.entries
    recipe = pretrained.recipe_of(own.codec)
    return _PROGRAM.format(
        network=network_text(recipe, (28, 28, 1)),
        code=recipe.code,
        name=own.codec,
        own=own.setting,
        count=pca.codec.removeprefix("pca-"),
        pca=pca.setting,
        jpeg=jpeg.setting,
        webp=webp.setting,
    )
