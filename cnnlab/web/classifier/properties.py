"""The state that the modes of the Classifier page share, and the property that says which mode is open."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice
from cnnlab.web.training.properties import RUN

MODE = Choice(
    "cls_mode",
    N_("Mode"),
    {
        "use": N_("Use"),
        "data": N_("Data"),
        "train": N_("Train"),
        "examine": N_("Examine"),
        "compare": N_("Compare"),
    },
    "use",
)
MODEL = Choice(
    "cls_model",
    N_("Network"),
    {
        "mnist-classifier": N_("MNIST digits, shipped"),
        "digits-classifier": N_("Small digits, shipped"),
        "shapes-classifier": N_("Shapes, shipped"),
        "cifar10-classifier": N_("CIFAR-10, shipped"),
        "run": N_("The run of this link"),
    },
    "mnist-classifier",
    N_("A network that came with the laboratory, or one that you have trained."),
)

SHARED = (RUN, MODEL)
