"""What can be taken home from the mode Instant."""

from __future__ import annotations

import numpy as np
from PIL import Image

from cnnlab import engine
from cnnlab.images import encoding
from cnnlab.inference.style_report import StyleReport, report_style, report_style_long
from cnnlab.web import long_results
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_
from cnnlab.web.stylize import train_downloads
from cnnlab.web.stylize.instant_asking import Asked

GAP = 8


def downloads(now: Asked) -> tuple[Download, ...]:
    """Return the files: the result, all pictures side by side, and what the program reads."""

    def made() -> np.ndarray:
        report: StyleReport = (
            long_results.fetched(report_style_long, now.work)
            if now.slow
            else engine.call(report_style, *now.work)
        )
        return now.seen(report.picture)

    found = [
        Download(N_("The result (PNG)"), "stylized.png", "image/png", lambda: encoding.png(made())),
        Download(
            N_("Photograph, style and result (PNG)"),
            "side-by-side.png",
            "image/png",
            lambda: encoding.png(beside([now.content, *([] if now.one_style else [now.style]), made()])),
        ),
        Download(N_("The photograph (PNG)"), "content.png", "image/png", lambda: encoding.png(now.content)),
    ]
    if not now.one_style:
        found.append(
            Download(N_("The style (PNG)"), "style.png", "image/png", lambda: encoding.png(now.style))
        )
    if now.second is not None:
        second = now.second
        found.append(
            Download(N_("The second style (PNG)"), "style-2.png", "image/png", lambda: encoding.png(second))
        )
    if now.brush:
        found.append(
            Download(
                N_("Where the style goes (NPY)"),
                "mask.npy",
                "application/octet-stream",
                lambda: _npy(now.mask()),
            )
        )
    if not now.shipped:
        found.append(train_downloads.network(now.network))
    return tuple(found)


def beside(pictures: list[np.ndarray]) -> np.ndarray:
    """Return pictures (H, W, 3) of uint8 side by side on white, as high as the first."""
    rows = pictures[0].shape[0]
    scaled = []
    for each in pictures:
        columns = max(1, round(each.shape[1] * rows / each.shape[0]))
        scaled.append(np.asarray(Image.fromarray(each).resize((columns, rows), Image.Resampling.HAMMING)))
    gap = np.full((rows, GAP, 3), 255, np.uint8)
    parts = [part for each in scaled for part in (each, gap)]
    return np.concatenate(parts[:-1], axis=1)


def _npy(mask: np.ndarray) -> bytes:
    import io

    file = io.BytesIO()
    np.save(file, mask)
    return file.getvalue()
