"""Any photograph in any style, by a network that has learned to paint."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import as_bytes, as_floats, fit, in_colour
from cnnlab.pretrained import Trained
from cnnlab.recipes import OneStyleRecipe, Recipe, StylizerRecipe
from cnnlab.training.finite import finite
from cnnlab.training.one_style_pictures import STYLE_SIDE

if TYPE_CHECKING:
    import keras

LONGEST = 1024
"""Pixels of the long side of a photograph."""
SMALLEST = 16
"""As `cnnlab.networks.stylizer.SMALLEST`, which only workers import."""
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""Of red, green and blue (ITU-R BT.601)."""


def stylize(
    content: np.ndarray,
    style: np.ndarray | None,
    strength: float = 1.0,
    style2: np.ndarray | None = None,
    mix: float = 0.0,
    keep_colour: bool = False,
    mask: np.ndarray | None = None,
    model: str | keras.Model = "stylizer",
) -> np.ndarray:
    """Paint a photograph in the style of a picture.

    Parameters
    ----------
    content : ndarray of float, shape (H, W, 3) or (H, W)
        Values in [0, 1]; at most 1,024 pixels on a side.
    style : ndarray of float, shape (h, w, 3) or (h, w), or None
        Of any size; it is looked at with 256 pixels on its long side. A network that has learned one style alone does
        not look at it, and needs none (None).
    strength : float
        From 0, the photograph as it is, to 1, the whole style.
    style2 : ndarray, optional
        Another style, as `style`.
    mix : float
        Share of the second style, from 0 to 1.
    keep_colour : bool
        Take lightness alone from the result, and the colours from the photograph (Gatys et al. 2016).
    mask : ndarray, shape (H, W), optional
        From 0, where the photograph stays, to 1, where the style goes.
    model : str or keras.Model
        A shipped name, or the id of a run; or the network itself, as it is read from the file that the page offers.

    Returns
    -------
    ndarray of float32, shape (H, W, 3)
        Values in [0, 1].

    Raises
    ------
    LabError
        There is no such model, it is no stylizer, or what it is given does not fit.

    Examples
    --------
    >>> stylize(photograph, painting, strength=0.8).shape  # doctest: +SKIP
    (320, 480, 3)
    """
    network = pretrained.trained(model) if isinstance(model, str) else _of_file(model)
    content = checked_picture(content, LONGEST)
    second = None if style2 is None else code_of(network, style2)
    made = styled(network, content, code_of(network, style), strength, second, mix, keep_colour)
    return made if mask is None else blended(content, made, mask)


def styled(
    network: Trained,
    content: np.ndarray,
    style: np.ndarray,
    strength: float,
    style2: np.ndarray | None,
    mix: float,
    keep_colour: bool,
) -> np.ndarray:
    """Do as `stylize`, where the photograph (H, W, 3) is checked and the codes (K,) of the styles are known."""
    strength, mix = share_of("strength", strength), share_of("mix", mix)
    wanted = style if style2 is None else (1 - mix) * style + mix * style2
    made = paint(network, content, wanted, strength)
    return with_colours_of(content, made) if keep_colour else made


def code_of(network: Trained, style: np.ndarray | None) -> np.ndarray:
    """Return a style as the network sees it: the statistics (K,) of its maps, float32.

    Of a network that has learned one style alone it is always the code of that one.
    """
    if isinstance(_recipe(network), OneStyleRecipe):
        return np.array(network.model.get_layer("style").code)
    if style is None:
        raise LabError("This network paints in any style: give it a style picture.")
    style = checked_picture(style, None)
    if max(style.shape) > STYLE_SIDE:
        style = as_floats(fit(as_bytes(style), STYLE_SIDE, crop="fit"))
    return _kept(network, "style_code", _coder)(_large_enough(style)[None]).numpy()[0]


