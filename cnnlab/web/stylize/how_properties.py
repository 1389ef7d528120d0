"""The state of the mode How it works."""

from __future__ import annotations

from cnnlab.inference.style_how_gram import SHOWN
from cnnlab.inference.style_how_shuffle import TILES
from cnnlab.recipes.painting import LAYERS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

VIEW = Choice(
    "style_h_view",
    N_("What to look at"),
    {
        "gram": N_("Gram matrices"),
        "shuffle": N_("Shuffled tiles"),
        "layers": N_("Layer by layer"),
        "statistics": N_("Mean and deviation"),
    },
    "gram",
)
LAYER = Choice(
    "style_h_layer",
    N_("Layer"),
    {str(place): name for place, name in enumerate(LAYERS)},
    "1",
    N_(
        "Of the perceptual network: the first sees single pixels with their neighbours, the last one 48 pixels across."
    ),
)
FIRST = Number(
    "style_h_first",
    N_("One map"),
    1,
    SHOWN,
    1,
    1,
    N_("Maps are counted by how strong they are in the style; 1 is the strongest."),
)
SECOND = Number(
    "style_h_second",
    N_("Another map"),
    1,
    SHOWN,
    2,
    1,
    N_("With the same map twice, the product is its square: that is the diagonal of the Gram matrix."),
)
TILE = Choice(
    "style_h_tile",
    N_("Side of a tile, pixels"),
    {str(tile): str(tile) for tile in TILES},
    "32",
    N_("The style picture is cut into tiles of this size, and they change places."),
)
SEED = Number("style_h_seed", N_("Seed of the order"), 0, 999, 0, 1, N_("Another seed is another order."))
SWAP = Choice(
    "style_h_swap",
    N_("Mean and deviation of the style"),
    {
        "none": N_("nowhere"),
        "0": N_("full size"),
        "1": N_("a half"),
        "2": N_("a quarter"),
        "3": N_("an eighth"),
        "all": N_("everywhere"),
    },
    "all",
    N_(
        "At which sizes the maps of the photograph get the means and deviations of the style; at the others they keep"
        " their own."
    ),
)
HOW = (VIEW, LAYER, FIRST, SECOND, TILE, SEED, SWAP)
