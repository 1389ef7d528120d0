"""What the mode Instant says."""

from __future__ import annotations

from cnnlab.inference.style_report import StyleReport
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.stylize.instant_asking import Asked


def facts(now: Asked, report: StyleReport) -> list[tuple[str, ...]]:
    """Return name, value and remark of what is known."""
    rows, columns = report.picture.shape[:2]
    return [
        (t("Network"), now.network if now.shipped else t("The run of this link")),
        (t("Result"), t("{columns} × {rows} pixels", columns=columns, rows=rows)),
        (t("Time"), _took(report.seconds), t("measured once, just now")),
    ]


def _took(seconds: float) -> str:
    if seconds < 1:
        return t("{value} ms", value=number(1000 * seconds, 2 if seconds < 0.1 else 3))
    return t("{value} s", value=number(seconds, 2))
