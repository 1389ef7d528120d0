"""The layers of a network as a table: names, shapes, parameters."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cnnlab.networks.plan import Planned
from cnnlab.web.i18n import t

KERAS = {
    "conv": "Conv2D",
    "transposed": "Conv2DTranspose",
    "pool": "MaxPooling2D",
    "up": "UpSampling2D",
    "flatten": "Flatten",
    "dense": "Dense",
    "reshape": "Reshape",
    "embedding": "Embedding",
    "norm": "RMSNormalization",
    "scale": "Rescaling",
    "gated": "Conv2D × sigmoid(Conv2D)",
}
"""The layers' names in Keras, which are the same in every language."""


def table(layers: Sequence[Planned]) -> str:
    """Return layers with their shapes and parameters as an HTML table."""
    lines = "".join(
        f"<tr><td>{escape(KERAS[each.kind])}</td><td>{' × '.join(map(str, each.shape))}</td>"
        f"<td>{each.parameters:,}</td></tr>"
        for each in layers
    )
    heads = (t("Layer"), t("Shape"), t("Parameters"))
    head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in heads)
    total = sum(each.parameters for each in layers)
    together = t("Together")
    foot = f"<tr><th>{escape(together)}</th><td></td><td>{total:,}</td></tr>"
    return (
        "<div class='layer-table'><table class='layers'>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody><tfoot>{foot}</tfoot></table></div>"
    )
