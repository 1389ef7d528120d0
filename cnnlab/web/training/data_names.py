"""What the data sets are called, where one is chosen."""

from __future__ import annotations

from cnnlab.web.i18n import N_

OWN_PICTURES = "own"
"""The option that stands for the visitor's own pictures."""
NAMES = {
    "digits": N_("Digits"),
    "shapes": N_("Shapes"),
    "mnist": "MNIST",
    "fashion_mnist": "Fashion-MNIST",
    "cifar10": "CIFAR-10",
    OWN_PICTURES: N_("My pictures"),
}
"""For each data set that a network can learn from the message id of its name."""
