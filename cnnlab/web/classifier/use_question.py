"""Try this: what the network says when the picture stands on its head."""

from __future__ import annotations

from cnnlab.inference.use_report import UseReport
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import sentences, t
from cnnlab.web.quiz import Question

OPTIONS = 4


def head_question(report: UseReport, names: list[str]) -> Question:
    """Ask which class gets most when the picture is turned by 180 degrees."""
    turned, upright = report.upside_down, report.probabilities
    answer = int(turned.argmax())
    now = int(upright.argmax())
    # The answer, what it is now, and the runners-up of both.
    order = [now, answer, *turned.argsort()[::-1].tolist(), *upright.argsort()[::-1].tolist()]
    options = sorted(list(dict.fromkeys(order))[:OPTIONS])
    values = {"name": names[answer], "percent": percent(float(turned[answer])), "before": names[now]}
    reveal = (
        t("Turned by 180°, it is still {name} for the network, with {percent}.", **values)
        if answer == now
        else t("Turned by 180°, it becomes {name} for the network, with {percent}.", **values)
    )
    return Question(
        "use_head",
        t("The picture is turned by 180°. Which class does the network then find most probable?"),
        str(answer),
        sentences(
            reveal,
            t(
                "A network is only used to what it was trained on: turned pictures were not among that, unless"
                " augmentation made them. Turn it yourself with the slider under More."
            ),
        ),
        {str(place): names[place] for place in options},
        {}
        if answer == now
        else {
            str(now): t(
                "That is what it says to the upright picture; nothing has taught it that turning does not matter."
            )
        },
    )
