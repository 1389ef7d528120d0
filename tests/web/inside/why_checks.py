"""What the tests of the mode Why this class share."""

from __future__ import annotations

import base64
import re
from html import unescape
from io import BytesIO

import numpy as np
from PIL import Image

from cnnlab.images import encoding, gallery
from cnnlab.inference.why_methods import Asking
from cnnlab.inference.why_report import report_why
from cnnlab.web.inside import why_erase
from tests.web.mode_checks import bodies

DIGIT = gallery.digit(5)[..., None]


def report(asking: Asking | None = None, network: str = "digits-classifier", picture=DIGIT, number: int = 0):
    return report_why(network, 0, picture, number, asking or Asking())


def panels(app, kind: str = "why") -> dict[str, np.ndarray | None]:
    """Title and picture of each panel; None where there is none to be seen."""
    found = {}
    for part in bodies(app):
        if part.startswith(f"<div class='{kind}'>"):
            for figure in re.findall(r"<figure>(.*?)</figure>", part):
                data = re.search(r"src='data:image/png;base64,([^']*)'", figure)
                title = unescape(re.search(r"<b>(.*?)</b>", figure)[1])
                found[title] = np.asarray(Image.open(BytesIO(base64.b64decode(data[1])))) if data else None
    return found


def said(app) -> str:
    return " ".join(each.value for each in app.markdown)


def bars(app) -> list[tuple[str, str]]:
    """When and probability, line after line."""
    [table] = [part for part in bodies(app) if "bars twice" in part]
    return [
        (when, unescape(share))
        for when, share in re.findall(r"<td class='when'>(.*?)</td>.*?<td class='share'>(.*?)</td>", table)
    ]


def erasing(mask: np.ndarray, picture: np.ndarray = DIGIT) -> dict:
    """The session of a page on which this has been erased."""
    shown = picture[..., 0] if picture.shape[2] == 1 else picture
    bits = base64.b64encode(np.packbits(mask).tobytes()).decode()
    return {why_erase.KEY: {"mask": f"{encoding.picture_id(shown)}:{bits}"}}
