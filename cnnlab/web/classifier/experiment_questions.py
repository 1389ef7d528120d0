"""The question that closes each experiment: predicted first, answered by what was measured."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.recipes.experiments import EXPERIMENTS, Experiment
from cnnlab.web.classifier.compare_courses import Course, measured_beforehand
from cnnlab.web.classifier.experiment_answers import QUESTIONS, Results
from cnnlab.web.i18n import sentences, t
from cnnlab.web.quiz import Question


def closing_question(experiment: Experiment, courses: Sequence[Course]) -> Question | None:
    """Return the question of an experiment; None while nothing has been measured that could answer it."""
    if any(course.test_accuracy is None or not course.epochs for course in courses):
        # By what was measured with the first seed: these have not come to their end.
        usual = EXPERIMENTS[experiment.name]
        courses = [measured_beforehand(usual.name, arm.name, arm.recipe, arm.name) for arm in usual.arms]
        if any(course.test_accuracy is None for course in courses):
            return None
    results = {arm.name: course for arm, course in zip(experiment.arms, courses, strict=True)}
    asked = QUESTIONS[experiment.name]
    return Question(
        f"experiment_{experiment.name}",
        t(asked.text),
        asked.answer(results),
        sentences(t("This is what was measured:"), t(asked.reveal, **_values(results))),
        {name: t(text) for name, text in asked.options.items()},
    )


def _values(results: Results) -> dict[str, str]:
    values = {}
    for name, course in results.items():
        last = course.epochs[-1]
        values |= {
            name: _percent(course.test_accuracy),
            f"{name}_train": _percent(last.accuracy),
            f"{name}_val": _percent(last.val_accuracy),
        }
    return values


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
