"""What the mode Train says of an autoencoder."""

from __future__ import annotations

from cnnlab.metrics.pictures import decibels
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder.tenths import tenths
from cnnlab.web.autoencoder.train_recipe import say
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number


def summary(recipe: AutoencoderRecipe) -> str:
    """Say a recipe in one line: data, network, and what it is trained with."""
    return listing(
        (
            say("data", recipe.data),
            say("network", recipe.network),
            _special(recipe),
            f"{say('optimizer', recipe.optimizer)} {number(recipe.learning_rate)}",
            t("{count} epochs", count=recipe.epochs),
            t("seed {seed}", seed=recipe.seed),
        )
    )


def _special(recipe: AutoencoderRecipe) -> str:
    if recipe.coded:
        return t("{count} values", count=recipe.code)
    if recipe.network == "inpainter":
        return t("holes of up to {count} pixels", count=recipe.hole)
    return say("noise", recipe.noise)


def result(recipe: AutoencoderRecipe, measured: dict) -> str:
    """Say what was measured when a training had ended."""
    count = measured.get("test_count")
    if not count:
        return ""
    said = [_likeness(recipe, measured, f"{count:,}")]
    if "test_nats" in measured:
        said.append(
            t(
                "The bound on what a picture costs is {nats} nats: {reconstruction} for the pixels and {divergence}"
                " for the code.",
                nats=tenths(measured["test_nats"]),
                reconstruction=tenths(measured["test_reconstruction"]),
                divergence=tenths(measured["test_divergence"]),
            )
        )
    return sentences(*said)


def _likeness(recipe: AutoencoderRecipe, measured: dict, count: str) -> str:
    if recipe.network == "denoiser":
        return t(
            "On {count} test pictures with Gaussian noise (σ = 0.5) the PSNR rises from {before} to {after} dB.",
            count=count,
            before=tenths(measured["test_gaussian_before"]),
            after=tenths(measured["test_gaussian_psnr"]),
        )
    if recipe.network == "inpainter":
        return t(
            "On {count} test pictures with a hole in the middle the PSNR inside the hole is {psnr} dB.",
            count=count,
            psnr=tenths(measured["test_hole_psnr"]),
        )
    return t(
        "On {count} test pictures the PSNR is {psnr} dB and the SSIM {ssim}.",
        count=count,
        psnr=tenths(measured["test_psnr"]),
        ssim=f"{measured['test_ssim']:.2f}",
    )


def brief(recipe: AutoencoderRecipe, measured: dict) -> str:
    """Say it in a few words."""
    name = {"denoiser": "test_gaussian_psnr", "inpainter": "test_hole_psnr"}.get(recipe.network, "test_psnr")
    return t("{psnr} dB", psnr=tenths(measured[name])) if name in measured else ""


def psnr_of(error: float | None) -> float | None:
    """Return the PSNR of a mean squared error, for values from 0 to 1; None where it is none."""
    return None if error is None or error <= 0 else decibels(error)
