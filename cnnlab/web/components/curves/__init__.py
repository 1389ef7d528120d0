"""Loss and accuracy of a training while it goes on, step by step and epoch by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "loss": N_("Loss"),
    "accuracy": N_("Accuracy"),
    "epoch": N_("Epoch"),
    "batches": N_("Training, batch by batch"),
    "train": N_("Training, whole epoch"),
    "validation": N_("Validation"),
    "batches_short": N_("batches"),
    "train_short": N_("training"),
    "validation_short": N_("validation"),
    "zoom": N_("Zoom in on the end"),
    "at_step": N_("Epoch {epoch}, step {step}"),
    "broken": N_("The loss is no longer a number: the weights have run away. A smaller learning rate helps."),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "curves",
    "shared/format.js",
    "shared/dom.js",
    "shared/svg.js",
    "shared/clamp.js",
    "curves/scale.js",
    "curves/plot.js",
    "curves/curves.js",
    css="curves/curves.css",
    html="<div class='curves'></div>",
)

Series = Mapping[str, Sequence[float | None]]


def curves(key: str, run: str, last: int, every: int, steps: Series, epochs: Series) -> None:
    """Show two charts that grow without a jump: their axes are those of the whole training from the beginning.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What the curves belong to.
    last, every : int
        Steps of the whole training, and of an epoch.
    steps : mapping
        ``x`` (steps taken), ``loss`` and ``accuracy`` of batches; None where a value is no number.
    epochs : mapping
        ``x``, ``loss``, ``accuracy``, ``val_loss`` and ``val_accuracy`` of the epochs that are over.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "last": last,
            "every": every,
            "steps": {name: list(values) for name, values in steps.items()},
            "epochs": {name: list(values) for name, values in epochs.items()},
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
