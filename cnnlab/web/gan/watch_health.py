"""In words what is going on between the two networks, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab import pretrained
from cnnlab.engine import Run
from cnnlab.inference import gan_health as rules
from cnnlab.inference.gan_health import Health, health
from cnnlab.metrics.generated import SHARE
from cnnlab.recipes.gan import PROBABLE
from cnnlab.web.gan.watch_signs import signs_of
from cnnlab.web.i18n import N_, listing, sentences, t
from cnnlab.web.number_grid import number
from cnnlab.web.training.course import Course

NAMES = {
    "burst": N_("**The numbers have run away.**"),
    "young": N_("**It has only begun.**"),
    "still": N_("**The pictures do not change any more.**"),
    "collapsed": N_("**Collapse.**"),
    "sure": N_("**The discriminator is too strong.**"),
    "even": N_("**An even match.**"),
    "fooled": N_("**The discriminator is fooled.**"),
    "healthy": N_("**Healthy.**"),
}
"""For each rule its verdict in a few words."""
LOOKS_AT = {
    "burst": N_("One of the last losses or scores is no number."),
    "young": N_("Fewer than {steps} steps, or fewer than {reports} reports of them."),
    "still": N_(
        "Over the last {looks} looks that are kept a pixel of the same noise's pictures has changed by less than"
        " {still} in the mean, of values from 0 to 1."
    ),
    "collapsed": N_(
        "At most half of the classes are left, where a class is left that has {share} of its even share of the"
        " pictures, by the shipped classifier; or the pictures differ from one another less than {alike} as much as"
        " real ones do (standard deviation of a pixel; of a conditional network within each class)."
    ),
    "sure": N_(
        "In the last {reports} reports at least {sure} of its verdicts are right. Not said of a Wasserstein critic,"
        " which is meant to be ahead: its slope is held, so the generator still feels it."
    ),
    "even": N_(
        "At most {even} of its verdicts are right, and the Fréchet distance is at most {near} times that between"
        " real pictures and other real ones."
    ),
    "fooled": N_(
        "At most {guessing} of its verdicts are right, and nothing says that the pictures are good."
    ),
    "healthy": N_("None of the others."),
}
"""For each rule what it looks at."""
COLOURS = {"healthy": "success", "even": "success", "young": "info"}


def show(run: Run, course: Course) -> None:
    """Show the sentence, and folded the rules, with the one that holds in bold."""
    if not course.start:
        return
    found = health(signs_of(run, course))
    if found.rule != "young" or run.alive:
        box = {"success": st.success, "info": st.info}.get(COLOURS.get(found.rule, ""), st.warning)
        box(sentence(run, found), icon=ICONS[COLOURS.get(found.rule, "warning")])
    with st.expander(t("By which rules this is said")):
        st.markdown("\n".join(_rules(found)))


ICONS = {
    "success": ":material/favorite:",
    "info": ":material/hourglass_top:",
    "warning": ":material/warning:",
}


def sentence(run: Run, found: Health) -> str:
    """Say which rule holds, what it has found, and what helps."""
    return sentences(t(NAMES[found.rule]), _detail(run, found))


def _detail(run: Run, found: Health) -> str:
    values = found.values
    right = percent(values["right"]) if "right" in values else ""
    if found.rule == "burst":
        return t("Smaller learning rates help, and a loss with a bounded slope. This run cannot recover.")
    if found.rule == "young":
        return t("In a few seconds there is something to say.")
    if found.rule == "still":
        return t(
            "The same noise gives what it gave some looks ago; the discriminator is right in {right} of the cases."
            " Raise the generator's learning rate, or begin again with another loss.",
            right=right,
        )
    if found.rule == "collapsed":
        return sentences(_what_is_left(run, found), t("A smaller learning rate of the generator may help."))
    if found.rule == "sure":
        return sentences(
            t("It is right in {right} of the cases ({scores}).", right=right, scores=_scores(run, found)),
            t(
                "Whatever the generator tries looks equally wrong to it, and with the minimax loss it then learns next"
                " to nothing."
            )
            if run.recipe.loss == "minimax"
            else t("Whatever the generator tries looks equally wrong to it."),
            t("Lower the discriminator's learning rate, or raise the generator's."),
        )
    if found.rule == "even":
        return t(
            "The discriminator hardly tells them apart: it is right in {right} of the cases. The Fréchet distance is"
            " {ratio} times that between real pictures and other real ones: better is hardly possible.",
            right=right,
            ratio=number(values["ratio"], 2),
        )
    if found.rule == "fooled":
        return sentences(
            t("It is right in {right} of the cases ({scores}).", right=right, scores=_scores(run, found)),
            t(
                "It guesses, or takes the generated ones for real. Unless they look real to you, it is too weak: raise"
                " its learning rate or its steps."
            ),
        )
    return t(
        "The discriminator is right in {right} of the cases ({scores}): it can tell them apart, but not always, and so"
        " the generator learns from it.",
        right=right,
        scores=_scores(run, found),
    )


def _what_is_left(run: Run, found: Health) -> str:
    if not found.classes:
        return t(
            "Whatever the noise, nearly the same picture comes out: they differ {spread} as much as real ones do.",
            spread=percent(found.values["spread"]),
        )
    names = [t(name) for name in pretrained.about_of(run.id).classes]
    return t(
        "Of {count} classes {left} are left: {names}. What fools the discriminator best is made again and again.",
        count=int(found.values["classes"]),
        left=len(found.classes),
        names=listing(names[place] for place in found.classes),
    )


def _scores(run: Run, found: Health) -> str:
    real, fake = (number(found.values[name], 2) for name in ("real", "fake"))
    if run.recipe.loss in PROBABLE:
        return t("in the mean D = {real} for real and {fake} for generated pictures", real=real, fake=fake)
    return t("in the mean {real} for real and {fake} for generated pictures", real=real, fake=fake)


def _rules(found: Health) -> Sequence[str]:
    numbers = {
        "reports": rules.REPORTS,
        "steps": rules.STEPS,
        "looks": rules.LOOKS,
        "still": number(rules.STILL, 6),
        "share": percent(SHARE),
        "alike": percent(rules.ALIKE),
        "sure": percent(rules.SURE),
        "even": percent(rules.EVEN),
        "guessing": percent(rules.GUESSING),
        "near": number(rules.NEAR),
    }
    said = [t("The first of these that holds is said:"), ""]
    for place, rule in enumerate(rules.RULES, 1):
        name = t(NAMES[rule])
        shown = name if rule == found.rule else name.replace("*", "")
        said.append(f"{place}. {shown} {t(LOOKS_AT[rule], **numbers)}")
    return said


def percent(share: float) -> str:
    """Say a share of 1 in whole per cent."""
    return t("{percent} %", percent=round(100 * share))
