"""What the tests of single modes share."""

from __future__ import annotations

import re

import numpy as np
from PIL import Image

from cnnlab.images import gallery, preparing


def sound(app) -> bool:
    """Nothing went wrong: no exception, and no sentence about an error."""
    return not app.exception and not app.error


def pictures(app) -> list[str]:
    """The alternative texts of all pictures on the bench."""
    return [alt for part in bodies(app) for alt in re.findall(r"<img class='exact'[^>]*alt='([^']*)'", part)]


def facts(app) -> dict[str, str]:
    """Every fact that is shown: name, and value with its remark."""
    found = {}
    for part in bodies(app):
        for name, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part):
            found[name] = re.sub("<[^>]*>", "", value)
    return found


def bodies(app) -> list[str]:
    return [each.proto.body for each in app.get("html")]


def picture(size: int, name: str = gallery.DEFAULT, tone: str = "colour") -> np.ndarray:
    """What the page has in hand for these settings."""
    return preparing.fit(gallery.sample(name, size), size, tone)


def run_program(app, pixels: np.ndarray, folder, monkeypatch) -> dict:
    """Run what the Code tab shows, in a folder with the picture in hand, and return what it leaves."""
    Image.fromarray(pixels).save(folder / "picture.png")
    monkeypatch.chdir(folder)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    return left
