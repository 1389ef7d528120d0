"""What the rules on the health of a training look at, from the course of a run."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from cnnlab.engine import Run
from cnnlab.inference import gan_health
from cnnlab.inference.gan_health import Signs
from cnnlab.web.training.course import Course, Look

LIVE_LOOKS, MOST_LOOKS = 10, 60
"""Looks that are sent to the browser twice a second while a training goes on, and when it has ended."""


def looks_of(run: Run, course: Course) -> list[Look]:
    """Return the looks that are shown."""
    return course.looks(run.id, "generated", LIVE_LOOKS if run.alive else MOST_LOOKS)


def signs_of(run: Run, course: Course) -> Signs:
    """Return what is known of a run."""
    # One read more than are shown, and these lie as close together as any that are kept.
    late = course.late_looks(run.id, "generated", gan_health.LOOKS + 1)
    sheets = [_pixels(each.picture) for each in late]
    real = _pixels(course.strip(run.id, "examples.png"))
    spread = change = None
    if sheets and sheets[-1] is not None and real is not None and late[-1].step:
        spread = gan_health.spread(sheets[-1], real, run.recipe.conditional)
    if len(sheets) > gan_health.LOOKS and sheets[0] is not None and sheets[-1] is not None:
        change = gan_health.change(sheets[-1], sheets[0])
    judged = course.judged[-1] if course.judged else {}
    return Signs(run.recipe, course.lately(), judged, spread, change)


def _pixels(url: str | None) -> np.ndarray | None:
    if url is None:
        return None
    with Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) as picture:
        return np.asarray(picture)
