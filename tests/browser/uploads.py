"""A photograph of one's own, and how it is taken in hand."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def photograph() -> bytes:
    """Return a JPEG, wider than high: sky over a meadow, with some grain."""
    rows, columns = np.mgrid[:300, :400]
    blue = np.stack([rows * 0.5, 120 + columns * 0.2, 220 - rows * 0.3], -1)
    green = np.stack([60 + columns * 0.1, 180 - rows * 0.2, 40 + rows * 0.1], -1)
    picture = np.where((rows < 150)[..., None], blue, green) + np.random.default_rng(0).normal(
        0, 8, (300, 400, 3)
    )
    file = io.BytesIO()
    Image.fromarray(picture.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)
    return file.getvalue()


def upload(tab, name: str, data: bytes, mime: str) -> None:
    """Take a file in hand."""
    menu = tab.page.locator(".st-key-hand_menu button").first
    source = tab.page.get_by_role("radio", name="Upload")
    if not source.is_visible():
        menu.click()
    source.click()
    tab.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": mime, "buffer": data})
