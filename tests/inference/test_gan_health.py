"""The rules that say what is going on between two networks: each holds where it should, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab.inference import gan_health as rules
from cnnlab.inference.gan_health import Signs, change, health, spread
from cnnlab.metrics.generated import SHARE
from cnnlab.recipes import GanRecipe

REPORT = {
    "step": rules.STEPS,
    "critic_loss": 1.8,
    "generator_loss": 0.3,
    "real": 0.1,
    "fake": -0.2,
    "right": 0.62,
}
JUDGED = {"histogram": [50] * 10, "frechet": 12.0, "frechet_real": 2.0}


def signs(recipe: GanRecipe | None = None, judged: dict | None = None, reports: int = 9, **last) -> Signs:
    known = {name: last.pop(name) for name in ("spread", "change") if name in last}
    return Signs(
        recipe or GanRecipe(), [{**REPORT, **last}] * reports, JUDGED if judged is None else judged, **known
    )


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("healthy", {}),
        ("healthy", {"judged": {}, "spread": 0.9, "change": 0.01}),
        ("young", {"reports": rules.REPORTS - 1, "right": 1.0}),
        ("young", {"step": rules.STEPS - 1, "right": 1.0}),
        ("burst", {"critic_loss": float("nan")}),
        ("burst", {"fake": float("inf"), "reports": 1}),
        ("still", {"change": rules.STILL / 2}),
        ("sure", {"change": rules.STILL / 2, "right": 1.0}),
        ("healthy", {"change": rules.STILL}),
        ("collapsed", {"spread": rules.ALIKE - 0.01, "judged": {}}),
        ("healthy", {"spread": rules.ALIKE, "judged": {}}),
        ("collapsed", {"judged": {"histogram": [300, 200] + [0] * 8}, "right": 1.0}),
        ("sure", {"right": rules.SURE}),
        ("healthy", {"right": rules.SURE - 0.01}),
        ("healthy", {"right": 1.0, "recipe": GanRecipe(loss="wasserstein")}),
        ("fooled", {"right": rules.GUESSING, "judged": {}}),
        ("fooled", {"right": 0.1}),
        ("healthy", {"right": rules.GUESSING + 0.01}),
        ("even", {"right": rules.EVEN, "judged": {**JUDGED, "frechet": 2.0 * rules.NEAR}}),
        ("healthy", {"right": rules.EVEN + 0.01, "judged": {**JUDGED, "frechet": 2.0}}),
        ("fooled", {"right": 0.5, "judged": {**JUDGED, "frechet": 2.1 * rules.NEAR}}),
        ("fooled", {"right": 0.5, "judged": {**JUDGED, "frechet_real": 0.0}}),
    ],
)
def test_each_rule_holds_up_to_its_threshold(rule, given):
    assert health(signs(**given)).rule == rule


def test_a_collapse_names_what_is_left():
    even = 100 / 10
    counts = [0] * 10
    counts[3], counts[7], counts[9] = 60, 39, 1
    assert counts[9] >= SHARE * even
    found = health(signs(judged={"histogram": counts}))
    assert (found.rule, found.classes) == ("collapsed", (3, 7, 9))
    counts[3], counts[9] = 60.1, 0.9
    assert health(signs(judged={"histogram": counts})).classes == (3, 7)
    # Half of the classes are few, more are not.
    assert health(signs(judged={"histogram": [20] * 5 + [0] * 5})).rule == "collapsed"
    assert health(signs(judged={"histogram": [20] * 6 + [0] * 4})).rule == "healthy"


def test_only_the_last_reports_count():
    reports = [{**REPORT, "right": 1.0}] * 50 + [REPORT] * rules.REPORTS
    assert health(replace(signs(), lately=reports)).rule == "healthy"


def test_a_sheet_of_one_picture_is_no_spread_and_a_shuffled_one_is_as_wide_as_the_real():
    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 256, (rules.ROWS, rules.COLUMNS, 8, 8, 3), dtype=np.uint8)
    real = _sheet(pictures)
    one = _sheet(np.broadcast_to(pictures[:1, :1], pictures.shape))
    shuffled = pictures.reshape(40, 8, 8, 3)[rng.permutation(40)].reshape(pictures.shape)
    assert spread(one, real, False) == 0
    assert spread(_sheet(shuffled), real, False) == pytest.approx(1)
    assert spread(one, one, False) is None
    # One picture for each class: of a conditional network that is a collapse, of another it is not.
    columns = _sheet(np.broadcast_to(pictures[:1], pictures.shape))
    assert spread(columns, real, True) == 0
    assert spread(columns, real, False) > 0.8


def test_the_sheets_are_those_of_a_training():
    from cnnlab.training import gan_looks

    assert (rules.ROWS, rules.COLUMNS) == (gan_looks.ROWS, gan_looks.COLUMNS)


def test_change_is_a_share_of_the_whole_range():
    black, grey = np.zeros((4, 10), np.uint8), np.full((4, 10), 51, np.uint8)
    assert change(grey, black) == change(black, grey) == pytest.approx(0.2)


def _sheet(pictures: np.ndarray) -> np.ndarray:
    rows, columns, height, width, channels = pictures.shape
    return pictures.swapaxes(1, 2).reshape(rows * height, columns * width, channels)
