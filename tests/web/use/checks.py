"""What the tests of this folder share."""

from __future__ import annotations

import base64
import re
from html import unescape
from io import BytesIO

import numpy as np
from PIL import Image

from tests.web.mode_checks import bodies

RUN = "a" * 31 + "0"


SEEN = "What the network sees, pixel by pixel"


def bars(app) -> dict[str, str]:
    """Class and probability, as the bars say them."""
    [table] = [part for part in bodies(app) if "class='bars'" in part]
    return {
        re.sub("<[^>]*>", "", name).removesuffix(" true class"): unescape(share)
        for name, share in re.findall(r"<th scope='row'>(.*?)</th>.*?<td class='share'>(.*?)</td>", table)
    }


def seen(app) -> np.ndarray:
    """The pixels of what the network sees."""
    [part] = [part for part in bodies(app) if "class='answer'" in part]
    data = re.search(r"src='data:image/png;base64,([^']*)'", part)[1]
    return np.asarray(Image.open(BytesIO(base64.b64decode(data))))


def said(app) -> str:
    return " ".join(each.value for each in app.markdown)


def drawn(ink: np.ndarray) -> dict:
    return {"drawing": "140:" + base64.b64encode(ink.astype(np.uint8).tobytes()).decode()}
