"""What an experiment with GANs gives to take home: pictures, curves, figures, recipes, programs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from functools import partial

import numpy as np

from cnnlab.images import encoding
from cnnlab.recipes import write
from cnnlab.training.gan_script import script
from cnnlab.web.frame import Download
from cnnlab.web.gan.experiments_course import FIGURES, MEASURES, SIDE, Course, pixels
from cnnlab.web.i18n import N_

ENLARGED = 3
GAP = 8


def downloads(name: str, courses: Sequence[Course]) -> tuple[Download, ...]:
    """Return the files."""
    start = f"gan_{name}"
    return (
        Download(N_("Pictures (PNG)"), f"{start}.png", "image/png", partial(picture, courses)),
        Download(N_("Curves (CSV)"), f"{start}_curves.csv", "text/csv", partial(curves, courses)),
        Download(N_("Figures (CSV)"), f"{start}_figures.csv", "text/csv", partial(figures, courses)),
        Download(
            N_("Recipes (JSON)"), f"{start}_recipes.json", "application/json", partial(recipes, courses)
        ),
        Download(
            N_("Programs (ZIP)"), f"{start}_programs.zip", "application/zip", partial(programs, courses)
        ),
    )


def picture(courses: Sequence[Course]) -> bytes:
    """Return the last pictures of each training, one below the other in their order."""
    sheets = [pixels(course.looks[-1][1]) for course in courses if course.looks]
    wide = max((sheet.shape[1] for sheet in sheets), default=SIDE)
    parts: list[np.ndarray] = []
    for sheet in sheets or [np.zeros((SIDE, SIDE), np.uint8)]:
        parts += [np.pad(sheet, ((0, GAP), (0, wide - sheet.shape[1])), constant_values=128)]
    return encoding.png(encoding.enlarge(np.concatenate(parts)[:-GAP], ENLARGED))


def curves(courses: Sequence[Course]) -> bytes:
    """Return a line for each training and epoch."""
    lines = [
        (course.name, point["step"], *(point[name] for name in MEASURES))
        for course in courses
        for point in course.points
    ]
    return _table([("training", "step", *MEASURES), *lines])


def figures(courses: Sequence[Course]) -> bytes:
    """Return a line for each training."""
    names = [name for name in FIGURES if name != "histogram"]
    lines = [
        (
            course.name,
            course.run,
            course.status,
            course.seconds,
            course.board[-1][1] if course.board else None,
            *(course.figures.get(name) for name in names),
        )
        for course in courses
    ]
    return _table([("training", "run", "status", "seconds", "checkerboard", *names), *lines])


def _table(lines: list[tuple]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        ["" if value is None else value for value in line] for line in lines
    )
    return text.getvalue().encode("utf-8-sig")


def recipes(courses: Sequence[Course]) -> bytes:
    """Return the recipes by name."""
    return json.dumps(
        {course.name: json.loads(write(course.recipe)) for course in courses}, indent=2, ensure_ascii=False
    ).encode()


def programs(courses: Sequence[Course]) -> bytes:
    """Return an archive with a plain program for each training."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, course in enumerate(courses, 1):
            archive.writestr(f"{number}.py", f"# {course.name}\n{script(course.recipe)}")
    return file.getvalue()
