"""Pictures of the application, left in ``artefacts/`` to be looked at."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.browser.tab import ARTEFACTS, PHONE

pytestmark = pytest.mark.browser

# What opens first, in every look and language.
PAGES = {
    "convolution": "/convolution",
    "pooling": "/pooling",
    "activations": "/activations",
    "start": "/",
}
# The other modes: once on a desk, and once where room is shortest.
MODES = {
    "pooling-noise": "/pooling?pool_mode=noise",
    "pooling-shift": "/pooling?pool_mode=shift",
    "pooling-undo": "/pooling?pool_mode=undo",
    "pooling-global": "/pooling?pool_mode=global",
    "activations-depth": "/activations?act_mode=depth",
    "activations-softmax": "/activations?act_mode=softmax",
    "activations-why-cost": "/activations?act_mode=why",
    "activations-why-matrix": "/activations?act_mode=why&act_why=matrix",
    "activations-why-shift": "/activations?act_mode=why&act_why=shift",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("look", ["light", "dark", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_page(open_tab, name, look, language):
    _picture(open_tab, name, PAGES[name], look, language)


@pytest.mark.parametrize(("look", "language"), [("light", "en"), ("phone", "zh")])
@pytest.mark.parametrize("name", MODES)
def test_mode(open_tab, name, look, language):
    _picture(open_tab, name, MODES[name], look, language)


def _picture(open_tab, name: str, path: str, look: str, language: str) -> None:
    device = PHONE if look == "phone" else {"color_scheme": look}
    tab = open_tab(f"{path}{'&' if '?' in path else '?'}lang={language}", **device)
    tab.answered()
    file = f"{name}-{look}-{language}"
    tab.picture(file)
    with Image.open(ARTEFACTS / f"{file}.png") as picture:
        corner = sum(picture.convert("RGB").getpixel((2, picture.height - 2))) / 3
    assert (corner < 64) == (look == "dark")
