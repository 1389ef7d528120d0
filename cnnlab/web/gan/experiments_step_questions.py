"""Two questions about the step on the screen, answered by what it did."""

from __future__ import annotations

from cnnlab.inference.step_moves import moves_of
from cnnlab.inference.step_report import StepReport
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.quiz import Question


def questions(report: StepReport, text: str) -> tuple[Question, ...]:
    """Return the questions: what a step cannot change, and whether the last one was small enough."""
    found = [
        Question(
            "gan_x_step_who",
            t("In a step of the generator, which of these cannot change?"),
            "real",
            t(
                "The scores of real pictures: the discriminator stays as it is, and real pictures do not come from the"
                " generator. The scores of generated pictures change because these change."
            ),
            {
                "real": t("the scores of the real pictures"),
                "fake": t("the scores of the generated pictures"),
                "pictures": t("the generated pictures"),
            },
        )
    ]
    moves = moves_of(text)
    if moves:
        before, after = report.stages[-2:]
        name = "critic_loss" if moves[-1].player == "D" else "generator_loss"
        had, has = getattr(before, name), getattr(after, name)
        found.append(
            Question(
                "gan_x_step_loss",
                t("The last step of the list: did it make the loss of the one who took it smaller?"),
                "yes" if has < had else "no",
                t(
                    "It went from {before} to {after}. A small step downhill makes the loss smaller on the pictures it"
                    " was learned from; a large one may land on the other side of the valley. Try both with the"
                    " slider.",
                    before=number(had),
                    after=number(has),
                ),
                {"yes": t("Yes, it fell."), "no": t("No, it rose.")},
            )
        )
    return tuple(found)
