"""A network as a row of layers with the sizes of their outputs, each of which can be changed, moved and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.recipes.layers import LARGEST_KERNEL, LARGEST_WIDTH
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "label": N_("The layers of the network"),
    "parameters": N_("{count} parameters"),
    "multiply_adds": N_("{count} multiply-adds"),
    "shares": N_("Share of all parameters: {parameters} %; of all multiply-adds: {products} %"),
    "legend_parameters": N_("parameters, and their share of all"),
    "legend_products": N_("multiply-adds for one picture, and their share of all"),
    "hint": N_("Choose a layer to change it, or + to put one in between."),
    "add": N_("Put a layer in here"),
    "kind": N_("Kind of layer"),
    "units_maps": N_("Maps"),
    "units_values": N_("Values"),
    "size": N_("Window"),
    "stride": N_("Stride"),
    "padding": N_("Padding"),
    "valid": N_("valid"),
    "same": N_("same"),
    "earlier": N_("Earlier"),
    "later": N_("Later"),
    "copy": N_("Copy"),
    "remove": N_("Remove"),
    "close": N_("Close"),
    "chosen": N_("Layer {number}: {name}"),
}
"""What the component says, in English: the message ids of the catalogue."""

KINDS = {
    "conv": N_("Convolution"),
    "separable": N_("Separable convolution"),
    "residual": N_("Residual block"),
    "max_pool": N_("Max pooling"),
    "average_pool": N_("Average pooling"),
    "global_pool": N_("Global average pooling"),
    "flatten": N_("Flatten"),
    "dense": N_("Dense"),
}
ENDS = {"input": N_("Picture"), "output": N_("Output")}

_MOUNT = register(
    "layers",
    "shared/format.js",
    "shared/dom.js",
    "shared/svg.js",
    "shared/clamp.js",
    "layers/text.js",
    "layers/block.js",
    "layers/editor.js",
    "layers/layers.js",
    css="layers/layers.css",
    html="<div class='layers' role='group'></div>",
)


@dataclass(frozen=True)
class Block:
    """One layer as it is shown.

    Attributes
    ----------
    kind : str
        One of `KINDS`, or "input", "output".
    shape : tuple of int
        (rows, columns, maps) or (values,) of its output; empty where it is not known.
    parameters, multiply_adds : int
    settings : dict
        What can be chosen of it, by name; empty for the picture and the output.
    error : str
        Why it is impossible, in the reader's language.
    """

    kind: str
    shape: tuple[int, ...]
    parameters: int = 0
    multiply_adds: int = 0
    settings: Mapping[str, int | str] | None = None
    error: str = ""


def layers(key: str, blocks: Sequence[Block], fields: Mapping[str, Sequence[str]]) -> None:
    """Show the layers; what the visitor makes of them comes as the state ``layers`` of the component.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    blocks : sequence of Block
        The picture, the layers, the output.
    fields : mapping
        What can be chosen of each kind of layer.
    """
    names = {kind: t(name) for kind, name in (KINDS | ENDS).items()}
    _MOUNT(
        key=key,
        data={
            "blocks": [asdict(block) for block in blocks],
            "fields": {kind: list(each) for kind, each in fields.items()},
            "names": names,
            "most": {"layers": MOST_LAYERS, "units": LARGEST_WIDTH, "size": LARGEST_KERNEL},
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
        on_layers_change=_nothing,
    )


def _nothing() -> None:
    """Declare the state: Streamlit wants a callback for it."""
