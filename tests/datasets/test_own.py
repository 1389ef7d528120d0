"""Sets of own pictures: collected, made, found again, bounded, and nobody else's."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import numpy as np
import pytest

from cnnlab import datasets
from cnnlab.datasets import adding, drafts, own
from cnnlab.errors import LabError
from cnnlab.folders import pictures_folder
from cnnlab.images import preparing
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.parts import parts_of
from tests.datasets.collecting import TOKEN, filled, made
from tests.datasets.zips import file_of, photo


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("side", "tone"), [(28, "grey"), (32, "colour"), (48, "grey"), (64, "colour")])
def test_a_set_holds_what_was_collected(side, tone):
    draft = filled()
    data = datasets.load(f"own-{made(draft, side, tone)}")
    assert data.classes == ("cat", "dog", "bird")
    assert data.shape == (side, side, 3 if tone == "colour" else 1)
    counts = np.bincount(data.y_train) + np.bincount(data.y_test)
    assert counts.tolist() == [12, 15, 20]
    assert np.abs(np.bincount(data.y_test) - [2.4, 3, 4]).max() <= 1
    expected = {preparing.fit(photo(1000 * label + place), side, tone).tobytes() for label, count in
                enumerate((12, 15, 20)) for place in range(count)}  # fmt: skip
    assert {each.tobytes() for each in (*data.x_train, *data.x_test)} == expected
    assert datasets.about(f"own-{data.name[4:]}") == datasets.About(data.shape, data.classes)
    assert datasets.size(data.name) == len(data.y_train)


def test_the_same_seed_keeps_the_same_pictures_for_the_test_and_another_does_not():
    draft = filled()
    first, again, other = (datasets.load(f"own-{made(draft, seed=seed)}") for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.x_test, again.x_test)
    assert first.x_test.shape != other.x_test.shape or (first.x_test != other.x_test).any()


def test_a_recipe_trains_on_it_with_every_class_in_every_part():
    name = f"own-{made(filled())}"
    for seed in range(5):
        parts = parts_of(ClassifierRecipe(data=name, validation=0.2, seed=seed))
        for labels in (parts.y_train, parts.y_validation, parts.y_test):
            assert set(labels) == {0, 1, 2}


def test_a_burst_does_not_straddle_training_and_test():
    draft = drafts.draft_of(TOKEN)
    rng = np.random.default_rng(0)
    for name in ("cup", "pen"):
        new = drafts.add_class(draft, name)
        for scene in range(6):
            base = photo(scene + (100 if name == "pen" else 0), 100).astype(int)
            burst = [np.clip(base + rng.normal(0, 3, base.shape), 0, 255).astype(np.uint8) for _ in range(5)]
            adding.add_files(draft, new, [(str(place), file_of(each)) for place, each in enumerate(burst)])
    data = datasets.load(f"own-{made(draft)}")
    assert len(data.y_train) + len(data.y_test) == 60
    means_train, means_test = (x.reshape(len(x), -1).astype(float) for x in (data.x_train, data.x_test))
    nearest = np.sqrt(((means_test[:, None] - means_train[None]) ** 2).mean(2)).min(1)
    assert nearest.min() > 20
    assert own.describe(data.name.removeprefix("own-")).alike == ()
    parts = parts_of(ClassifierRecipe(data=data.name, validation=0.2))
    apart = np.sqrt(
        ((parts.x_validation[:, None].astype(float) - parts.x_train[None]) ** 2).mean((2, 3, 4))
    ).min(1)
    assert apart.min() > 20


def test_a_class_of_one_burst_is_said_and_still_tested():
    draft = filled((12,), ("cat",))
    new = drafts.add_class(draft, "always the same")
    rng = np.random.default_rng(0)
    base = photo(5, 100).astype(int)
    burst = [np.clip(base + rng.normal(0, 3, base.shape), 0, 255).astype(np.uint8) for _ in range(10)]
    adding.add_files(draft, new, [(str(place), file_of(each)) for place, each in enumerate(burst)])
    found = own.describe(made(draft))
    assert found.alike == (1,)
    assert found.train[1] == 8
    assert found.test[1] == 2


@pytest.mark.parametrize(
    ("counts", "names", "says"),
    [
        ((), (), "At least 2 classes"),
        ((6,), ("a",), "At least 2 classes"),
        ((6, 3), ("a", "b"), '"b" has 3 pictures'),
        ((6, 6), ("a", ""), "Class 2 has no name"),
        ((6, 6), ("a", "a"), "same name"),
    ],
)
def test_what_is_missing_is_said(counts, names, says):
    draft = filled(counts, names) if counts else drafts.draft_of(TOKEN)
    with pytest.raises(LabError, match=says):
        made(draft)


def test_pictures_that_become_equal_are_one():
    draft = filled((6,), ("a",))
    new = drafts.add_class(draft, "b")
    # They differ only beside the square that is cut out of the middle.
    wide = [np.hstack([np.full((40, 10, 3), value, np.uint8), photo(3), np.zeros((40, 10, 3), np.uint8)]) for value in
            range(6)]  # fmt: skip
    adding.add_files(draft, new, [(str(place), file_of(each)) for place, each in enumerate(wide)])
    with pytest.raises(LabError, match='only 1 pictures of "b" differ'):
        made(draft)


def test_a_visitor_keeps_five_sets_and_all_together_so_many_bytes(monkeypatch):
    draft = filled((4, 4), ("a", "b"))
    ids = [made(draft) for _ in range(own.MOST_SETS)]
    other = made(draft, owner="somebody else")
    ids.append(made(draft))
    assert [each.id for each in own.sets_of(TOKEN)] == ids[:0:-1]
    assert [each.id for each in own.sets_of("somebody else")] == [other]
    with pytest.raises(LabError, match="not here any more"):
        datasets.load(f"own-{ids[0]}")
    monkeypatch.setattr(own, "MOST_BYTES", 1)
    newest = made(draft)
    assert [each.id for each in own.sets_of(TOKEN)] == [newest]
    assert own.sets_of("somebody else") == ()


def test_only_its_maker_deletes_a_set():
    new = made(filled((4, 4), ("a", "b")))
    own.delete(new, "somebody else")
    assert datasets.load(f"own-{new}").classes == ("a", "b")
    own.delete(new, TOKEN)
    with pytest.raises(LabError, match="not here any more"):
        datasets.about(f"own-{new}")
    own.delete(new, TOKEN)


def test_a_token_cannot_be_read_from_what_is_kept(home):
    made(filled((4, 4), ("a", "b")))
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert len(kept) > 8
    assert not any(
        TOKEN.encode() in path.read_bytes() or TOKEN in str(path.relative_to(home)) for path in kept
    )
    assert drafts.draft_of(TOKEN) != own.owner_of(TOKEN)


@pytest.mark.parametrize(
    "about",
    ["", "[]", "{}", '{"created": "now"}', json.dumps({"created": 1.0, "classes": 3}),
     json.dumps({"created": 1.0, "classes": [], "shape": "x", "train": [], "test": [], "alike": []})],
)  # fmt: skip
def test_a_damaged_set_gets_a_sentence(about):
    new = secrets.token_hex(16)
    pictures_folder(new).mkdir(parents=True)
    (pictures_folder(new) / own.ABOUT).write_text(about)
    with pytest.raises(LabError, match="not here any more"):
        datasets.load(f"own-{new}")


def test_a_pickle_is_never_read():
    new = made(filled((4, 4), ("a", "b")))
    evil = np.array([{"a": 1}] * 4, object)
    np.savez(
        pictures_folder(new) / "pictures.npz",
        x_train=evil,
        y_train=evil,
        x_test=evil,
        y_test=evil,
        groups=evil,
    )
    with pytest.raises(LabError, match="not here any more"):
        datasets.load(f"own-{new}")


@pytest.mark.parametrize("name", ["own-", "own-../../etc", "own-" + "G" * 32, "own-" + "0" * 33, "own"])
def test_what_is_no_id_is_no_data_set(name):
    with pytest.raises(LabError, match="no data set of that name"):
        datasets.load(name)


def test_a_full_disk_is_said(monkeypatch):
    draft = filled((4, 4), ("a", "b"))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(LabError, match="cannot be kept"):
            adding.add_pixels(draft, drafts.classes_of(draft)[0].id, photo(55))
    with monkeypatch.context() as patched:
        patched.setattr(np, "savez_compressed", full)
        with pytest.raises(LabError, match="cannot be kept"):
            made(draft)
    assert own.sets_of(TOKEN) == ()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(LabError, match="cannot be kept"):
            drafts.add_class(draft, "c")
