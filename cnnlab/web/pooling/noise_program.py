"""The Code tab of the mode Noise: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.web.pooling.noise_controls import Settings

NOISE = {
    "gaussian": """\
noisy = clean + np.float32({level!r}) * generator.standard_normal(clean.shape, dtype=np.float32)
""",
    "speckle": """\
drawn = np.float32({level!r}) * generator.standard_normal(clean.shape, dtype=np.float32)
noisy = clean + drawn * clean
""",
    "salt_pepper": """\
drawn = generator.random(clean.shape, dtype=np.float32)
noisy = clean.copy()
noisy[drawn < {level!r} / 2] = 0
noisy[drawn >= 1 - {level!r} / 2] = 1
""",
}

PROGRAM = """\
import keras
import numpy as np
from PIL import Image

clean = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
generator = np.random.default_rng({seed})
{noise}
largest = keras.layers.MaxPooling2D({window})
mean = keras.layers.AveragePooling2D({window})
poolings = {{
    "max": largest,
    "average": mean,
    "l2": lambda x: np.sqrt(mean(x**2)),  # root mean square: an even grey stays as it is
}}


def pooled(picture, layer):
    return np.asarray(layer(picture[None, ..., None]))[0, ..., 0]


results = {{"noisy": noisy}}
errors = {{"noisy": noisy - clean}}
for name, layer in poolings.items():
    results[name] = pooled(noisy, layer)
    errors[name] = results[name] - pooled(clean, layer)

for name, error in errors.items():
    passes = error.std() / errors["noisy"].std() if errors["noisy"].any() else 0
    print(f"{{name}}: brightness changed by {{error.mean():+.3f}}, noise {{error.std():.3f}}, {{passes:.0%}} passes")
"""


def program(settings: Settings) -> str:
    """Write the program.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``results`` and ``errors``: arrays
        by the names noisy, max, average and l2.
    """
    noise = NOISE[settings.kind].format(level=settings.level)
    return PROGRAM.format(noise=noise, seed=settings.seed, window=settings.window)
