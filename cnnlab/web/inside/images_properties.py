"""The state of the mode Map of images."""

from __future__ import annotations

from cnnlab.inference.examples import COUNT
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number

SPACE = Choice(
    "in_map_space",
    N_("Compare pictures by"),
    {"features": N_("Features"), "pixels": N_("Pixels")},
    "features",
    N_(
        "Features: the numbers that go into the network's last layer. Pixels: the picture as it is, before any layer"
        " has looked at it."
    ),
)
PLANE = Choice(
    "in_map_plane",
    N_("Projection"),
    {"pca": "PCA", "tsne": "t-SNE"},
    "pca",
    N_(
        "PCA looks at the points from the side on which they spread most; distances in it are true shadows. t-SNE puts"
        " neighbours beside one another and lets go of everything else."
    ),
)
TILES = Flag(
    "in_map_tiles", N_("Pictures instead of points"), False, N_("They also come when you zoom in far enough.")
)
POINT = Number("in_point", N_("Picture whose neighbours are shown"), -1, COUNT - 1, -1)
PERPLEXITY = Number(
    "in_map_perplexity",
    N_("Perplexity"),
    5,
    100,
    30,
    5,
    N_(
        "About how many neighbours of each picture t-SNE keeps near it. Few: many small groups. Many: fewer, larger."
    ),
)
SEED = Number(
    "in_map_seed",
    N_("Seed"),
    0,
    999,
    0,
    1,
    N_("t-SNE has chance in it: another seed, another map of the same pictures."),
)

IMAGES = (SPACE, PLANE, TILES, POINT, PERPLEXITY, SEED)
