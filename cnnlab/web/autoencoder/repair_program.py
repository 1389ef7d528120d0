"""The Code tab of the mode Repair: the program that gives what is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab import pretrained
from cnnlab.images.corruption import WIDEST, quality
from cnnlab.inference.rebuilding import MULTIPLE
from cnnlab.inference.repair_case import NONE, Hole, Noise, hole_of
from cnnlab.training.script_autoencoder import network_text
from cnnlab.web.autoencoder.repair_asking import Asked

_PROGRAM = '''\
"""Damage picture.png and have a network repair it.

Download {files} beside this program.
"""

import keras
import numpy as np
from keras import layers
{imports}
{network}model.load_weights("model.weights.h5")

picture = keras.utils.load_img("picture.png", color_mode="{mode}")
original = keras.utils.img_to_array(picture) / 255
rows, columns, channels = original.shape

{damage}
{repair}{measure}keras.utils.save_img("repaired.png", 255 * repaired, scale=False)
'''
_NOISE = {
    "gaussian": """\
random = np.random.default_rng({seed})
noise = np.float32({level}) * random.standard_normal(original.shape, dtype=np.float32)
broken = np.clip(original + noise, 0, 1)
""",
    "speckle": """\
random = np.random.default_rng({seed})
noise = np.float32({level}) * random.standard_normal(original.shape, dtype=np.float32)
broken = np.clip(original + noise * original, 0, 1)
""",
    "salt_pepper": """\
drawn = np.random.default_rng({seed}).random((rows, columns), dtype=np.float32)
broken = original.copy()
broken[drawn < {level} / 2] = 0
broken[drawn >= 1 - {level} / 2] = 1
""",
    "blur": """\
broken = ndimage.gaussian_filter(original, ({sigma}, {sigma}, 0), mode="nearest")
""",
    "jpeg": """\
file = io.BytesIO()
picture.save(file, "JPEG", quality={quality})
broken = np.asarray(Image.open(file), "float32").reshape(original.shape) / 255
""",
    NONE: "broken = original\n",
}
_IMPORTS = {"blur": "from scipy import ndimage\n", "jpeg": "from PIL import Image\n"}
_HOLE = """\
# 1 where a pixel is missing.
{mask}
broken = np.where(mask[..., np.newaxis] == 1, np.float32(0), original)
"""
_MASKS = {
    "pixels": """\
mask = np.zeros((rows, columns), "float32")
mask.flat[np.random.default_rng({seed}).permutation(mask.size)[:{count}]] = 1""",
    "held": """\
with np.load("repair.npz") as held:
    mask = held["mask"].astype("float32")""",
    "box": """\
mask = np.zeros((rows, columns), "float32")
mask[{top}:{bottom}, {left}:{right}] = 1""",
}
_ALONE = """\
repaired = np.clip(model(broken[np.newaxis], training=False)[0].numpy(), 0, 1)
"""
_INTO_HOLE = """\
inputs = [broken[np.newaxis], mask[np.newaxis, ..., np.newaxis]]
filled = np.clip(model(inputs, training=False)[0].numpy(), 0, 1)
repaired = np.where(mask[..., np.newaxis] == 1, filled, broken)
"""
_WITH_LEVEL = """\
# The network takes rows and columns that can be divided by {multiple}.
padded = np.pad(broken, ((0, -rows % {multiple}), (0, -columns % {multiple}), (0, 0)), mode="symmetric")[np.newaxis]
{told}level = np.full((*padded.shape[:3], 1), told, "float32")
repaired = np.clip(model([padded, level], training=False)[0, :rows, :columns].numpy(), 0, 1)
"""
_TOLD = {
    "given": "told = {told}\n",
    "changed": "told = float(np.sqrt(np.mean((broken - original) ** 2)))  # how strong the damage is\n",
    "estimated": "told = float(np.clip(estimate_sigma(broken, average_sigmas=True, channel_axis=2), 0, 1))\n",
}
_ESTIMATE = "from skimage.restoration import estimate_sigma\n"
_MEASURE = """\
for name, image in (("damaged", broken), ("repaired", repaired)):
    error = np.mean((image - original){inside} ** 2)
    print(f"{{name}}: PSNR {{-10 * np.log10(error):.2f}} dB")
"""


def program(now: Asked) -> str:
    """Write the program.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the original) and ``model.weights.h5``, for strokes and painted holes also
        ``repair.npz``, and leaves ``original``, ``broken`` and ``repaired``.
    """
    damage = now.damage
    held = isinstance(damage, Hole) and damage.name in ("strokes", "brush")
    repair, estimate = _repair(now)
    imports = "" if isinstance(damage, Hole) else _IMPORTS.get(damage.kind, "")
    text = _PROGRAM.format(
        files="picture.png, repair.npz and model.weights.h5" if held else "picture.png and model.weights.h5",
        imports=imports + estimate,
        mode="rgb" if now.shape[2] == 3 else "grayscale",
        damage=_hole(now, damage) if isinstance(damage, Hole) else _noise(damage),
        network=network_text(pretrained.recipe_of(now.network), now.shape),
        repair=repair,
        measure=_MEASURE.format(inside="[mask == 1]" if isinstance(damage, Hole) else "")
        if now.known
        else "",
    )
    return text.replace("import keras\n", "import io\n\nimport keras\n", 1) if "io.BytesIO" in text else text


def _noise(damage: Noise) -> str:
    return _NOISE[damage.kind].format(
        seed=damage.seed,
        level=f"{damage.level:.6g}",
        sigma=f"{WIDEST * damage.level:.6g}",
        quality=quality(damage.level),
    )


def _hole(now: Asked, damage: Hole) -> str:
    if damage.name in ("strokes", "brush"):
        return _HOLE.format(mask=_MASKS["held"])
    mask = hole_of(now.shape, damage)
    if damage.name == "pixels":
        return _HOLE.format(mask=_MASKS["pixels"].format(seed=damage.seed, count=int(mask.sum())))
    across, down = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = {"top": across[0], "bottom": across[-1] + 1, "left": down[0], "right": down[-1] + 1}
    return _HOLE.format(mask=_MASKS["box"].format(**box))


def _repair(now: Asked) -> tuple[str, str]:
    """Return the lines that ask the network, and what they need to import."""
    if isinstance(now.damage, Hole):
        return _INTO_HOLE, ""
    if not now.photograph:
        return _ALONE, ""
    how, told = "given", now.damage.told
    if told is None and now.damage.kind == "gaussian":
        told = now.damage.level
    elif told is None:
        how = "changed" if now.known else "estimated"
    lines = _TOLD[how].format(told="" if told is None else f"{told:.6g}")
    return _WITH_LEVEL.format(multiple=MULTIPLE, told=lines), _ESTIMATE if how == "estimated" else ""
