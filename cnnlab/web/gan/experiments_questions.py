"""Two questions about each experiment: predicted first, answered by what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cnnlab.recipes.experiments import Experiment
from cnnlab.web.gan.experiments_course import Course
from cnnlab.web.gan.experiments_state import beforehand, chosen
from cnnlab.web.gan.experiments_view import percent
from cnnlab.web.gan.experiments_words import ARMS
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.quiz import Question

Results = Mapping[str, Course]
SURE = 0.05
"""Mean D(G(z)) below which the discriminator is sure."""
NEAR = 2.0
"""Times the smallest Fréchet distance up to which another one counts as of its kind: seeds differ by as much."""
FEW = 0.6
"""Share of the real pictures' spread below which generated ones count as alike."""


@dataclass(frozen=True)
class Asked:
    """A question before it is put into the reader's language.

    Attributes
    ----------
    name, text, reveal : str
        Stable id, and message ids; the latter may name what `_values` gives.
    options : dict of str to str
        Option and message id.
    answer : callable
        From the trainings, which have all come to their end, to an option.
    """

    name: str
    text: str
    options: dict[str, str]
    answer: Callable[[Results], str]
    reveal: str


def _frechet(results: Results, name: str) -> float:
    return float(results[name].figures.get("frechet", float("inf")))


def _apart(results: Results) -> str:
    found = [_frechet(results, name) for name in results]
    return "near" if max(found) <= NEAR * min(found) else "apart"


def _highest_right(results: Results) -> str:
    return max(results, key=lambda name: results[name].last.get("right") or 0)


def _first_board(results: Results) -> str:
    first = {name: course.board[0][1] for name, course in results.items()}
    ratio = first["transposed"] / max(first["resize"], 1e-9)
    return "many" if ratio > 10 else "some" if ratio > 2 else "none"


def _last_board(results: Results) -> str:
    first, last = results["transposed"].board[0][1], results["transposed"].board[-1][1]
    return "stays" if last > first / 2 else "falls"


def _strong(results: Results) -> str:
    fake = results["strong"].last.get("fake") or 0
    return "zero" if fake < SURE else "half" if fake > 0.35 else "between"


def _weak(results: Results) -> str:
    good, found = _frechet(results, "healthy"), _frechet(results, "weak")
    return "same" if found <= NEAR * good else "worse"


QUESTIONS = {
    "losses": (
        Asked(
            "gan_x_losses",
            N_("How far are the five losses apart in the end, by the Fréchet distance of their pictures?"),
            {
                "near": N_("The worst is within twice the best."),
                "apart": N_("The worst is more than twice the best."),
            },
            _apart,
            N_(
                "minimax {minimax}, non-saturating {non_saturating}, least squares {least_squares}, hinge {hinge},"
                " Wasserstein {wasserstein}. In comparisons with equal care for each, the choice of the loss matters"
                " less than what keeps the discriminator's slope in bounds, and than the time spent."
            ),
        ),
        Asked(
            "gan_x_right",
            N_("With which loss is the discriminator right most often at the end?"),
            ARMS["losses"],
            _highest_right,
            N_(
                "minimax {minimax_right}, non-saturating {non_saturating_right}, least squares {least_squares_right},"
                " hinge {hinge_right}, Wasserstein {wasserstein_right}. Being right more often is no sign of a better"
                " generator, nor of a worse one: it says how far both players are apart."
            ),
        ),
    ),
    "checkerboard": (
        Asked(
            "gan_x_board_first",
            N_(
                "Before the first step: how much more checkerboard is in the pictures of transposed convolutions?"
            ),
            {
                "none": N_("At most twice as much: it must be learned first."),
                "some": N_("Two to ten times as much."),
                "many": N_("More than ten times as much."),
            },
            _first_board,
            N_(
                "resize {resize_board_first}, transposed {transposed_board_first}. It is there before anything is"
                " learned: it comes from counting. Of a kernel of 5 with a stride of 2, three of the five weights of a"
                " row reach even pixels, and two the odd ones."
            ),
        ),
        Asked(
            "gan_x_board_last",
            N_("Can training undo it with transposed convolutions?"),
            {
                "falls": N_("Yes: in the end it is less than half of what it was at first."),
                "stays": N_("No: half of it or more is still there."),
            },
            _last_board,
            N_(
                "{transposed_board_first} at first, {transposed_board} in the end; by resizing {resize_board}. The"
                " weights can learn to even it out, because the discriminator sees it. Resizing need not learn that."
            ),
        ),
    ),
    "failures": (
        Asked(
            "gan_x_strong",
            N_("Against a discriminator that is far too strong: where does D(G(z)) end?"),
            {
                "half": N_("Near 0.5: the generator learns from a better teacher."),
                "between": N_("In between."),
                "zero": N_("Near 0: it knows every generated picture."),
            },
            _strong,
            N_(
                "D(G(z)) is {strong_fake}, with the healthy pair {healthy_fake}. Where D(G(z)) is near 0, the minimax"
                " loss log(1 - D(G(z))) is flat: its slope, seen from the score, is D(G(z)) itself. Fréchet distances:"
                " {strong} and {healthy}."
            ),
        ),
        Asked(
            "gan_x_weak",
            N_("Against a discriminator that hardly learns: how good are the pictures in the end?"),
            {
                "same": N_("As good: an easy opponent does no harm."),
                "worse": N_("Much worse, although D(G(z)) says that they convince."),
            },
            _weak,
            N_(
                "D(G(z)) is {weak_fake}, and the Fréchet distance {weak}, with the healthy pair {healthy}. The"
                " generator only learns what the discriminator can tell: a score alone says nothing about pictures."
            ),
        ),
    ),
}


def questions(experiment: Experiment, courses: Sequence[Course]) -> tuple[Question, ...]:
    """Return the questions of an experiment; none while nothing has been measured that could answer them."""
    if not all(course.over for course in courses):
        # By what was measured with the first seed: these have not come to their end.
        courses = beforehand(chosen(experiment.name))
    if not all(course.over and course.board for course in courses):
        return ()
    results = {arm.name: course for arm, course in zip(experiment.arms, courses, strict=True)}
    values = _values(results)
    return tuple(
        Question(
            asked.name,
            t(asked.text),
            asked.answer(results),
            sentences(t("This is what was measured:"), t(asked.reveal, **values)),
            {name: t(text) for name, text in asked.options.items()},
        )
        for asked in QUESTIONS[experiment.name]
    )


def _values(results: Results) -> dict[str, str]:
    values = {}
    for name, course in results.items():
        last = course.last
        values |= {
            name: f"{_frechet(results, name):.0f}",
            f"{name}_right": f"{100 * (last.get('right') or 0):.0f} %",
            f"{name}_fake": f"{last.get('fake') or 0:.2f}",
            f"{name}_board_first": percent(course.board[0][1]),
            f"{name}_board": percent(course.board[-1][1]),
        }
    return values
