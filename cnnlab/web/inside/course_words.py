"""What stands under the panels of the mode Time machine."""

from __future__ import annotations

from cnnlab.inference.course_report import CourseReport
from cnnlab.inference.course_stock import POINTS, CourseStock
from cnnlab.web.classifier.use_controls import KERAS
from cnnlab.web.i18n import t


def captions(report: CourseReport, stock: CourseStock | None, failure: str) -> dict[str, str]:
    """Return the captions, and what stands in place of a panel that has nothing to show.

    Parameters
    ----------
    report : CourseReport
    stock : CourseStock or None
    failure : str
        Why the latter is not there and will not be; "" while it is being made.
    """
    return {
        "picture": t("The picture"),
        "seen": _seen(report),
        "bars": t("Colours as of the points. Underlined: the true class.")
        if report.truth is not None
        else t("Colours as of the points."),
        "kernels": _kernels(report),
        "no_kernels": t("The first layer with weights is no convolution: it has no kernels to look at."),
        "layer": _called(report.layer.name) if report.layer else "",
        "maps": _maps(report),
        "no_maps": t("No layer of this network has maps."),
        "matrix": _source(stock),
        "no_classes": t(
            "The pictures at hand belong to none of its classes, so right and wrong cannot be counted."
        ),
        "points": t(
            "Values before the last layer, in the two directions in which they differ most; turned at each step to fit"
            " the next."
        ),
        "points_count": str(POINTS),
        "waiting": failure or t("Being computed …"),
    }


def _called(layer: str) -> str:
    """Return what a layer is called elsewhere on the page, "3 · Conv2D", by its name in the model."""
    number, _, kind = layer.partition("_")
    return f"{number} · {KERAS[kind]}" if kind in KERAS else layer


def _seen(report: CourseReport) -> str:
    if report.class_maps is None:
        return t("No layer of this network has maps, so no place can be marked.")
    _, rows, columns = report.class_maps.shape
    return t(
        "Grad-CAM at the layer {layer}, {rows} × {columns} values, at each step on its own scale.",
        layer=_called(report.class_layer),
        rows=rows,
        columns=columns,
    )


def _kernels(report: CourseReport) -> str:
    shown = 0 if report.kernels is None else report.kernels.shape[1]
    if shown == report.kernel_count:
        return ""
    return t("The first {shown} of {count}.", shown=shown, count=report.kernel_count)


def _maps(report: CourseReport) -> str:
    if report.maps is None or len(report.units) == report.layer.shape[2]:
        return ""
    return t(
        "The {shown} of {count} that are the most active at the end, the same ones at every step.",
        shown=len(report.units),
        count=report.layer.shape[2],
    )


def _source(stock: CourseStock | None) -> str:
    if stock is None or stock.labels is None:
        return ""
    count = len(stock.labels)
    if stock.source == "digits":
        return t("{count} digits of scikit-learn, in place of MNIST's, which are not here.", count=count)
    return t("{count} test pictures; it has learned from none of them.", count=count)
