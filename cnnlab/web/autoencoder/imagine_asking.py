"""What the views of the mode Imagine ask about: a network, and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab import pretrained
from cnnlab.datasets import OF_DIGITS, About
from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.autoencoder import of_link
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.autoencoder.asking import given
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.state import Choice

CLASSES = tuple(str(digit) for digit in range(10))
"""What the classifier of digits says."""


@dataclass(frozen=True)
class Subject:
    """A network with a code, as far as it is known without TensorFlow.

    Attributes
    ----------
    name : str
        A shipped name, or the id of a run.
    stamp : int
        `cnnlab.pretrained.stamp`.
    recipe : AutoencoderRecipe
    about : About
        Its pictures and their classes.
    """

    name: str
    stamp: int
    recipe: AutoencoderRecipe
    about: About

    @property
    def digits(self) -> bool:
        """Whether it knows digits, so that the classifier of digits can be asked about what it makes."""
        return self.recipe.data in OF_DIGITS

    @property
    def variational(self) -> bool:
        """Whether it is a variational network."""
        return self.recipe.network == "variational"

    @property
    def classes(self) -> list[str]:
        """The names of the classes of its pictures, in the reader's language."""
        return [t(name) for name in self.about.classes]


def subject(choice: Choice) -> Subject:
    """Return the network that a property names.

    Raises
    ------
    LabError
        It is not here, or has learned nothing yet.
    """
    name = _name(choice)
    recipe = pretrained.recipe_of(name)
    return Subject(name, pretrained.stamp(name), recipe, pretrained.about_of(name))


def question(about: Subject, hand: InHand) -> tuple:
    """Return network and picture for a report: name, stamp, picture, number of the test picture."""
    asked = given(hand, about.about.shape)
    return about.name, about.stamp, asked.picture, asked.number


def flat(choice: Choice) -> bool:
    """Tell whether the codes of the network that a property names are places of a plane."""
    try:
        return pretrained.recipe_of(_name(choice)).code == 2
    except LabError:
        return False


def given_controls() -> None:
    """Show what the network is given."""
    p.GIVEN.select()
    if p.GIVEN.value == "example":
        p.EXAMPLE.box()


def network_control(choice: Choice) -> None:
    """Show the networks."""
    choice.pills([*q.NETWORKS, *(["run"] if of_link.run(coded=True) else [])])
    of_link.say_elsewhere(coded=True)


def _name(choice: Choice) -> str:
    if choice.value == "run":
        return of_link.run(coded=True) or q.NETWORKS[choice.default]
    return q.NETWORKS[choice.value]
