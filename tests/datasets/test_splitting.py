"""Orders whose every beginning is fair, and groups that are not torn."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.datasets.splitting import evenly, keep_together

labels_of_any_kind = st.lists(st.integers(0, 4), min_size=1, max_size=80).map(np.array)


@given(labels_of_any_kind, st.integers(0, 1000))
def test_each_place_comes_once_and_every_beginning_has_of_each_class_its_share(labels, seed):
    order = evenly(labels, np.random.default_rng(seed))
    assert sorted(order) == list(range(len(labels)))
    for count in range(len(labels) + 1):
        for label in np.unique(labels):
            share = count * (labels == label).mean()
            assert abs((labels[order[:count]] == label).sum() - share) <= 0.5 * len(np.unique(labels)) + 0.5


@given(labels_of_any_kind, st.integers(0, 1000), st.data())
def test_groups_stay_together_on_one_side(labels, seed, data):
    # Groups lie within a class.
    groups = 3 * labels + np.array(
        data.draw(st.lists(st.integers(0, 2), min_size=len(labels), max_size=len(labels)))
    )
    groups = np.unique(groups, return_inverse=True)[1]
    order = evenly(labels, np.random.default_rng(seed), groups)
    assert sorted(order) == list(range(len(labels)))
    for label in np.unique(labels):
        mine = groups[order][labels[order] == label]
        # Each group in one piece: it begins once.
        assert (np.diff(mine) != 0).sum() + 1 == len(np.unique(mine))
    cut = data.draw(st.integers(0, len(labels)))
    apart, rest = keep_together(order[:cut], order[cut:], groups)
    assert sorted([*apart, *rest]) == list(range(len(labels)))
    torn = set(groups[apart]) & set(groups[rest])
    assert not torn or set(groups[order[:cut]]) <= set(groups[order[cut:]])


def test_by_chance_means_by_the_seed():
    labels = np.arange(100) % 4
    first, again, other = (evenly(labels, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    # No class always comes first within its turn of pictures: their places within a class are drawn.
    assert first[labels[first] == 0].tolist() != sorted(first[labels[first] == 0])
