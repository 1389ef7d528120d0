"""The state of the mode Rebuild."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Property

NETWORK = Choice(
    "ae_network",
    N_("Network"),
    {
        "autoencoder": N_("Autoencoder for digits"),
        "variational": N_("Variational, for digits"),
        "colour": N_("Autoencoder for small colour pictures"),
        "run": N_("The run of this link"),
    },
    "autoencoder",
    N_("All of them came with the laboratory; in the mode Train you make your own."),
)
SIZE = Choice(
    "ae_d",
    N_("Numbers in the code"),
    {"2": "2", "8": "8", "16": "16", "32": "32", "64": "64"},
    "32",
    N_("How narrow the narrow place is: so many numbers are all that the second half gets to see."),
)
DIFFERENCE = Flag("ae_signed", N_("Error with its sign"), True, N_("Off: how large it is alone."))

SHIPPED = {
    "autoencoder": {"2": "mnist-autoencoder-2", "8": "mnist-autoencoder-8", "32": "mnist-autoencoder-32"},
    "variational": {"2": "mnist-vae-2", "16": "mnist-vae-16"},
    "colour": {"64": "cifar10-autoencoder"},
}
"""For each network and size the name of the shipped model."""

REBUILD: tuple[Property, ...] = (NETWORK, SIZE, DIFFERENCE)
