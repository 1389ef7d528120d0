"""What can be taken home from the mode Points."""

from __future__ import annotations

import numpy as np

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.images.plane_picture import Cloud, plane_picture
from cnnlab.inference.points_report import PLANE
from cnnlab.inference.points_state import COLUMNS
from cnnlab.networks.points import parts
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.components.points import SCALES
from cnnlab.web.frame import Download
from cnnlab.web.gan import points_course
from cnnlab.web.gan.points_course import Course
from cnnlab.web.i18n import N_

REAL, MADE = (138, 67, 0), (15, 63, 148)


def downloads(spec: PointsSpec) -> tuple[Download, ...]:
    """Return the files: the plane as it is when they are asked for, its numbers, and the curves."""

    def course() -> Course:
        return points_course.led_on(spec, 0)

    def arrays() -> bytes:
        return engine.call(exporting.npz, arrays_of(course()))

    return (
        Download(N_("The plane (PNG)"), "points.png", "image/png", lambda: encoding.png(picture(course()))),
        Download(
            N_("Losses and means, step by step (CSV)"), "points.csv", "text/csv", lambda: table(course())
        ),
        Download(N_("Points, surface and weights (NPZ)"), "points.npz", "application/octet-stream", arrays),
    )


def picture(course: Course) -> np.ndarray:
    """Draw surface and points, shape (H, W, 3)."""
    report, scale = course.now.report, SCALES[course.spec.loss]
    values = report.surface[::-1] - scale.middle
    limit = None if scale.open else scale.high - scale.middle
    clouds = (Cloud(report.real, REAL, False), Cloud(report.generated, MADE, True))
    return plane_picture(colour.diverging(values, limit), PLANE, clouds)


def table(course: Course) -> bytes:
    """Return the curves as comma-separated values."""
    rows = [",".join(f"{value:.7g}" for value in row) for row in course.now.state.curve]
    return ("\n".join([",".join(COLUMNS), *rows]) + "\n").encode()


def arrays_of(course: Course) -> dict[str, np.ndarray]:
    """Return what is on the plane, and the weights of both networks layer by layer, by their names."""
    report, state, spec = course.now.report, course.now.state, course.spec
    names = ("real", "generated", "pushes", "surface", "lattice")
    arrays = {name: getattr(report, name) for name in names} | {"curve": state.curve}
    for network in ("generator", "discriminator"):
        weights = parts(network, getattr(state, network)[0], spec.units, spec.layers)
        for layer, (kernel, bias) in enumerate(zip(weights[::2], weights[1::2], strict=True), 1):
            arrays |= {f"{network}_kernel_{layer}": kernel, f"{network}_bias_{layer}": bias}
    return arrays
