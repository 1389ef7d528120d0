"""The view Walk: from one generated picture to another."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.inference.play_walk import GanWalk, report_gan_walk
from cnnlab.web.autoencoder.imagine_strip import strip
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import play_asking as asking
from cnnlab.web.gan import play_downloads as files
from cnnlab.web.gan import play_properties as p
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.gan.play_program import walk_program
from cnnlab.web.gan.play_question import walk_questions
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number


def show(bench: Bench, about: Subject) -> Shown:
    """Fill the bench."""
    work = work_of(about)
    with bench.pictures:
        walk: GanWalk = ask_again(report_gan_walk, *work)
        st.markdown(_headline(walk, about, work, bench.covered))
        # The strip under the autoencoder's name of classes knows digits alone.
        judged = about.digits and not bench.covered
        strip(
            t("Generated: the noise on its way"), walk.made, walk.made_shares if judged else None, not judged
        )
        strip(
            t("Blended: the pixels mixed"), walk.blended, walk.blended_shares if judged else None, not judged
        )
    if not bench.covered:
        with bench.facts:
            facts(_facts(walk))
    return Shown(walk_program(about, work), files.walk(work), walk_questions(walk, work[6]))


def controls(about: Subject) -> None:
    """Show the controls."""
    if about.recipe.conditional:
        asking.class_control(about, p.FROM, p.FROM_CLASS)
        asking.class_control(about, p.TO, p.TO_CLASS)
    asking.dice(p.SEED, t("Another beginning"))
    asking.dice(p.TO_SEED, t("Another end"))
    with st.expander(t("More"), key="more"):
        p.WAY.segmented()
        p.STEPS.segmented()
        p.TRUNCATION.slider()
        p.SEED.box()
        p.TO_SEED.box()


def work_of(about: Subject) -> tuple:
    """Return the arguments of `report_gan_walk`."""
    cell, _ = p.place_of(p.PLACE.valid)
    wished = about.recipe.conditional
    start = asking.chosen(about, p.FROM, p.FROM_CLASS, 0) if wished else 0
    to = asking.chosen(about, p.TO, p.TO_CLASS, 0) if wished else 0
    return (
        about.name,
        about.stamp,
        (start, int(p.SEED.value)),
        (to, int(p.TO_SEED.value)),
        cell,
        float(p.TRUNCATION.value),
        p.WAY.value,
        int(p.STEPS.value),
    )


def _headline(walk: GanWalk, about: Subject, work: tuple, covered: bool) -> str:
    (first, seed), (second, to_seed) = work[2:4]
    names = about.classes
    if not about.recipe.conditional:
        said = t("The noise goes from one picture's to the other's, and the generator draws each step.")
    elif seed == to_seed:
        said = t(
            "The noise stays, and the class goes from {first} to {second}: its embedding is mixed.",
            first=names[first],
            second=names[second],
        )
    elif first == second:
        said = t("The class stays {first}, and the noise goes from one to another.", first=names[first])
    else:
        said = t(
            "Noise and class go together: the noise turns, and the embedding of {first} is mixed with that of"
            " {second}.",
            first=names[first],
            second=names[second],
        )
    if covered or walk.made_shares is None:
        return said
    made, blended = walk.sure
    read = walk.made_shares.argmax(axis=1)
    way = [names[each] for place, each in enumerate(read) if place == 0 or each != read[place - 1]]
    return sentences(
        said,
        t(
            "The classifier is surer than 90 % of **{made}** of {count} generated frames, and of **{blended}** of the"
            " blended ones; on the way it reads {way}.",
            made=made,
            blended=blended,
            count=len(walk.made),
            way=listing(way),
        ),
    )


def _facts(walk: GanWalk) -> list[tuple[str, ...]]:
    middle = float(walk.lengths[len(walk.lengths) // 2])
    ends = listing([number(float(each), 3) for each in walk.lengths[[0, -1]]])
    return [
        (t("Length of the noise at the ends"), ends),
        (
            t("In the middle"),
            number(middle, 3),
            t(
                "noise of {size} values at this truncation is nearly always about {usual} long",
                size=walk.noise.shape[1],
                usual=number(float(np.sqrt(walk.noise.shape[1]) * p.TRUNCATION.value), 2),
            ),
        ),
    ]
