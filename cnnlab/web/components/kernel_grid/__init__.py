"""The kernel as a grid of cells that can be dragged, typed into and moved through by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.images.colour import lut_base64
from cnnlab.ops.kernel_text import LARGEST_NUMBER
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "label": N_("Kernel"),
    "cell": N_("Row {row}, column {column}: {value}"),
    "type": N_("Number for row {row}, column {column}"),
    "hint": N_("Drag a cell up or down; double-click or Enter to type. Rows and columns count from 0."),
}
"""What the grid says, in English: the message ids of the catalogue."""

NAMES = {"red": N_("Red"), "green": N_("Green"), "blue": N_("Blue")}

_MOUNT = register(
    "kernel_grid",
    "shared/bus.js",
    "shared/format.js",
    "shared/kernels.js",
    "shared/colour.js",
    "shared/echo.js",
    "shared/dom.js",
    "kernel_grid/numbers.js",
    "kernel_grid/cells.js",
    "kernel_grid/typing.js",
    "kernel_grid/hand.js",
    "kernel_grid/kernel_grid.js",
    css=("kernel_grid/kernel_grid.css", "shared/live.css"),
    html="<div class='kernel-grid' role='group'></div>",
)


def kernel_grid(
    key: str,
    bus: str,
    kernels: Sequence[Sequence[Sequence[float]]],
    *,
    id: str,  # noqa: A002 - the name that all three components give it
    limit: float = LARGEST_NUMBER,
    names: Sequence[str] | None = None,
    words: dict[str, str] | None = None,
) -> str | None:
    """Show an editable kernel and return what the visitor has made of it.

    While a cell is dragged, the change goes to the scope on the same bus within the browser;
    the server hears of it on release.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    bus : str
        Name that this grid, its scope and its badge share.
    kernels : nested sequences of float, (1, kh, kw) or (3, kh, kw)
        One kernel, or one each for red, green and blue. Sides from 1 to 15.
    id : str
        Changes exactly when the kernels, or the settings beside them, change. New kernels
        replace what is in the grid, except while a cell is being dragged.
    limit : float
        Largest absolute value that a cell takes.
    names : sequence of str, optional
        What three kernels are called, translated, instead of red, green and blue.
    words : dict of str to str, optional
        Translated sentences instead of those in `WORDS`.

    Returns
    -------
    str or None
        ``"text#time"``: the kernels as text (cells by ``,``, rows by ``;``, kernels by ``|``, at most six
        significant digits), and when it was sent, so that each event is a new one. None as long as
        nobody has changed anything.
    """
    shown = {name: t(sentence) for name, sentence in WORDS.items()} | (words or {})
    if names is None:
        names = [t(name) for name in NAMES.values()] if len(kernels) > 1 else [shown["label"]]
    result = _MOUNT(
        key=key,
        data={
            "bus": bus,
            "id": id,
            "kernels": [[[float(cell) for cell in row] for row in kernel] for kernel in kernels],
            "names": list(names),
            "limit": limit,
            "lut": lut_base64("diverging"),
            "words": shown,
        },
        on_kernel_change=_nothing,
    )
    return result.kernel


def _nothing() -> None:
    """Declare the state: Streamlit wants a callback for it."""
