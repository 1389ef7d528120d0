"""Try this: questions about a picture that is painted at once."""

from __future__ import annotations

from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

STRENGTH = {
    "same": N_("The photograph, unchanged."),
    "soft": N_("The photograph, a little blurred by the network."),
    "half": N_("A picture in a style that is neither the one nor the other."),
}
SIZE = {
    "finer": N_("They look finer: there are more of them."),
    "same": N_("Nothing: each stroke covers the same part of the picture."),
    "coarser": N_("They look coarser: there are fewer of them."),
}
MIXED = {
    "new": N_("One picture whose colours and strokes lie between those of both."),
    "faded": N_("Both results at once, each half transparent."),
    "patches": N_("Some places in the one style, some in the other."),
}


def questions() -> tuple[Question, ...]:
    """Return the questions."""
    return (_strength(), _size(), _mixed())


def _named(options: dict[str, str]) -> dict[str, str]:
    return {name: t(message) for name, message in options.items()}


def _strength() -> Question:
    return Question(
        "style_i_strength",
        t("The strength goes down to 0. What is left?"),
        "same",
        t(
            "Between the style picture and the photograph itself lie all strengths: at 0 the photograph is painted in"
            " its own style. What the network loses of it even then is given back, so nothing has changed."
        ),
        _named(STRENGTH),
        {
            "soft": t("It would be, if what the network loses were not given back."),
            "half": t("That is a strength of one half."),
        },
        query="style_mode=instant&style_strength=50",
    )


def _size() -> Question:
    return Question(
        "style_i_size",
        t("The result becomes 1024 pixels wide in place of 256. What happens to its strokes?"),
        "finer",
        t(
            "The network has learned strokes of so many pixels, whatever the picture. On a larger one each covers a"
            " smaller part."
        ),
        _named(SIZE),
        {
            "same": t(
                "For that the network would have to know how large the picture is; each unit sees a patch."
            ),
            "coarser": t("The strokes keep their size in pixels, and there are more pixels."),
        },
        query="style_mode=instant&style_size=256",
    )


def _mixed() -> Question:
    return Question(
        "style_i_mixed",
        t("Two styles are mixed, half of each. What is painted?"),
        "new",
        t(
            "For the network a style is a list of means and deviations. The two lists are averaged, and one picture is"
            " painted with what comes out."
        ),
        _named(MIXED),
        {
            "faded": t(
                "Then two finished pictures would be averaged; here it is what the network knows of the styles."
            ),
            "patches": t(
                "No brush here knows two styles: the one under More divides the photograph from what is painted."
            ),
        },
        query="style_mode=instant&style_picture=waves&style_second=facets&style_mix=0",
    )
