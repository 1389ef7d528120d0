"""What is compared, to take home: all curves, the figures, the recipes, and a program for each training."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from functools import partial

from cnnlab.recipes import write
from cnnlab.training.script import script
from cnnlab.training.script_data import ARCHIVE, needs_archive
from cnnlab.web.classifier.compare_courses import Course, size_of
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

EPOCH = ("step", "seconds", "loss", "accuracy", "val_loss", "val_accuracy")


def downloads(courses: Sequence[Course], name: str) -> tuple[Download, ...]:
    """Return the files."""
    return (
        Download(N_("Curves (CSV)"), f"{name}_curves.csv", "text/csv", partial(curves, courses)),
        Download(N_("Figures (CSV)"), f"{name}_figures.csv", "text/csv", partial(figures, courses)),
        Download(N_("Recipes (JSON)"), f"{name}_recipes.json", "application/json", partial(recipes, courses)),
        Download(N_("Programs (ZIP)"), f"{name}_programs.zip", "application/zip", partial(programs, courses)),
    )


def curves(courses: Sequence[Course]) -> bytes:
    """Return a line for each training and epoch."""
    lines = [
        (course.name, number, course.seen(epoch), *(getattr(epoch, name) for name in EPOCH))
        for course in courses
        for number, epoch in enumerate(course.epochs, 1)
    ]
    return _table([("training", "epoch", "pictures", *EPOCH), *lines])


def figures(courses: Sequence[Course]) -> bytes:
    """Return a line for each training."""
    head = (
        "training", "run", "status", "test_accuracy", "test_count", "parameters", "multiply_adds",
        "pictures_per_second", "seconds", "device",
    )  # fmt: skip
    lines = [
        (
            course.name,
            course.run,
            course.status,
            course.test_accuracy,
            course.test_count,
            *size_of(course),
            course.speed,
            course.seconds,
            course.device,
        )
        for course in courses
    ]
    return _table([head, *lines])


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
            head = f"# {course.name}\n"
            if needs_archive(course.recipe):
                head += f"# It reads {ARCHIVE}: Train offers that file for this recipe.\n"
            archive.writestr(f"{number}.py", head + script(course.recipe, course.about))
    return file.getvalue()
