"""What the views of the mode Play ask about: a generator, a class, a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from cnnlab import pretrained
from cnnlab.datasets import OF_DIGITS, About
from cnnlab.errors import LabError
from cnnlab.inference.play_report import ALL
from cnnlab.recipes import GanRecipe
from cnnlab.web.drawing import take_drawing
from cnnlab.web.gan import play_properties as p
from cnnlab.web.gan.properties import MODE
from cnnlab.web.i18n import t
from cnnlab.web.state import Choice, Number
from cnnlab.web.training import kinds
from cnnlab.web.training.properties import RUN

PAD = "gan_pad"


@dataclass(frozen=True)
class Subject:
    """A generator, as far as it is known without TensorFlow.

    Attributes
    ----------
    name : str
        A shipped name, or the id of a run.
    stamp : int
        `cnnlab.pretrained.stamp`.
    recipe : GanRecipe
    about : About
        Its pictures and their classes.
    """

    name: str
    stamp: int
    recipe: GanRecipe
    about: About

    @property
    def digits(self) -> bool:
        """Whether it makes digits."""
        return self.recipe.data in OF_DIGITS

    @property
    def classes(self) -> list[str]:
        """The names of the classes of its pictures, in the reader's language."""
        return [t(name) for name in self.about.classes]

    @property
    def work(self) -> tuple:
        """What all reports on the sixteen pictures begin with: name, stamp, class, seed, truncation."""
        return self.name, self.stamp, asked(self), int(p.SEED.value), float(p.TRUNCATION.value)


def takes() -> tuple[str, ...]:
    """Say what may be in hand, before the page is shown; a new drawing is taken in hand."""
    if MODE.value != "play" or p.VIEW.value != "critic":
        return ()
    take_drawing(PAD, "digit", p.GIVEN)
    return (p.GIVEN.value,)


def subject() -> Subject:
    """Return the network that is played with.

    Raises
    ------
    LabError
        It is not here, or has learned nothing yet.
    """
    run = kinds.of_link("gan")
    if p.NETWORK.value == "run" and run:
        name = run
    elif p.SHIPPED in pretrained.names():
        name = p.SHIPPED
    else:
        raise LabError(
            "The GAN that this page plays with is not here: the folder {folder} is missing.",
            folder=f"models/{p.SHIPPED}",
        )
    recipe = pretrained.recipe_of(name)
    if not isinstance(recipe, GanRecipe):
        raise LabError("This network is no GAN: it makes no pictures from noise.")
    return Subject(name, pretrained.stamp(name), recipe, pretrained.about_of(name))


def known() -> Subject | None:
    """Return the network that is played with, or None where the bench says why there is none."""
    try:
        return subject()
    except LabError:
        return None


def asked(about: Subject) -> int:
    """Return the class that is asked for; `ALL`: one after the other."""
    if not about.recipe.conditional:
        return ALL
    return chosen(about, p.ASKED, p.ASKED_CLASS, ALL)


def chosen(about: Subject, digit: Choice, other: Number, rest: int) -> int:
    """Return a class that is chosen by one property for digits, by another for other classes.

    Parameters
    ----------
    about : Subject
    digit : Choice
    other : Number
    rest : int
        What it is where neither names a class.
    """
    if about.digits:
        return int(digit.value) if digit.value.isdecimal() else rest
    return int(other.value) if 0 <= other.value < len(about.about.classes) else rest


def network_control() -> None:
    """Show the networks where there is a choice, and say what the run of the link is where it is of another kind."""
    kind = kinds.kind_of_run(RUN.valid)
    if kind == "gan":
        p.NETWORK.pills()
    elif kind:
        st.caption(t(kinds.ELSEWHERE[kind]))


def class_control(about: Subject, digit: Choice, other: Number, names: Sequence[str] = ()) -> None:
    """Show the classes: digits as buttons, others in a list; `names` are what stands for no class, if offered."""
    if about.digits:
        digit.pills()
    else:
        offered = dict(enumerate(about.classes))
        other.pick({**({-1: names[0]} if names else {}), **offered})


def dice(seed: Number, label: str) -> None:
    """Show the button that goes to the next seed."""
    st.button(label, icon=":material/casino:", on_click=_next, args=(seed,), key=f"{seed.key}_next")


def _next(seed: Number) -> None:
    st.session_state[seed.key] = (int(seed.value) + 1) % (int(seed.high) + 1)
