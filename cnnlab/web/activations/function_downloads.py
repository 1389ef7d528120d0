"""What the mode Function gives to take home."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.ops.activation_report import CHECKED, ActivationReport, report_activation
from cnnlab.web.activations.function_colours import limit_of, picture_of
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

if TYPE_CHECKING:
    from cnnlab.web.activations.function import Work


def downloads(work: Work) -> tuple[Download, ...]:
    """Return the files: both maps as pictures, exact values, the curve, and the picture worked on."""
    return (
        Download(N_("Map after (PNG)"), "after.png", "image/png", partial(_after, work)),
        Download(N_("Map before (PNG)"), "before.png", "image/png", partial(_before, work)),
        Download(
            N_("Exact values (NPZ)"), "activation.npz", "application/octet-stream", partial(_archive, work)
        ),
        Download(N_("Curve and slope (CSV)"), "curve.csv", "text/csv", partial(_curve, work)),
        Download(
            N_("Picture worked on (PNG)"), "picture.png", "image/png", lambda: encoding.png(work.pixels)
        ),
    )


def _compute(work: Work) -> ActivationReport:
    return engine.call(report_activation, *work.arguments)


def _after(work: Work) -> bytes:
    after = _compute(work).after
    return encoding.png(picture_of(after, limit_of(after)))


def _before(work: Work) -> bytes:
    # Signed, whatever its values are, as on the page.
    before = _compute(work).before
    return encoding.png(picture_of(before, limit_of(before), signed=True))


def _archive(work: Work) -> bytes:
    report = _compute(work)
    arrays = {"before": report.before, "after": report.after, "slope": report.slope, "kernel": work.kernel}
    return engine.call(exporting.npz, arrays)


def _curve(work: Work) -> bytes:
    report = _compute(work)
    columns = np.stack([CHECKED, report.curve, report.curve_slope], axis=1)
    return b"x,f(x),slope\n" + exporting.csv(columns)
