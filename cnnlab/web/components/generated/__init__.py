"""Real pictures beside those that a generator makes of the same noise again and again, and how both score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "real": N_("Real"),
    "generated": N_("Generated, of the same noise each time"),
    "scores": N_("Scores of the discriminator in the last batch"),
    "of_real": N_("real"),
    "of_generated": N_("generated"),
    "step": N_("after step {step}"),
    "start": N_("before the first step"),
    "look_back": N_("Look back"),
    "play": N_("Play"),
    "pause": N_("Pause"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "generated",
    "shared/format.js",
    "shared/dom.js",
    "shared/svg.js",
    "generated/histogram.js",
    "generated/generated.js",
    css="generated/generated.css",
    html="<div class='generated-sheets'></div>",
)


@dataclass(frozen=True)
class Generated:
    """What a generator made after so many steps.

    Attributes
    ----------
    step : int
    picture : str or None
        The sheet, as a ``data:`` URL.
    scores : mapping
        ``edges`` of a histogram, ``real`` and ``fake`` counts between them; empty where there are none.
    """

    step: int
    picture: str | None
    scores: Mapping[str, Sequence[float]]


def generated(
    key: str,
    run: str,
    real: str,
    looks: Sequence[Generated],
    columns: Sequence[str] = (),
    likely: bool = False,
) -> None:
    """Show the last look, and let the reader go back to those before it.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What is looked at.
    real : str
        A sheet of real pictures, as a ``data:`` URL.
    looks : sequence of Generated
        In the order of their steps.
    columns : sequence of str
        The class of each column, where it was asked for.
    likely : bool
        Whether the scores are probabilities.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "real": real,
            "columns": list(columns),
            "likely": likely,
            "looks": [
                {"step": each.step, "picture": each.picture, "scores": dict(each.scores)} for each in looks
            ],
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
