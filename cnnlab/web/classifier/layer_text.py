"""A list of layers as one short text, for the address: ``conv-32-3;max_pool-2;flatten;dense-64``."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.errors import LabError
from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.recipes.layers import Layer

LONGEST = 1000
"""Letters of the longest text that is read."""

FIELDS = {
    "conv": ("units", "size", "stride", "padding"),
    "separable": ("units", "size", "stride", "padding"),
    "residual": ("units", "stride"),
    "max_pool": ("size", "stride", "padding"),
    "average_pool": ("size", "stride", "padding"),
    "global_pool": (),
    "flatten": (),
    "dense": ("units",),
}
"""What can be chosen of each kind of layer."""


def write_layers(layers: Sequence[Layer]) -> str:
    """Write layers down.

    Numbers stand in the order of `FIELDS`; a stride that is not the usual one as ``s2``, same padding as ``same``.
    """
    return ";".join(_written(layer) for layer in layers)


def read_layers(text: str) -> tuple[Layer, ...]:
    """Read layers.

    Raises
    ------
    LabError
        The text is none, or holds more than 40 layers, or a number that a layer cannot have.
    """
    parts = text.split(";")
    if len(text) > LONGEST or not text or len(parts) > MOST_LAYERS:
        raise LabError("A network needs from 1 to {most} layers.", most=MOST_LAYERS)
    return tuple(_read(part) for part in parts)


def reads_as_layers(text: str) -> bool:
    """Tell whether a text holds layers. Whether they fit one another is another question."""
    try:
        read_layers(text)
    except LabError:
        return False
    return True


def _written(layer: Layer) -> str:
    parts = [layer.kind]
    fields = FIELDS[layer.kind]
    parts += [str(getattr(layer, name)) for name in ("units", "size") if name in fields]
    if "stride" in fields and layer.stride:
        parts.append(f"s{layer.stride}")
    if "padding" in fields and layer.padding == "same":
        parts.append("same")
    return "-".join(parts)


def _read(text: str) -> Layer:
    kind, *rest = text.split("-")
    if kind not in FIELDS:
        raise LabError("There is no layer of that kind. The kinds are: {kinds}.", kinds=", ".join(FIELDS))
    fields, settings = FIELDS[kind], {}
    for name in ("units", "size"):
        if name in fields:
            settings[name] = _whole(rest.pop(0) if rest else "")
    if rest and rest[0].startswith("s") and rest[0] != "same" and "stride" in fields:
        settings["stride"] = _whole(rest.pop(0)[1:])
    if rest == ["same"] and "padding" in fields:
        settings["padding"] = rest.pop()
    if rest:
        raise _unreadable()
    return Layer(kind, **settings)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise _unreadable()
    return int(text)


def _unreadable() -> LabError:
    return LabError("A layer reads like conv-32-3 or dense-64: its kind and its numbers.")
