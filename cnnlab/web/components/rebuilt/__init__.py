"""Eight fixed pictures that a network rebuilds while it learns, and where its codes of two values lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnnlab.images import colour
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "examples": N_("Eight pictures that it never learns from"),
    "given": N_("Given"),
    "rebuilt": N_("Rebuilt"),
    "wanted": N_("Wanted"),
    "plane": N_("The two values of the code, for {count} pictures"),
    "classes": N_("It is never told the classes."),
    "step": N_("after step {step}"),
    "start": N_("before the first step"),
    "look_back": N_("Look back"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "rebuilt",
    "shared/format.js",
    "shared/dom.js",
    "shared/clamp.js",
    "rebuilt/plane.js",
    "rebuilt/rebuilt.js",
    css="rebuilt/rebuilt.css",
    html="<div class='rebuilds'></div>",
)


@dataclass(frozen=True)
class Rebuilt:
    """What a network made of the pictures after so many steps.

    Attributes
    ----------
    step : int
    picture : str or None
        The pictures side by side, as a ``data:`` URL.
    codes : sequence of sequence of float, or None
        Two values for each dot; None in them where a value is no number.
    """

    step: int
    picture: str | None
    codes: Sequence[Sequence[float | None]] | None


def rebuilt(
    key: str,
    run: str,
    given: str,
    wanted: str | None,
    looks: Sequence[Rebuilt],
    labels: Sequence[int] = (),
    names: Sequence[str] = (),
    words: Mapping[str, str] | None = None,
    smooth: bool = False,
) -> None:
    """Show the last look, and let the reader go back to those before it.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What is looked at.
    given, wanted : str
        The pictures as the network gets them and as they should be, side by side, as ``data:`` URLs; no `wanted`
        where these are the same.
    looks : sequence of Rebuilt
        In the order of their steps.
    labels : sequence of int
        Classes of the dots.
    names : sequence of str
        Of all classes.
    words : mapping of str to str, optional
        Message ids that are said in place of some of `WORDS`.
    smooth : bool
        The pictures are photographs, which the browser may smooth; else every pixel is seen.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "given": given,
            "wanted": wanted,
            "labels": list(labels),
            "names": list(names),
            "colours": [colour.CLASSES[place % len(colour.CLASSES)] for place in range(len(names))],
            "looks": [{"step": each.step, "picture": each.picture, "codes": each.codes} for each in looks],
            "words": {name: t(sentence) for name, sentence in {**WORDS, **(words or {})}.items()},
            "smooth": smooth,
        },
    )
