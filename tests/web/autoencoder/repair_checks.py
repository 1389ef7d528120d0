"""What the tests of the mode Repair share: networks with their first weights in place of the shipped ones."""

from __future__ import annotations

import functools
import tempfile
import time
from pathlib import Path

import numpy as np

from cnnlab import pretrained
from cnnlab.inference.repair_case import DENOISER, INPAINTER, PHOTO_DENOISER
from cnnlab.recipes import write
from cnnlab.recipes.autoencoder import AutoencoderRecipe
from cnnlab.web.autoencoder import repair

RECIPES = {
    DENOISER: AutoencoderRecipe(data="mnist", network="denoiser", filters=4, noise="mixed"),
    INPAINTER: AutoencoderRecipe(data="mnist", network="inpainter", filters=4),
    PHOTO_DENOISER: AutoencoderRecipe(data="photos", network="photo_denoiser", filters=8),
}
REPAIR = "ae_mode=repair"
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-repairing-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return a folder with the three networks, untrained, and the classifier that is shipped."""
    from cnnlab.networks.autoencoder import autoencoder_of

    folder = Path(_kept.name)
    for name, recipe in RECIPES.items():
        (folder / name).mkdir()
        model = autoencoder_of(recipe, (64, 64, 3) if name == PHOTO_DENOISER else (28, 28, 1))
        model.save_weights(folder / name / pretrained.WEIGHTS)
        (folder / name / "recipe.json").write_text(write(recipe), "utf-8")
    (folder / "mnist-classifier").symlink_to(pretrained.MODELS / "mnist-classifier")
    return folder


def opened(open_page, query: str = "", **session):
    """Open the mode."""
    return open_page("autoencoder", f"{REPAIR}&{query}" if query else REPAIR, **session)


def said(app) -> str:
    """Everything that is written on the bench; lesson and questions speak of the same things."""
    beneath = {id(each) for tab in app.tabs for kind in (tab.markdown, tab.caption) for each in kind}
    written = (each for kind in (app.markdown, app.caption) for each in kind)
    return " ".join(each.value for each in written if id(each) not in beneath)


def asked_plainly(name: str, broken: np.ndarray, mask=None, level=None) -> np.ndarray:
    """Ask Keras, plainly: what the network makes of one picture (H, W, C), even in its sides."""
    model = pretrained.load(name)
    inputs = broken[None]
    if mask is not None:
        inputs = [inputs, mask[None, ..., None].astype(np.float32)]
    elif level is not None:
        inputs = [inputs, np.full((1, *broken.shape[:2], 1), level, np.float32)]
    return np.clip(np.asarray(model(inputs, training=False))[0], 0, 1)


def settled(app, most: int = 60):
    """Run the page until nothing is under way on the long worker."""
    deadline = time.monotonic() + most
    while any(
        key in app.session_state and app.session_state[key] is not None
        for key in (repair.NETWORK, repair.RIVALS)
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)
        app.run()
    return app
