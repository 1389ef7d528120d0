"""Name of each preset kernel, and one sentence on what it does."""

from __future__ import annotations

from cnnlab.web.i18n import N_

NAMES = {
    "identity": N_("Identity"),
    "box": N_("Box blur"),
    "gaussian": N_("Gaussian blur"),
    "sharpen": N_("Sharpen"),
    "unsharp": N_("Unsharp mask"),
    "sobel_x": N_("Sobel, vertical edges"),
    "sobel_y": N_("Sobel, horizontal edges"),
    "prewitt_x": N_("Prewitt, vertical edges"),
    "prewitt_y": N_("Prewitt, horizontal edges"),
    "scharr_x": N_("Scharr, vertical edges"),
    "scharr_y": N_("Scharr, horizontal edges"),
    "laplacian": N_("Laplacian"),
    "log": N_("Laplacian of Gaussian"),
    "emboss": N_("Emboss"),
    "motion": N_("Motion blur"),
    "gabor": N_("Gabor"),
    "random": N_("Random"),
}

SENTENCES = {
    "identity": N_("A single 1: every pixel stays what it was. Change a cell and see what happens."),
    "box": N_("The mean of all pixels in the window: fine detail and noise are blurred."),
    "gaussian": N_("A mean that trusts near pixels more than far ones: a soft blur without corners."),
    "sharpen": N_(
        "The centre strengthened, its neighbours subtracted: differences grow, edges become crisp."
    ),
    "unsharp": N_("The picture plus what a blur took away from it: sharper, at a scale that sigma sets."),
    "sobel_x": N_("Right minus left, smoothed downwards: positive where it becomes brighter to the right."),
    "sobel_y": N_("Below minus above, smoothed sideways: positive where it becomes brighter downwards."),
    "prewitt_x": N_("Right minus left with equal weights: a plainer edge detector than Sobel."),
    "prewitt_y": N_("Below minus above with equal weights: a plainer edge detector than Sobel."),
    "scharr_x": N_("Right minus left, weighted so that edges of every direction are measured almost alike."),
    "scharr_y": N_("Below minus above, weighted so that edges of every direction are measured almost alike."),
    "laplacian": N_(
        "How far a pixel stands out from its neighbours: zero on even slopes, both signs at an edge."
    ),
    "log": N_("A blur and then the Laplacian in one: blobs and edges of the size that sigma sets."),
    "emboss": N_(
        "A difference along the diagonal added to the picture: it looks like a relief lit from one corner."
    ),
    "motion": N_("The mean along a line: as if the camera had moved that way."),
    "gabor": N_("A wave under a Gaussian hill: answers to stripes of this direction and width."),
    "random": N_("Numbers drawn at random, as a network starts with before it has learned anything."),
}
