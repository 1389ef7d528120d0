"""The state of the mode Examine."""

from __future__ import annotations

import re

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number, Text

_PLACE = re.compile(r"(\d{1,2}),(\d{1,2}|\*)|\*,\d{1,2}")

VIEW = Choice(
    "cls_look",
    N_("Pictures"),
    {
        "cell": N_("Of the chosen cell"),
        "mistakes": N_("Mistakes it was surest of"),
        "unsure": N_("What it was unsure about"),
    },
    "cell",
    N_("Which pictures are shown beside the matrix. A click on a cell shows those of the cell."),
)
PART = Choice(
    "cls_on",
    N_("Asked about"),
    {"test": N_("Test pictures"), "digits": N_("Digits of scikit-learn")},
    "test",
    N_("It has not been trained on either of them. The digits of scikit-learn were written by other people."),
)
CELL = Text(
    "cls_cell",
    N_("Cell of the matrix"),
    lambda text: _PLACE.fullmatch(text) is not None,
    "",
    N_("Number of the true class and of the answer, from 0; * stands for all."),
    5,
)
SURE = Number(
    "cls_sure",
    N_("Answers only when at least so sure (%)"),
    0,
    100,
    90,
    1,
    N_("Below this probability the network would say that it does not know."),
)
SHEET = Number("cls_sheet", N_("Sheet of pictures"), 1, 100, 1, 1)

EXAMINE = (VIEW, PART, CELL, SURE, SHEET)
