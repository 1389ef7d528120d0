"""Eight fixed pictures with what a network says of them while it learns, and the kernels of its first layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "examples": N_("Eight pictures for validation, and what the network says of them"),
    "kernels": N_("Kernels of the first layer"),
    "step": N_("after step {step}"),
    "start": N_("before the first step"),
    "look_back": N_("Look back"),
    "says": N_("{name}: {percent}"),
    "right": N_("right"),
    "wrong": N_("wrong"),
    "bars": N_("{truth}: the network says {name}, {percent}; {verdict}"),
    "no_kernels": N_("The first layer with weights is no convolution: it has no kernels to look at."),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "looks",
    "shared/format.js",
    "shared/dom.js",
    "shared/clamp.js",
    "looks/example.js",
    "looks/looks.js",
    css="looks/looks.css",
    html="<div class='looks'></div>",
)


@dataclass(frozen=True)
class Look:
    """How a network was after so many steps.

    Attributes
    ----------
    step : int
    probabilities : sequence of sequence of float
        For each picture those of the classes; None in them where a value is no number.
    kernels : str or None
        The sheet of its kernels as a ``data:`` URL.
    """

    step: int
    probabilities: Sequence[Sequence[float | None]]
    kernels: str | None


def looks(
    key: str, run: str, strip: str, labels: Sequence[int], names: Sequence[str], seen: Sequence[Look]
) -> None:
    """Show the last look, and let the reader go back to those before it.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What is looked at.
    strip : str
        The pictures side by side, equal in size, as a ``data:`` URL.
    labels : sequence of int
        Their classes.
    names : sequence of str
        Of all classes.
    seen : sequence of Look
        In the order of their steps.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "strip": strip,
            "labels": list(labels),
            "names": list(names),
            "looks": [
                {"step": each.step, "p": [list(row) for row in each.probabilities], "kernels": each.kernels}
                for each in seen
            ],
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