def paint(network: Trained, content: np.ndarray, code: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """Return a photograph (H, W, 3) in the style that a code (K,) stands for.

    Between the code of the photograph itself (strength 0) and that of the style (1), all are styles. What the network
    loses of the photograph in its own style is given back as far as the style is weak: with 0 it is as it was.
    """
    _recipe(network)
    painter = _kept(network, "style_paint", _painter)
    rows, columns = content.shape[:2]
    made = finite(painter(_large_enough(content)[None], code[None], np.float32(strength)).numpy()[0])
    return np.clip(made[:rows, :columns], 0, 1)


def with_colours_of(content: np.ndarray, made: np.ndarray) -> np.ndarray:
    """Return a picture with the lightness of `made` and the colours of `content`, both (H, W, 3) in [0, 1]."""
    return np.clip(content + (made @ LUMA - content @ LUMA)[..., None], 0, 1).astype(np.float32)


def blended(content: np.ndarray, made: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return `made` where a mask (H, W) is 1, `content` where it is 0, and between them what lies between.

    Raises
    ------
    LabError
        The mask has another size, or values outside [0, 1].
    """
    mask = np.asarray(mask, np.float32)
    if mask.shape != content.shape[:2] or not (mask.min() >= 0 and mask.max() <= 1):
        raise LabError(
            "The mask needs {rows} × {columns} values from 0 to 1: 1 where the style goes.",
            rows=content.shape[0],
            columns=content.shape[1],
        )
    return content + mask[..., None] * (made - content)


def checked_picture(picture: np.ndarray, longest: int | None) -> np.ndarray:
    """Return a picture as float32 (H, W, 3), or raise a LabError that says what it should be."""
    try:
        picture = np.asarray(picture, np.float32)
    except (TypeError, ValueError) as error:
        raise LabError("A picture is one array of numbers.") from error
    if picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] == 1):
        picture = in_colour(picture.reshape(picture.shape[:2]))
    if picture.ndim != 3 or picture.shape[2] != 3 or min(picture.shape) < 1:
        raise LabError(
            "A picture has the shape (rows, columns, 3), and this one {shape}.", shape=str(picture.shape)
        )
    # Not-a-number fails both comparisons.
    if not (picture.min() >= 0 and picture.max() <= 1):
        raise LabError("The values of a picture have to lie between 0 and 1: divide bytes by 255.")
    if longest is not None and max(picture.shape) > longest:
        raise LabError("A picture may have {most} pixels on a side here. Reduce it first.", most=longest)
    return picture


def share_of(name: str, value: float) -> np.float32:
    """Return a number from 0 to 1, or raise a LabError."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not 0 <= value <= 1:
        raise LabError('The setting "{name}" needs a number from {low} to {high}.', name=name, low=0, high=1)
    return np.float32(value)


def _recipe(network: Trained) -> Recipe:
    if not isinstance(network.recipe, StylizerRecipe | OneStyleRecipe):
        raise _no_stylizer()
    return network.recipe


@functools.lru_cache(maxsize=2)
def _of_file(model: keras.Model) -> Trained:
    """Return a network that somebody has read from a file; what is compiled of the last two is kept."""
    names = {layer.name for layer in getattr(model, "layers", ())}
    kind = OneStyleRecipe if "style" in names else StylizerRecipe
    needed = {"encoder", "decoder", "style" if kind is OneStyleRecipe else "code"}
    if not needed <= names or len(model.inputs) != (1 if kind is OneStyleRecipe else 2):
        raise _no_stylizer()
    # Of its recipe nothing but the kind is looked at.
    return Trained("", model, kind(), (1, 1, 3), (), {}, Path())


def _no_stylizer() -> LabError:
    return LabError("This network is no stylizer: it paints no pictures in other styles.")


def _large_enough(picture: np.ndarray) -> np.ndarray:
    """Return a picture of at least 16 pixels on each side; what is missing is mirrored below and on the right."""
    missing = [(0, max(0, SMALLEST - side)) for side in picture.shape[:2]]
    return np.pad(picture, (*missing, (0, 0)), mode="symmetric")


def _kept(network: Trained, name: str, make: Callable[[Trained], Callable]) -> Callable:
    if name not in network.kept:
        network.kept[name] = make(network)
    return network.kept[name]


def _coder(network: Trained) -> Callable:
    import tensorflow as tf

    encoder, code = (network.model.get_layer(name) for name in ("encoder", "code"))
    # One trace for pictures of any size: each costs seconds.
    return tf.function(
        lambda picture: code([picture, *encoder(picture, training=False)]),
        input_signature=[tf.TensorSpec((None, None, None, 3), tf.float32)],
    )


def _painter(network: Trained) -> Callable:
    import tensorflow as tf

    from cnnlab.networks.stylizer import code_of_maps

    encoder, decoder = (network.model.get_layer(name) for name in ("encoder", "decoder"))

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, None, None, 3), tf.float32),
            tf.TensorSpec((None, decoder.inputs[-1].shape[-1]), tf.float32),
            tf.TensorSpec((), tf.float32),
        ]
    )
    def painted(content, wanted, strength):
        maps = [content, *encoder(content, training=False)]
        if strength == 1.0:
            return decoder([*maps, wanted], training=False)
        own = code_of_maps(maps)
        made = decoder([*maps, own + strength * (wanted - own)], training=False)
        lost = content - decoder([*maps, own], training=False)
        return made + (1 - strength) * lost

    return painted
