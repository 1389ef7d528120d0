"""What the mode Data gives away: a sheet of examples, the counts, the pictures themselves."""

from __future__ import annotations

import csv
import io
from functools import partial

from cnnlab.images import encoding
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.data_report import PARTS, DataReport
from cnnlab.training.script_data import ARCHIVE, needs_archive
from cnnlab.web.classifier.data_overview import joined
from cnnlab.web.classifier.run_downloads import pictures
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

COLUMNS = 8


def downloads(report: DataReport, recipe: ClassifierRecipe) -> tuple[Download, ...]:
    """Offer the files that fit what is on the screen."""
    files = []
    if len(report.shown):
        files.append(
            Download(
                N_("Examples on this page (PNG)"),
                "examples.png",
                "image/png",
                lambda: encoding.png(joined(report.shown, COLUMNS)),
            )
        )
    files.append(Download(N_("Counts (CSV)"), "counts.csv", "text/csv", lambda: table(report)))
    # The others are what everybody can load by two lines of the program.
    if needs_archive(recipe):
        files.append(
            Download(
                N_("The pictures in their three parts (NPZ)"),
                ARCHIVE,
                "application/octet-stream",
                partial(pictures, recipe),
            )
        )
    return tuple(files)


def table(report: DataReport) -> bytes:
    """Return the counts as comma-separated values, a line for each class."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["class", *PARTS])
    for place, name in enumerate(report.classes):
        # A name that a spreadsheet would take for a formula is marked as text.
        writer.writerow([f"'{name}" if name[:1] in "=+-@" else name, *map(int, report.counts[:, place])])
    return text.getvalue().encode("utf-8-sig")
