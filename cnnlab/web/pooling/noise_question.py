"""Try this: the brightness of noise on flat grey after max pooling."""

from __future__ import annotations

from cnnlab.ops.extremes import largest_of
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

GREY, SIGMA = 0.5, 0.1
OFF = 4.3
"""About the largest of a whole picture's 65,536 normal numbers, in standard deviations."""

OPTIONS = {
    "same": N_("{value}: the noise is as often above as below, so it cancels out."),
    "below": N_("{value}: pooling takes a part of the brightness away."),
    "above": N_("{value}: of each window the brightest noise stays."),
    "most": N_("{value}: as bright as the brightest noise of the whole picture."),
}
SLIPS = {
    "same": N_("That is true of the average. The largest value of a window is mostly above the middle."),
    "below": N_("Nothing is taken away: the largest value of a window is never below its mean."),
    "most": N_("Each window has only its own few values to choose from, not those of the whole picture."),
}


def brightness_question(window: int) -> Question:
    """Ask for the mean after max pooling in windows of `window` rows and columns."""
    lift, _ = largest_of(window**2)
    values = {
        "same": GREY,
        "below": GREY - SIGMA / 2,
        "above": GREY + SIGMA * lift,
        "most": GREY + SIGMA * OFF,
    }
    return Question(
        "noise_brightness",
        t(
            "A flat grey of {grey} gets Gaussian noise with a standard deviation of {sigma}. How bright is it, on"
            " average, after max pooling in windows of {window} × {window}?",
            grey=f"{GREY:.2f}",
            sigma=f"{SIGMA:.2f}",
            window=window,
        ),
        "above",
        t(
            "It is {value}: the largest of {count} such values lies on average {lift} standard deviations above"
            " their mean. Max pooling does not remove noise, it picks the brightest.",
            value=f"{values['above']:.2f}",
            count=window**2,
            lift=f"{lift:.2f}",
        ),
        {name: t(text, value=f"{values[name]:.2f}") for name, text in OPTIONS.items()},
        {name: t(text) for name, text in SLIPS.items()},
        query=f"pool_mode=noise&pool_window={window}&hand=picture&picture=flat&size=256",
    )
