"""What the page GAN brings to its mode Watch: its words, its charts, and where a trained network leads."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.engine import Run
from cnnlab.recipes.gan import PROBABLE
from cnnlab.web.components.generated import Generated, generated
from cnnlab.web.gan import properties as p
from cnnlab.web.gan import watch_charts, watch_health, watch_words
from cnnlab.web.gan import watch_properties as wp
from cnnlab.web.gan.watch_recipe import apply_recipe
from cnnlab.web.gan.watch_signs import MOST_LOOKS, looks_of
from cnnlab.web.i18n import t
from cnnlab.web.training.course import Course
from cnnlab.web.training.desk import Desk

MEASURES = ("critic_loss", "generator_loss", "real", "fake", "right")
"""What the steps of a GAN's training tell, as `cnnlab.training.gan_steps` has it."""
PLAY_NETWORK = "gan_network"
"""The key of the mode Play's choice of a network."""


def _looks(run: Run, course: Course) -> None:
    watch_health.show(run, course)
    real = course.strip(run.id, "examples.png")
    if real is None:
        return
    asked = course.start.get("labels", ())
    names = [t(name) for name in pretrained.about_of(run.id).classes] if asked else ()
    generated(
        "gan_w_looks",
        run.id,
        real,
        [Generated(each.step, each.picture, each.event.get("scores", {})) for each in looks_of(run, course)],
        [names[label] for label in asked],
        run.recipe.loss in PROBABLE,
    )


def _onward(run: Run) -> None:
    st.button(
        t("Play with this run"),
        icon=":material/casino:",
        on_click=_to_play,
        key="gan_w_to_play",
        help=t(
            "Pictures from new noise, on the way between two of them, and what its discriminator makes of yours."
        ),
    )


def _to_play() -> None:
    st.session_state[p.MODE.key] = "play"
    st.session_state[PLAY_NETWORK] = "run"


DESK = Desk(
    prefix="gan_w",
    kind="gan",
    epochs=wp.EPOCHS,
    seed=wp.SEED,
    apply=apply_recipe,
    measures=MEASURES,
    looks=_looks,
    pictures_first=True,
    summary=watch_words.summary,
    result=watch_words.result,
    brief=watch_words.brief,
    onward=_onward,
    curves=watch_charts.show,
    most_looks=MOST_LOOKS,
)
