"""What autoencoders make of pictures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference.classifying import checked
from cnnlab.pretrained import Trained
from cnnlab.recipes import AutoencoderRecipe

BATCH = 256
"""Pictures that are computed at once."""
MULTIPLE = 2
"""What rows and columns of a photograph have to be divisible by; the rest is mirrored and cut off again."""
USUAL_LEVEL = 25 / 255


def reconstruct(images: np.ndarray, model: str, mask: np.ndarray | None = None) -> np.ndarray:
    """Send pictures through an autoencoder.

    Parameters
    ----------
    images : ndarray of float, shape (N, H, W, C) or (N, H, W)
        Values in [0, 1], of the size that the model was trained on; for "photo-denoiser" of any size.
    model : str
        A shipped name, such as "mnist-autoencoder-32", or the id of a run.
    mask : ndarray, shape (H, W), (N, H, W) or (N, H, W, 1), optional
        For an inpainter: 1 where pixels are missing. What the images hold there is not looked at.

    Returns
    -------
    ndarray of float32, the shape of `images`
        Values in [0, 1]. An inpainter changes the missing pixels alone. The photo denoiser is told a standard
        deviation of 25/255.

    Raises
    ------
    LabError
        There is no such model, it is no autoencoder, or the images or the mask do not fit it.

    Examples
    --------
    >>> reconstruct(digits, model="mnist-autoencoder-32").shape  # doctest: +SKIP
    (10, 28, 28, 1)
    """
    network = pretrained.trained(model)
    images = np.asarray(images, np.float32)
    flat = images.ndim == 3
    made = rebuild(network, images[..., None] if flat else images, mask)
    return made[..., 0] if flat else made


def rebuild(
    network: Trained, images: np.ndarray, mask: np.ndarray | None = None, level: float = USUAL_LEVEL
) -> np.ndarray:
    """Return what a network makes of pictures; as :func:`reconstruct`, for (N, H, W, C).

    Parameters
    ----------
    network : Trained
    images : ndarray of float32, shape (N, H, W, C)
    mask : ndarray, optional
    level : float
        For the photo denoiser: the standard deviation of the noise that it is told, from 0 to 1.
    """
    kind = _recipe(network).network
    images = _checked(network, images)
    if kind == "photo_denoiser":
        return _cleaned(network, images, level)
    if kind == "inpainter":
        return _filled(network, images, mask)
    forward = _kept(network, "rebuild", lambda: lambda x: network.model(x, training=False))
    return _in_batches(forward, images)


def encode(network: Trained, images: np.ndarray) -> np.ndarray:
    """Return the codes (N, d) of pictures (N, H, W, C); of a variational network the means.

    Raises
    ------
    LabError
        The network has no code, or the pictures do not fit it.
    """
    return _encoded(network, images)[:, : _recipe(network).code]


def encode_spread(network: Trained, images: np.ndarray) -> np.ndarray:
    """Return the standard deviations (N, d) of the codes of pictures; 0 where the network is not variational.

    Raises
    ------
    LabError
        The network has no code, or the pictures do not fit it.
    """
    found = _encoded(network, images)
    code = _recipe(network).code
    if _recipe(network).network != "variational":
        return np.zeros((len(found), code), np.float32)
    return np.exp(found[:, code:] / 2)


def decode(network: Trained, codes: np.ndarray) -> np.ndarray:
    """Return the pictures (N, H, W, C) that a network builds of codes (N, d).

    Raises
    ------
    LabError
        The network has no code, or one of another length.
    """
    recipe = _coded(network)
    codes = np.asarray(codes, np.float32)
    if codes.ndim != 2 or codes.shape[1] != recipe.code or not np.isfinite(codes).all():
        raise LabError("A code for this network has {count} finite values.", count=recipe.code)
    decoder = network.model.get_layer("decoder")
    return _in_batches(_kept(network, "decode", lambda: lambda x: decoder(x, training=False)), codes)


def _encoded(network: Trained, images: np.ndarray) -> np.ndarray:
    _coded(network)
    encoder = network.model.get_layer("encoder")
    forward = _kept(network, "encode", lambda: lambda x: encoder(x, training=False))
    return _in_batches(forward, _checked(network, images))


def _recipe(network: Trained) -> AutoencoderRecipe:
    if not isinstance(network.recipe, AutoencoderRecipe):
        raise LabError("This network is no autoencoder: it gives classes and not pictures.")
    return network.recipe


def _coded(network: Trained) -> AutoencoderRecipe:
    recipe = _recipe(network)
    if not recipe.coded:
        raise LabError("This network has no code: it repairs pictures without a narrow place.")
    return recipe


def _checked(network: Trained, images: np.ndarray) -> np.ndarray:
    images = np.asarray(images, np.float32)
    if _recipe(network).network == "photo_denoiser" and images.ndim == 4 and images[:1].size:
        return checked(images, (*images.shape[1:3], network.shape[2]))
    return checked(images, network.shape)


def _filled(network: Trained, images: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    if mask is None:
        raise LabError("An inpainter needs a mask: 1 where pixels are missing, 0 where they are known.")
    masks = (np.asarray(mask) != 0).astype(np.float32)
    masks = masks[..., 0] if masks.ndim == 4 and masks.shape[3] == 1 else masks
    masks = masks[None] if masks.ndim == 2 else masks
    if masks.ndim != 3 or masks.shape[1:] != images.shape[1:3] or len(masks) not in (1, len(images)):
        raise LabError(
            "The mask needs {rows} × {columns} values.", rows=images.shape[1], columns=images.shape[2]
        )
    masks = np.broadcast_to(masks[..., None], (*images.shape[:3], 1))
    known = np.where(masks > 0, np.float32(0), images)
    forward = _kept(network, "fill", lambda: lambda x, m: network.model([x, m], training=False))
    return np.where(masks > 0, _in_batches(forward, known, np.ascontiguousarray(masks)), images)


def _cleaned(network: Trained, images: np.ndarray, level: float) -> np.ndarray:
    if not 0 <= level <= 1:
        raise LabError("The level of noise that the network is told needs to be a number from 0 to 1.")
    count, rows, columns = images.shape[:3]
    beyond = [(0, 0), (0, -rows % MULTIPLE), (0, -columns % MULTIPLE), (0, 0)]
    padded = np.pad(images, beyond, mode="symmetric")
    levels = np.full((*padded.shape[:3], 1), level, np.float32)
    forward = _kept(network, "clean", lambda: lambda x, told: network.model([x, told], training=False))
    # One by one: a photograph of 512 pixels takes a hundred megabytes on its way.
    made = [forward(padded[n : n + 1], levels[n : n + 1]).numpy()[0] for n in range(count)]
    cleaned = np.stack(made) if made else padded
    return np.clip(cleaned[:, :rows, :columns], 0, 1)


def _kept(network: Trained, name: str, make: Callable[[], Callable]) -> Callable:
    """Return a compiled function of the network; it is made once."""
    if name not in network.kept:
        import tensorflow as tf

        network.kept[name] = tf.function(make(), reduce_retracing=True)
    return network.kept[name]


def _in_batches(forward: Callable, *arrays: np.ndarray) -> np.ndarray:
    if not len(arrays[0]):
        # A batch of none has no shape of its own to be read off.
        one = forward(*(np.zeros((1, *array.shape[1:]), np.float32) for array in arrays))
        return np.zeros((0, *one.shape[1:]), np.float32)
    starts = range(0, len(arrays[0]), BATCH)
    return np.concatenate([forward(*(array[n : n + BATCH] for array in arrays)).numpy() for n in starts])
