"""Pictures of the application, left in ``artefacts/`` to be looked at."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.browser.tab import ARTEFACTS, PHONE

pytestmark = pytest.mark.browser

STATES = {
    "convolution": "/convolution",
    "start": "/",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("look", ["light", "dark", "phone"])
@pytest.mark.parametrize("name", STATES)
def test_picture(open_tab, name, look, language):
    device = PHONE if look == "phone" else {"color_scheme": look}
    path = STATES[name]
    tab = open_tab(f"{path}{'&' if '?' in path else '?'}lang={language}", **device)
    if name != "start":
        tab.confirmed()
    file = f"{name}-{look}-{language}"
    tab.picture(file)
    with Image.open(ARTEFACTS / f"{file}.png") as picture:
        corner = sum(picture.convert("RGB").getpixel((2, picture.height - 2))) / 3
    assert (corner < 64) == (look == "dark")
