"""The state of the mode Time machine."""

from __future__ import annotations

from cnnlab.datasets.drafts import MOST_CLASSES
from cnnlab.inference.checkpoints import MOST
from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Flag, Number

STEP = Number("in_step", N_("Step of the training"), -1, MOST - 1, -1)
"""Index of the kept copy that is shown; -1, or one that there is not: the last."""
LAYER = Number("in_course_layer", N_("Layer"), 0, MOST_LAYERS, 0, 1, N_("Whose feature maps are shown."))
"""Number in the recipe; 0: the first that has maps."""
CLASS = Number(
    "in_course_class",
    N_("Where it sees the class"),
    -1,
    MOST_CLASSES - 1,
    -1,
    1,
    N_("Which class the map over the picture and the orange line are about: the same one at every step."),
)
"""-1: the true class where it is known, else the last answer."""
OWN_SCALE = Flag(
    "in_course_own",
    N_("Each step on a scale of its own"),
    False,
    N_(
        "For kernels and maps. Off: one scale for all steps, so that they are seen to grow. On: what is small at the"
        " beginning is seen as well, but two steps cannot be compared by their colours."
    ),
)

COURSE = (STEP, LAYER, CLASS, OWN_SCALE)
