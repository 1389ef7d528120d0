"""The state of the mode Why this class."""

from __future__ import annotations

from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

METHODS = {
    "grad_cam": N_("Grad-CAM"),
    "layer_cam": N_("LayerCAM"),
    "integrated": N_("Integrated gradients"),
    "gradient_input": N_("Gradient × input"),
    "smooth": N_("SmoothGrad"),
    "occlusion": N_("Occlusion"),
}
SUREST = -1
MOST_CLASSES = 1000

CLASS = Number(
    "in_why_class",
    N_("Why this class"),
    SUREST,
    MOST_CLASSES - 1,
    SUREST,
    1,
    N_("Any class can be asked about: also why the picture is a little like another one."),
)
FIRST = Choice("in_why_a", N_("Explained by"), METHODS, "grad_cam")
SECOND = Choice("in_why_b", N_("and by"), METHODS, "integrated")
NOTHING = Choice(
    "in_why_nothing",
    N_("What stands for nothing"),
    {
        "black": N_("Black"),
        "grey": N_("Middle grey"),
        "mean": N_("Its mean colour"),
        "white": N_("White"),
        "blur": N_("The picture, blurred"),
    },
    "black",
    N_(
        "Integrated gradients begin with it, and what is covered or erased becomes it. No choice is innocent: black"
        " is the paper of a digit, but on a photo a black square is a thing of its own."
    ),
)
LAYER = Number(
    "in_why_layer",
    N_("Layer of the class maps"),
    0,
    MOST_LAYERS,
    0,
    1,
    N_(
        "Grad-CAM and LayerCAM weight the maps of this layer. Later layers know more of the class, earlier ones more of"
        " the place."
    ),
)
STRENGTH = Number(
    "in_why_strength",
    N_("Strength of the colours"),
    0.0,
    1.0,
    0.6,
    0.05,
    N_("0: the picture alone. 1: the map alone."),
)
SIGN = Choice(
    "in_why_sign",
    N_("Signs"),
    {"usual": N_("As usual"), "signed": N_("With signs"), "absolute": N_("Without")},
    "usual",
    N_(
        "With signs the map tells what speaks for the class from what speaks against it; without, only how much a pixel"
        " matters. Usually SmoothGrad is shown without, class maps have only what speaks for it, all others have signs."
    ),
)
STEPS = Number(
    "in_why_steps",
    N_("Steps of integrated gradients"),
    5,
    200,
    50,
    5,
    N_("More steps make the sum of the map come closer to the difference of the logits that it explains."),
)
NOISE = Number(
    "in_why_noise",
    N_("Noise of SmoothGrad"),
    0.0,
    1.0,
    0.2,
    0.05,
    N_("Standard deviation, as a share of the picture's range. 0: the bare gradient."),
)
COPIES = Number(
    "in_why_copies", N_("Noisy copies"), 1, 100, 30, 1, N_("Whose gradients SmoothGrad averages.")
)
SIZE = Number("in_why_size", N_("Square that covers"), 1, 16, 6, 1, N_("Its side, in pixels of the picture."))
STRIDE = Number(
    "in_why_stride",
    N_("Its stride"),
    1,
    4,
    2,
    1,
    N_("Pixels from one place of the square to the next; at most its side."),
)
TEST = Choice(
    "in_why_test",
    N_("Is it to be trusted?"),
    {
        "brush": N_("Erase by hand"),
        "curves": N_("Delete and insert"),
        "shuffle": N_("Shuffle the weights"),
        "all": N_("All methods"),
    },
    "brush",
)
SHUFFLE = Number(
    "in_why_shuffle", N_("Shuffled anew"), 0, 99, 0, 1, N_("Another number, another order of the weights.")
)

WHY = (
    CLASS,
    FIRST,
    SECOND,
    NOTHING,
    LAYER,
    STRENGTH,
    SIGN,
    STEPS,
    NOISE,
    COPIES,
    SIZE,
    STRIDE,
    TEST,
    SHUFFLE,
)
