"""Pictures of the application, left in ``artefacts/`` to be looked at; nothing on them runs over the edge."""

from __future__ import annotations

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.edges import nothing_runs_over
from tests.browser.tab import ARTEFACTS, CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

# What opens first: in every look and language, where room is shortest in both.
PAGES = {
    "convolution": "/convolution",
    "pooling": "/pooling",
    "activations": "/activations",
    "classifier": "/classifier",
    "inside": "/inside",
    "autoencoder": "/autoencoder",
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
# Those of networks, once in the dark as well: charts and matrix have colours of their own there.
NETWORKS = {
    "classifier-data": "/classifier?cls_mode=data",
    "classifier-train": "/classifier?cls_mode=train",
    "classifier-examine": "/classifier?cls_mode=examine",
    "classifier-compare": "/classifier?cls_mode=compare",
    "inside-why": "/inside?in_mode=why",
    "inside-wants": "/inside?in_mode=wants",
    "inside-course": "/inside?in_mode=course",
    "inside-map": "/inside?in_mode=map",
    "autoencoder-repair": "/autoencoder?ae_mode=repair",
    "autoencoder-compress": "/autoencoder?ae_mode=compress",
    "autoencoder-imagine": "/autoencoder?ae_mode=imagine",
    "autoencoder-train": "/autoencoder?ae_mode=train",
}
# What comes last on these.
LAST = {
    "classifier": "table.bars tr.best",
    "classifier-data": ".figures img",
    "classifier-train": ".st-key-cls_train button",
    "classifier-examine": ".matrix[data-ready]",
    "classifier-compare": ".js-plotly-plot",
    "inside": ".network[data-ready]",
    "autoencoder": ".rebuilt img",
}


@pytest.mark.parametrize(
    ("look", "language"), [("light", "en"), ("dark", "zh"), ("phone", "en"), ("phone", "zh")]
)
@pytest.mark.parametrize("name", PAGES)
def test_page(open_tab, name, look, language):
    _picture(open_tab, name, PAGES[name], look, language)


@pytest.mark.parametrize(("look", "language"), [("light", "en"), ("phone", "zh")])
@pytest.mark.parametrize("name", MODES)
def test_mode(open_tab, name, look, language):
    _picture(open_tab, name, MODES[name], look, language)


@pytest.mark.parametrize(("look", "language"), [("light", "en"), ("dark", "zh"), ("phone", "zh")])
@pytest.mark.parametrize("name", NETWORKS)
def test_mode_of_a_network_page(open_tab, name, look, language):
    _picture(open_tab, name, NETWORKS[name], look, language)


def _picture(open_tab, name: str, path: str, look: str, language: str) -> None:
    device = PHONE if look == "phone" else {"color_scheme": look}
    tab = open_tab(f"{path}{'&' if '?' in path else '?'}lang={language}", **device)
    tab.answered()
    if name in LAST:
        last = tab.page.locator(LAST[name]).first
        expect(last).to_be_visible(timeout=CONFIRMATION)
        if name == "classifier-train":  # how long it will take is being measured
            expect(last).to_have_text(re.compile(r"\d"), timeout=CONFIRMATION)
        tab.answered()
    nothing_runs_over(tab)
    file = f"{name}-{look}-{language}"
    tab.picture(file)
    with Image.open(ARTEFACTS / f"{file}.png") as picture:
        corner = sum(picture.convert("RGB").getpixel((2, picture.height - 2))) / 3
    assert (corner < 64) == (look == "dark")
