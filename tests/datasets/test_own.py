"""Sets of own pictures: collected, made, found again, bounded, and nobody else's."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

import numpy as np
import pytest

from cnnlab import datasets
from cnnlab.datasets import adding, drafts, making, own
from cnnlab.datasets.draft_report import report_draft
from cnnlab.errors import LabError
from cnnlab.folders import draft_folder, pictures_folder
from cnnlab.images import preparing
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.parts import parts_of
from tests.datasets.zips import file_of, packed, photo

TOKEN = "a visitor"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    return tmp_path


def silent(*_, **__):
    pass


def filled(counts=(12, 15, 20), names=("cat", "dog", "bird")) -> str:
    draft = drafts.draft_of(TOKEN)
    for label, (count, name) in enumerate(zip(counts, names, strict=True)):
        new = drafts.add_class(draft, name)
        files = [(f"{place}.png", file_of(photo(1000 * label + place))) for place in range(count)]
        adding.add_files(draft, new, files)
    return draft


def made(draft: str, side=32, tone="colour", seed=0, owner=TOKEN) -> str:
    return making.make(draft, own.owner_of(owner), side, tone, seed, silent)


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


def test_doubles_are_left_out_and_named():
    draft = drafts.draft_of(TOKEN)
    first, second = (drafts.add_class(draft, name) for name in ("a", "b"))
    picture = photo(1)
    added = adding.add_files(
        draft, first, [("one.png", file_of(picture)), ("two.bmp", file_of(picture, "BMP")), ("x.png", b"no")]
    )
    assert added.taken == 1
    assert {skip.reason.message: skip.names for skip in added.skips} == {
        "The same picture is there already.": ("two.bmp",),
        "The file contains text, whatever its name says, and not a picture. Choose a PNG, JPEG or WebP file.": (
            "x.png",
        ),
    }
    elsewhere = adding.add_files(draft, second, [("three.png", file_of(picture))])
    assert elsewhere.taken == 0
    assert "another class" in str(elsewhere.skips[0].reason)


def test_a_zip_fills_classes_by_its_folders():
    draft = filled((4,), ("cat",))
    files = {f"{name}/{place}.png": file_of(photo(90 + place + 50 * label)) for label, name in
             enumerate(("cat", "猫 狗", "x")) for place in range(3)}  # fmt: skip
    told = []
    added = adding.add_archive(
        draft,
        packed({**files, "cat/readme.txt": b"some text", "loose.png": b""}),
        lambda fraction, **words: told.append((fraction, words["done"])),
    )
    assert added.taken == 9
    assert sum(skip.count for skip in added.skips) == 2
    assert [(each.name, len(each.files)) for each in drafts.classes_of(draft)] == [
        ("cat", 7),
        ("猫 狗", 3),
        ("x", 3),
    ]
    assert [done for _, done in told] == list(range(10))
    assert all(0 <= fraction < 1 for fraction, _ in told)


def test_limits_on_classes_and_pictures(monkeypatch):
    draft = drafts.draft_of(TOKEN)
    monkeypatch.setattr(drafts, "MOST_PICTURES", 5)
    names = [f"class {number}/{place}.png" for number in range(22) for place in range(1)]
    added = adding.add_archive(
        draft, packed({name: file_of(photo(number)) for number, name in enumerate(names)}), silent
    )
    assert added.taken == 5
    assert len(drafts.classes_of(draft)) == drafts.MOST_CLASSES
    assert {skip.reason.message for skip in added.skips} == {
        "A set has {most} pictures at the most.",
        "A set has {most} classes at the most.",
    }
    with pytest.raises(LabError, match="20 classes"):
        drafts.add_class(draft, "one more")


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


def test_classes_are_renamed_and_removed_and_pictures_too():
    draft = filled((4, 4), ("a", "b"))
    first, second = drafts.classes_of(draft)
    drafts.rename_class(draft, first.id, "  new\n\x00name  ")
    drafts.remove_picture(draft, first.id, first.files[0])
    drafts.remove_picture(draft, first.id, "../draft.json")
    drafts.remove_class(draft, second.id)
    drafts.remove_class(draft, "../..")
    drafts.rename_class(draft, "../..", "x")
    (left,) = drafts.classes_of(draft)
    assert left == drafts.DraftClass(first.id, "new name", first.files[1:])
    assert adding.add_pixels(draft, first.id, photo(77)).taken == 1
    with pytest.raises(LabError, match="removed meanwhile"):
        adding.add_pixels(draft, second.id, photo(78))
    drafts.clear(draft)
    assert drafts.classes_of(draft) == ()


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


def test_what_is_seen_of_a_draft():
    draft = filled((12, 4), ("a", "b"))
    classes = drafts.classes_of(draft)
    gone = classes[1].files[-1]
    drafts.remove_picture(draft, classes[1].id, gone)
    report = report_draft(draft, classes, classes[0].id, classes[0].files[2], 28, "grey")
    assert [len(strip) for strip in report.strips] == [8, 3]
    assert report.files == classes[0].files[::-1]
    np.testing.assert_array_equal(report.original, photo(2))
    np.testing.assert_array_equal(report.squared[..., 0], preparing.fit(photo(2), 28, "grey"))
    nothing = report_draft(draft, (), "", "", 28, "grey")
    assert nothing.files == ()
    assert nothing.original is None


def test_names_do_nothing():
    name = drafts.clean("![x](http://a.b) <b>*hot_dog*</b> `$a$` |\u202e\n" + "long" * 20)
    assert not set(name) & set("[]<>*_`$|\\\u202e\n")
    assert "hot dog" in name
    assert len(name) <= drafts.LONGEST_NAME
    assert drafts.clean("  小猫 \t 狗 ") == "小猫 狗"


def test_of_very_many_drafts_those_left_longest_ago_go(monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    ids = [drafts.draft_of(str(number)) for number in range(3)]
    for place, draft in enumerate(ids):
        drafts.add_class(draft, "a")
        os.utime(draft_folder(draft) / "draft.json", (1e9 + place, 1e9 + place))
        monkeypatch.setattr(drafts, "LONGEST_AGE", 1e10)
    drafts.add_class(drafts.draft_of("one more"), "a")
    assert [draft_folder(draft).exists() for draft in ids] == [False, False, True]


def test_old_drafts_go(monkeypatch):
    filled((4,), ("a",))
    monkeypatch.setattr(drafts, "LONGEST_AGE", -1)
    other = drafts.draft_of("somebody else")
    drafts.add_class(other, "b")
    assert not draft_folder(drafts.draft_of(TOKEN)).exists()
    assert [each.name for each in drafts.classes_of(other)] == ["b"]
