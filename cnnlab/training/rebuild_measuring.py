"""What is measured of an autoencoder when its training has ended: on pictures that had no part in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets import photos
from cnnlab.images.corruption import corrupt
from cnnlab.images.holes import hole
from cnnlab.metrics.codes import describe_codes, describe_errors
from cnnlab.metrics.pictures import errors_of, psnr, psnr_inside, psnr_of_all, ssim
from cnnlab.networks.autoencoder_blocks import plan_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.training import codes
from cnnlab.training.measuring import circumstances

if TYPE_CHECKING:
    from cnnlab.training.rebuilding import Pictures

BATCH = 500
MOST = 20_000
"""Training pictures whose codes are summed up, at the most."""
LEVELS = {"gaussian": 0.5, "salt_pepper": 0.3, "speckle": 0.5, "blur": 0.3, "jpeg": 0.9}
"""At which a denoiser is measured."""
PHOTO_LEVELS = {"gaussian": 25 / 255, "salt_pepper": 0.1, "speckle": 0.2, "blur": 0.2, "jpeg": 0.85}


def measure(
    recipe: AutoencoderRecipe,
    folder: Path,
    model: keras.Model,
    parts: Pictures,
    watch: Callable[[], object],
) -> dict:
    """Measure a network on the test pictures of its data set.

    Parameters
    ----------
    recipe : AutoencoderRecipe
    folder : Path
        Gets ``codes.npz`` where there are codes.
    model : keras.Model
    parts : Pictures
    watch : callable
        Called between two batches.

    Returns
    -------
    dict
        Plain numbers. ``test_error``: mean squared error over all pixels of all test pictures; ``test_psnr``: of that;
        ``test_ssim``: the mean over the pictures. For "variational" ``test_nats`` (the negative evidence lower
        bound by one sample of each code), ``test_reconstruction`` and ``test_divergence``. For a denoiser
        ``test_<kind>_psnr`` and ``test_<kind>_before`` at `LEVELS`; for the photo denoiser at `PHOTO_LEVELS`, over
        all pixels of all photographs, and ``test_<kind>_mean_psnr`` and ``test_<kind>_mean_before``, the means of
        each photograph's. For an inpainter ``test_hole_psnr``, inside the centre hole alone.
    """
    if recipe.network == "photo_denoiser":
        found = _photographs(recipe, model, watch)
    elif recipe.network == "denoiser":
        found = _cleaned(recipe, model, _unit(parts.x_test), watch)
    elif recipe.network == "inpainter":
        found = _filled(model, _unit(parts.x_test), watch)
    else:
        found = _rebuilt(recipe, folder, model, parts, watch)
    shape = parts.x_train.shape[1:]
    planned = [layer for half in plan_of(recipe, shape) for layer in half]
    return {
        **found,
        "test_count": len(parts.x_test),
        "parameters": model.count_params(),
        "multiply_adds": sum(layer.multiply_adds for layer in planned),
        **circumstances(),
    }


def rehearse(recipe: AutoencoderRecipe, pixels: np.ndarray) -> None:
    """Do with pictures (uint8, NHWC) what takes the time when they are measured, without the network."""
    pictures = _unit(pixels)
    made = pictures
    if recipe.network == "denoiser":
        for kind, level in LEVELS.items():
            made = spoiled(pictures, kind, level)
    _likeness("test", made, pictures)


def in_batches(
    function: Callable[..., tf.Tensor], watch: Callable[[], object], *arrays: np.ndarray
) -> np.ndarray:
    """Return what a function makes of arrays, some rows at a time."""
    found = []
    for start in range(0, len(arrays[0]), BATCH):
        watch()
        found.append(np.asarray(function(*(array[start : start + BATCH] for array in arrays))))
    return np.concatenate(found)


def _rebuilt(recipe, folder, model, parts, watch) -> dict:
    test = _unit(parts.x_test)
    made = in_batches(_compiled(model), watch, test)
    encoder = _compiled(model.get_layer("encoder"))

    def means(pictures: np.ndarray) -> np.ndarray:
        return in_batches(encoder, watch, _unit(pictures))[:, : recipe.code]

    validation = _unit(parts.x_validation)
    errors = [errors_of(made, test), errors_of(in_batches(_compiled(model), watch, validation), validation)]
    kept = describe_errors(errors[1], errors[0])
    learned, asked = means(parts.x_train[:MOST]), means(parts.x_test)
    # Weights that have run away give no codes that could be summed up, and one picture has no spread.
    if len(learned) > 1 and np.isfinite(learned).all() and np.isfinite(asked).all():
        watch()
        kept |= describe_codes(learned, parts.y_train[:MOST], asked, parts.y_test, recipe.seed)
        watch()
        codes.save(folder, kept)
    found = _likeness("test", made, test)
    if recipe.network == "variational":
        found |= _bound(recipe, model, test, watch)
    return found


def _bound(recipe, model, test, watch) -> dict:
    from cnnlab.training.rebuilding import objective_of

    objective = tf.function(objective_of(recipe, model), reduce_retracing=True)
    found, number = [], 0
    for start in range(0, len(test), BATCH):
        watch()
        seed, number = tf.constant([recipe.seed, 1_500_000_001 + number]), number + 1
        reconstruction, divergence, _ = objective(test[start : start + BATCH], seed, False)
        found.append((len(test[start : start + BATCH]), float(reconstruction), float(divergence)))
    counts, reconstructions, divergences = np.array(found).T
    reconstruction = float((counts * reconstructions).sum() / counts.sum())
    divergence = float((counts * divergences).sum() / counts.sum())
    return {
        "test_nats": _short(reconstruction + divergence),
        "test_reconstruction": _short(reconstruction),
        "test_divergence": _short(divergence),
    }


def _cleaned(recipe, model, test, watch) -> dict:
    found = {}
    for kind, level in LEVELS.items():
        noisy = spoiled(test, kind, level)
        made = in_batches(_compiled(model), watch, noisy)
        found |= {
            f"test_{kind}_before": _short(psnr(noisy, test)),
            f"test_{kind}_psnr": _short(psnr(made, test)),
        }
        if kind == "gaussian":
            found |= _likeness("test", made, test)
    return found


def spoiled(pictures: np.ndarray, kind: str, level: float) -> np.ndarray:
    """Spoil pictures (N, H, W, C), each with its place as the seed."""
    return np.stack([corrupt(each, kind, level, seed) for seed, each in enumerate(pictures)])


def _filled(model, test, watch) -> dict:
    mask = hole("centre", test.shape[1:3]).astype(np.float32)[..., None]
    masks = np.broadcast_to(mask, (len(test), *mask.shape)).astype(np.float32)
    made = in_batches(
        tf.function(lambda x, m: model([x, m], training=False)), watch, test * (1 - mask), masks
    )
    return {
        "test_hole_psnr": _short(psnr_inside(made, test, mask[..., 0])),
        **_likeness("test", test * (1 - mask) + made * mask, test),
    }


def _photographs(recipe, model, watch) -> dict:
    forward = tf.function(lambda x, level: model([x, level], training=False), reduce_retracing=True)
    pictures = [_unit(each) for each in photos.whole("test")]
    sizes = [each.size for each in pictures]
    found = {}
    for kind, level in PHOTO_LEVELS.items():
        after, before, likeness = [], [], []
        for seed, picture in enumerate(pictures):
            watch()
            noisy = corrupt(picture, kind, level, seed)
            told = level if kind == "gaussian" else float(np.sqrt(np.mean((noisy - picture) ** 2)))
            levels = np.full((1, *picture.shape[:2], 1), told, np.float32)
            made = np.clip(forward(noisy[None], levels).numpy()[0], 0, 1)
            after.append(psnr(made, picture))
            before.append(psnr(noisy, picture))
            likeness.append(ssim(made, picture))
        found |= {
            f"test_{kind}_before": _short(psnr_of_all(before, sizes)),
            f"test_{kind}_psnr": _short(psnr_of_all(after, sizes)),
            f"test_{kind}_mean_before": _short(np.mean(before)),
            f"test_{kind}_mean_psnr": _short(np.mean(after)),
            f"test_{kind}_ssim": _short(np.mean(likeness)),
        }
    return {**found, "test_photographs": len(pictures)}


def _likeness(name: str, made: np.ndarray, wanted: np.ndarray) -> dict:
    pairs = zip(made, wanted, strict=True)
    return {
        f"{name}_error": _short(errors_of(made, wanted).mean()),
        f"{name}_psnr": _short(psnr(made, wanted)),
        f"{name}_ssim": _short(np.mean([ssim(a, b) for a, b in pairs])),
    }


def _compiled(model: keras.Model) -> Callable[..., tf.Tensor]:
    return tf.function(lambda pictures: model(pictures, training=False), reduce_retracing=True)


def _unit(pixels: np.ndarray) -> np.ndarray:
    return pixels.astype(np.float32) / np.float32(255)


def _short(value: float) -> float:
    return float(f"{float(value):.6g}")
