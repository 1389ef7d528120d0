"""What can be taken home from the mode Time machine."""

from __future__ import annotations

import io

import numpy as np

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.inference import checkpoints, course_stock
from cnnlab.inference.course_report import CourseReport, report_course
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_
from cnnlab.web.inside.why_view import paint

SIDE = 336
"""Pixels of the film, about."""
STRENGTH = 0.6
"""Of the colours over the picture."""
PERIOD, HELD = 650, 2500
"""Milliseconds that a step of the film stands, and the last one."""


def downloads(work: tuple, names: list[str]) -> tuple[Download, ...]:
    """Return the files: the picture, the copies of the weights, the numbers of all steps.

    Parameters
    ----------
    work : tuple
        The arguments of `report_course`.
    names : list of str
        Of the classes.
    """
    name = work[0]

    def report() -> CourseReport:
        return engine.call(report_course, *work)

    def both() -> tuple[CourseReport, course_stock.CourseStock | None]:
        found = report()
        return found, course_stock.find(name, len(found.steps))

    def seen() -> bytes:
        pixels = report().seen
        return encoding.png(pixels[..., 0] if pixels.shape[2] == 1 else pixels)

    return (
        Download(N_("What the network sees (PNG)"), "picture.png", "image/png", seen),
        Download(
            N_("Copies of the weights (ZIP)"),
            "checkpoints.zip",
            "application/zip",
            lambda: checkpoints.archive(name),
        ),
        Download(
            N_("Accuracy and probabilities, step by step (CSV)"),
            "course.csv",
            "text/csv",
            lambda: table(*both(), names),
        ),
        Download(
            N_("Where it sees the class, step by step (GIF)"),
            "course.gif",
            "image/gif",
            lambda: film(report()),
        ),
        Download(
            N_("All that is shown (NPZ)"),
            "course.npz",
            "application/octet-stream",
            lambda: engine.call(exporting.npz, arrays(*both())),
        ),
    )


def table(report: CourseReport, stock: course_stock.CourseStock | None, names: list[str]) -> bytes:
    """Return step, accuracy and the probability of each class as comma-separated values, a line for each step."""
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    lines = [",".join(["step", "accuracy", *quoted])]
    accuracy = None if stock is None else stock.accuracy
    for place, (step, shares) in enumerate(zip(report.steps, report.probabilities, strict=True)):
        right = "" if accuracy is None else f"{accuracy[place]:.4f}"
        lines.append(",".join([str(step), right, *(f"{share:.7g}" for share in shares)]))
    return ("\n".join(lines) + "\n").encode()


def film(report: CourseReport) -> bytes:
    """Return an animated GIF: the picture at each step, and over it the class map, if there is one."""
    from PIL import Image

    maps = report.class_maps
    if maps is None:
        maps = np.zeros((len(report.steps), 1, 1), np.float32)
    factor = max(1, SIDE // report.seen.shape[0])
    painted = [paint(report.seen, each, signed=False, strength=STRENGTH) for each in maps]
    first, *others = (Image.fromarray(encoding.enlarge(each, factor)) for each in painted)
    held = [PERIOD] * len(others) + [HELD]
    buffer = io.BytesIO()
    first.save(buffer, "GIF", save_all=True, append_images=others, duration=held, loop=0)
    return buffer.getvalue()


def arrays(report: CourseReport, stock: course_stock.CourseStock | None) -> dict[str, np.ndarray]:
    """Return everything that is shown, by its names; what there is not is left out."""
    found = {
        "steps": np.array(report.steps),
        "picture": report.seen,
        "probabilities": report.probabilities,
        "kernels": report.kernels,
        "units": report.units,
        "maps": report.maps,
        "grad_cam": report.class_maps,
        "place": report.places,
    }
    if stock is not None:
        found |= {"labels": stock.labels, "answers": stock.answers, "places": stock.places}
    return {name: values for name, values in found.items() if values is not None}
