"""What the stages of a network are called."""

from __future__ import annotations

import re

from cnnlab.explain.stages import Stage
from cnnlab.web.components.layers import ENDS, KINDS
from cnnlab.web.components.network import Named
from cnnlab.web.i18n import N_, t

_NAMES = {
    **KINDS,
    **ENDS,
    "add": N_("Addition"),
    "norm": N_("Normalisation"),
    "activation": N_("Activation"),
    "other": N_("Another layer"),
}
_NUMBERED = re.compile(r"(\d+)_[a-z_]+?(?:_(a|b|around|add))?$")


def named(stage: Stage) -> Named:
    """Return title and shape of a stage in the reader's language."""
    name = stage.main.name
    key = "output" if name == "logits" else stage.kind
    kind = t(_NAMES[key])
    found = _NUMBERED.match(name)
    if found is None:
        return Named(kind, shape_of(stage))
    number, part = found.groups()
    if part == "around":
        return Named(t("{number} way around: 1 × 1", number=number), shape_of(stage))
    return Named(f"{number}{part if part in ('a', 'b') else ''} {kind}", shape_of(stage))


def shape_of(stage: Stage) -> str:
    """Write the shape of what a stage gives."""
    if len(stage.shape) == 1:
        return t("{count} values", count=stage.shape[0])
    return " × ".join(map(str, stage.shape))


def channel_name(channel: int) -> str:
    """Return what a channel of the picture itself is called, where it has three."""
    return t((N_("red"), N_("green"), N_("blue"))[channel])
