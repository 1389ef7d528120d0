from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.training import answers
from cnnlab.training.answers import answers_of, spread, worth_showing


def some(seed: int, count: int = 400, classes: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, count)
    logits = rng.normal(size=(count, classes)) + 2 * np.eye(classes)[labels]
    return labels, logits.astype(np.float32), rng.integers(0, 256, (count, 6, 5, 1)).astype(np.uint8)


def test_a_file_gives_back_what_was_put_in(tmp_path):
    labels, logits, pictures = some(0)
    held = {"test": answers_of(labels, logits, pictures), "validation": answers_of(labels[:9], logits[:9])}
    answers.save(tmp_path / answers.NAME, held)
    for name, wanted in held.items():
        found = answers.load(tmp_path / answers.NAME, name)
        for side in ("labels", "logits", "shown", "pictures"):
            np.testing.assert_array_equal(getattr(found, side), getattr(wanted, side))
    assert answers.load(tmp_path / answers.NAME, "digits") is None
    # By these names others find the logits.
    with np.load(tmp_path / answers.NAME) as archive:
        np.testing.assert_array_equal(archive["test"], logits)
        np.testing.assert_array_equal(archive["validation"], logits[:9])
    assert list(tmp_path.iterdir()) == [tmp_path / answers.NAME]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"not an archive", None])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path, content):
    file = tmp_path / answers.NAME
    if content is not None:
        file.write_bytes(content)
    assert answers.load(file, "test") is None


def test_an_archive_with_objects_is_not_opened(tmp_path):
    file = tmp_path / answers.NAME
    np.savez(file, test=np.array([{}], object), test_labels=np.zeros(1, int))
    assert answers.load(file, "test") is None


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 400))
def test_what_is_worth_showing(seed, most):
    labels, logits, _ = some(seed)
    shown = worth_showing(labels, logits, most)
    assert len(shown) <= most
    assert (np.diff(shown) > 0).all()
    if len(shown) < most:
        # Whatever was taken for whatever, one of it is there.
        pairs = labels * 5 + logits.argmax(axis=1)
        assert set(pairs[shown]) == set(pairs)


def test_the_boldest_mistake_and_the_least_sure_are_there():
    labels, logits, pictures = some(3)
    found = answers_of(labels, logits, pictures)
    np.testing.assert_array_equal(found.pictures, pictures[found.shown])
    margin = np.sort(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), axis=1)
    wrong = np.flatnonzero(logits.argmax(axis=1) != labels)
    assert wrong[np.argmax(margin[wrong, -1])] in found.shown
    entropy = -(margin * np.log(margin)).sum(axis=1)
    assert np.argmax(entropy) in found.shown


def test_pictures_take_no_more_room_than_they_may(monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 3000)
    labels, logits, pictures = some(4)
    assert answers_of(labels, logits, pictures).pictures.nbytes <= 3000


def test_spread_keeps_both_ends():
    np.testing.assert_array_equal(spread(np.arange(100), 4), [0, 33, 66, 99])
    np.testing.assert_array_equal(spread(np.arange(3), 24), [0, 1, 2])
    np.testing.assert_array_equal(spread(np.arange(3), 1), [0])
