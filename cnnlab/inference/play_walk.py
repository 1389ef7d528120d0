"""From one generated picture to another: through the noise, and by blending pixels."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import as_bytes, encoding
from cnnlab.inference import sampling
from cnnlab.inference.play_report import labels_of, noise_of, shares_of
from cnnlab.pretrained import Trained

FRAMES = (7, 9, 11)
FILM = 24
"""Frames of the film from one picture to the other."""
WAYS = ("arc", "line")
PERIOD, HELD = 70, 900
"""Milliseconds that a frame of the film stands, and the first and the last."""
WIDE, GAP = 196, 4
"""Pixels of the film's pictures, as near as whole squares come to that, and between them."""
SURE = 0.9

End = tuple[int, int]
"""Of a way: a class, and the seed of the noise."""


@dataclass(frozen=True, eq=False)
class GanWalk:
    """The way between two generated pictures.

    Attributes
    ----------
    made, blended : ndarray of uint8, shape (F, H, W) or (F, H, W, 3)
        What the generator makes along the way, and the two ends laid over one another.
    noise : ndarray of float32, shape (F, recipe.noise)
    made_shares, blended_shares : ndarray of float32, shape (F, classes), or None
        What the classifier says; None where none knows such pictures.
    lengths : ndarray of float32, shape (F,)
        Of the noise.
    """

    made: np.ndarray
    blended: np.ndarray
    noise: np.ndarray
    made_shares: np.ndarray | None
    blended_shares: np.ndarray | None
    lengths: np.ndarray

    @property
    def sure(self) -> tuple[int, int]:
        """On how many made, and on how many blended frames the classifier is surer than 90 %, where it is asked."""
        return tuple(int((each.max(axis=1) > SURE).sum()) for each in (self.made_shares, self.blended_shares))


def report_gan_walk(
    name: str, stamp: int, first: End, second: End, cell: int, truncation: float, way: str, frames: int
) -> GanWalk:
    """Go from one generated picture to another.

    Parameters
    ----------
    name : str
        Of a generator.
    stamp : int
        `cnnlab.pretrained.stamp`.
    first, second : (int, int)
        See `End`.
    cell : int
        Which of the sixteen noises of each seed.
    truncation : float
    way : str
        One of `WAYS`: along the arc, on which noise stays as long as noise is, or on the straight line.
    frames : int
        One of `FRAMES`, or `FILM`.

    Raises
    ------
    LabError
        There is no such network, or a setting is none that is offered.
    """
    for setting, value, options in (("frames", frames, (*FRAMES, FILM)), ("way", way, WAYS)):
        if value not in options:
            raise LabError(
                'The setting "{name}" cannot be that. Choose one of: {options}.',
                name=setting,
                options=", ".join(map(str, options)),
            )
    network = pretrained.trained(name)
    ends = [noise_of(network, seed, truncation)[cell] for _, seed in (first, second)]
    part = np.linspace(0, 1, frames, dtype=np.float32)
    noise = between(*ends, part, way)
    classes = [int(labels_of(network, asked, 1)[0]) for asked, _ in (first, second)]
    made = draw_between(network, noise, classes[0], classes[1], part)
    weight = part[:, None, None, None]
    blended = (1 - weight) * made[0] + weight * made[-1]
    return GanWalk(
        as_bytes(made),
        as_bytes(blended),
        noise,
        shares_of(network, made),
        shares_of(network, blended),
        np.linalg.norm(noise, axis=1),
    )


def between(first: np.ndarray, second: np.ndarray, part: np.ndarray, way: str) -> np.ndarray:
    """Return noise (F, d) on the way from one (d,) to another, at parts (F,) of it.

    On the arc the direction turns evenly and the length goes evenly from one to the other (Shoemake 1985; White
    2016, "Sampling generative networks"). Where two noises point the same or the opposite way it is the straight
    line.
    """
    part = part[:, None].astype(np.float32)
    line = (1 - part) * first + part * second
    lengths = [float(np.linalg.norm(each)) for each in (first, second)]
    if way == "line" or min(lengths) == 0:
        return line.astype(np.float32)
    directions = [each / length for each, length in zip((first, second), lengths, strict=True)]
    angle = float(np.arccos(np.clip(directions[0] @ directions[1], -1, 1)))
    if np.sin(angle) < 1e-4:
        return line.astype(np.float32)
    turned = np.sin((1 - part) * angle) * directions[0] + np.sin(part * angle) * directions[1]
    return (turned / np.sin(angle) * ((1 - part) * lengths[0] + part * lengths[1])).astype(np.float32)


def draw_between(
    network: Trained, noise: np.ndarray, first: int, second: int, part: np.ndarray
) -> np.ndarray:
    """Return pictures (F, H, W, C) of noise (F, d), the class's embedding mixed from that of two classes.

    A generator that takes no wishes makes them of the noise alone.
    """
    if not network.recipe.conditional:
        return sampling.draw(network, noise, np.zeros(len(noise), np.int32))
    if "play_between" not in network.kept:
        network.kept["play_between"] = _compiled(network)
    made = network.kept["play_between"](noise, np.int32(first), np.int32(second), part[:, None]).numpy()
    return np.clip(np.nan_to_num(made), 0, 1)


def film(name: str, stamp: int, first: End, second: End, cell: int, truncation: float, way: str) -> bytes:
    """Return an animated GIF: there and back, made on the left, blended on the right."""
    from PIL import Image

    walk = report_gan_walk(name, stamp, first, second, cell, truncation, way, FILM)
    count, rows, _, *rest = walk.made.shape
    gap = np.full((count, rows, GAP, *rest), 128, np.uint8)
    there = np.concatenate([walk.made, gap, walk.blended], axis=2)
    pictures = [Image.fromarray(encoding.enlarge(each, max(1, WIDE // rows))) for each in there]
    pictures += pictures[-2:0:-1]
    held = [PERIOD] * len(pictures)
    held[0] = held[FILM - 1] = HELD
    buffer = io.BytesIO()
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:], duration=held, loop=0)
    return buffer.getvalue()


def _compiled(network: Trained):
    import keras
    import tensorflow as tf

    generator = network.model.get_layer("generator")
    embedding = generator.get_layer("embedding")
    rest = keras.Model(generator.get_layer("noise_and_label").output, generator.output)

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, network.recipe.noise), tf.float32),
            tf.TensorSpec((), tf.int32),
            tf.TensorSpec((), tf.int32),
            tf.TensorSpec((None, 1), tf.float32),
        ]
    )
    def drawn(noise, first, second, part):
        mixed = (1 - part) * embedding(first)[None] + part * embedding(second)[None]
        return rest(tf.concat([noise, mixed], axis=1), training=False)

    return drawn
