"""What the page Inside shows while the engine starts: what the network will be given."""

from __future__ import annotations

from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t
from cnnlab.web.inside.asking import Asked


def show(now: Asked) -> None:
    """Show the picture at the network's size, if it is known without the engine."""
    if now.picture is None:
        return
    pixels = now.picture[..., 0] if now.picture.shape[2] == 1 else now.picture
    size = "{} × {}".format(*pixels.shape[:2])
    row(
        [Figure(pixels, t("What the network sees"), t("What the network sees, pixel by pixel"), size)],
        160,
        220,
    )
