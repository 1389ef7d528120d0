"""Try this: how many equations a filtered picture gives for the unknown weights."""

from __future__ import annotations

from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SLIPS = {
    "input": N_("That is the number of pixels of the picture itself; without padding the result is smaller."),
    "unknowns": N_("That is the number of the unknowns."),
    "plus_one": N_("That forgets the + 1: a picture as large as the kernel already gives one value."),
    "one_axis": N_("That is the number of rows of the result; it has columns, too."),
}


def equations_question(size: tuple[int, int], kernel_size: tuple[int, int]) -> Question:
    """Ask for the number of pixels of the filtered picture.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the picture, not smaller than the kernel.
    kernel_size : (int, int)
    """
    (height, width), (rows, columns) = size, kernel_size
    down, across = height - rows + 1, width - columns + 1
    slips = {
        down: SLIPS["one_axis"],
        (height - rows) * (width - columns): SLIPS["plus_one"],
        rows * columns: SLIPS["unknowns"],
        height * width: SLIPS["input"],
    }
    return Question(
        "equations",
        t(
            "Every pixel of the filtered picture is one equation for the {unknowns} unknown weights. The picture has"
            " {rows} × {columns} pixels and there is no padding. How many equations are there?",
            unknowns=rows * columns,
            rows=height,
            columns=width,
        ),
        down * across,
        t(
            "{down} × {across} = {product}. Far more than the unknowns, and still not always enough: on a flat"
            " picture all of them say the same.",
            down=down,
            across=across,
            product=down * across,
        ),
        slips={value: t(sentence) for value, sentence in slips.items() if value != down * across},
    )
