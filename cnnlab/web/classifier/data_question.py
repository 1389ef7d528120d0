"""Try this: how far one gets without looking."""

from __future__ import annotations

from cnnlab.training.data_report import DataReport
from cnnlab.web.i18n import t
from cnnlab.web.quiz import Question


def baseline_question(report: DataReport) -> Question:
    """Ask for the accuracy of a program that always names the class with the most training pictures."""
    train, _, test = report.counts
    name = t(report.classes[int(train.argmax())])
    answer = round(100 * test[train.argmax()] / test.sum())
    classes = len(report.classes)
    slips = {
        50: t("Right and wrong are not equally likely: there are {count} classes.", count=classes),
        0: t("Now and then the class is right by luck."),
        100: t("Only if all test pictures were of that class."),
    }
    slips.pop(answer, None)
    return Question(
        "data_baseline",
        t(
            "A program does not look at the pictures and always answers “{name}”. How many percent of the test"
            " pictures does it get right?",
            name=name,
        ),
        answer,
        t(
            "{right} of {all} test pictures are of that class: {share} %. An accuracy means something only beside"
            " this number.",
            right=f"{test[train.argmax()]:,}",
            all=f"{test.sum():,}",
            share=answer,
        ),
        slips=slips,
    )
