"""While a question is open, what answers it is not on the bench: question by question, on two pages."""

from __future__ import annotations

import pytest

from cnnlab.web import quiz
from tests.web.mode_checks import bodies, sound

# For each question the mode that it is about, and what stands there while none is open and answers it.
ANSWERS = {
    "pooling": {
        "pooled_size": ("size=32", ["⌊(32 + 0 − 2)/2⌋ + 1 = 16"]),
        "pool_gradient": ("size=32", ["Max: all of it to the winner", "Average: the same to each value"]),
        "pool_specks": (
            "pool_mode=noise&size=32&picture=flat&pool_noise=salt_pepper",
            ["one white speck is enough", "black ones vanish", "Max pooling", "white specks"],
        ),
        "noise_brightness": (
            "pool_mode=noise&size=32&picture=flat",
            ["= 0.603", "It brightens", "Max pooling"],
        ),
        "pool_shift": (
            "pool_mode=shift&size=32&pool_window=4&pool_shift=4&pool_shift_compare=along",
            ["moved copy of itself", "by the stride 4"],
        ),
        "pool_copies": (
            "pool_mode=shift&size=32&pool_shift=2&pool_shift_compare=along",
            ["moved copy of itself", "by the stride 2"],
        ),
        "pool_zeros": (
            "pool_mode=undo&size=32",
            ["The maxima put back where they came from", "75 %", "has only 0 for"],
        ),
        "pool_left": ("pool_mode=undo&size=32", ["16 × 16", "256 values", "768 of 1,024"]),
        "pool_any_size": (
            "pool_mode=global&size=32",
            ["answer for every size", "Half as large", "for every size", "incompatible with the layer"],
        ),
        "global_weights": ("pool_mode=global&size=32", ["12,544", "numbers × 4 classes"]),
    },
    "activations": {
        "zeros": ("size=32", ["Exactly 0 after", "Below 0 before"]),
        "flat": ("act=sigmoid&size=32", ["Mean slope", "values where the slope is under"]),
        "act_order": ("size=32", ["With max pooling, no", "ReLU, then max pooling"]),
        "act_vanish": (
            "act_mode=depth&act=sigmoid&act_init=glorot&act_layers=10",
            ["A column is a layer", "The gradient"],
        ),
        "gradient_survives": ("act_mode=depth&act_layers=10", ["A column is a layer", "Gradient"]),
        "softmax_share": ("act_mode=softmax&size=32", ["Sum of the probabilities", "Loss"]),
        "act_add": ("act_mode=softmax&size=32", ["Sum of the probabilities"]),
        "act_push": ("act_mode=softmax&size=32", ["Largest gradient", "goes against the gradient"]),
        "dense_weights": (
            "act_mode=why&act_why=matrix&size=32",
            ["16 × 36 = 576", "A matrix of 16 rows and 36 columns"],
        ),
        "act_shuffle": ("act_mode=why&act_why=matrix&size=32", ["Sparse:", "Shared:"]),
    },
}


def seen(app) -> str:
    """All that stands on the page but the question."""
    return " ".join([*(each.value for each in (*app.main.markdown, *app.caption)), *bodies(app)])


@pytest.mark.parametrize("page", ANSWERS)
def test_every_written_question_is_looked_at(page):
    assert {question.name for question in quiz.written(page)} <= ANSWERS[page].keys()


@pytest.mark.parametrize(
    ("page", "name"), [(page, name) for page, names in ANSWERS.items() for name in names]
)
def test_its_answer_is_covered(open_page, page, name):
    query, answers = ANSWERS[page][name]
    extra = {"pool_way_back": True} if name == "pool_gradient" else {}
    app = open_page(page, query, **extra)
    # Where the lesson says it as well, it is said more often while nothing is covered.
    before = {answer: seen(app).count(answer) for answer in answers}
    assert all(before.values()), before
    app.get_by_key(f"{page}_question").set_value(name).run()
    assert sound(app)
    assert app.session_state[f"{page}_question"] == name
    told = seen(app)
    left = {answer: told.count(answer) for answer in answers}
    assert all(left[answer] < before[answer] for answer in answers), (left, before)
