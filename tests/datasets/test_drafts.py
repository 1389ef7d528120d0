"""Pictures that are being collected: added, named, left out, removed, bounded."""

from __future__ import annotations

import os

import numpy as np
import pytest

from cnnlab.datasets import adding, drafts
from cnnlab.datasets.draft_report import report_draft
from cnnlab.errors import LabError
from cnnlab.folders import draft_folder
from cnnlab.images import preparing
from tests.datasets.collecting import TOKEN, filled, silent
from tests.datasets.zips import file_of, packed, photo


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    return tmp_path


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


def test_of_drafts_that_are_too_large_together_those_left_longest_ago_go(monkeypatch):
    monkeypatch.setattr(drafts, "MOST_BYTES", 2500)
    monkeypatch.setattr(drafts, "LONGEST_AGE", 1e10)
    names = [drafts.draft_of(str(number)) for number in range(4)]
    for place, name in enumerate(names):
        which = drafts.add_class(name, "a class")
        (draft_folder(name) / which / "0.png").write_bytes(b"0" * 1000)
        os.utime(draft_folder(name) / "draft.json", (1e9 + place, 1e9 + place))
    drafts.forget_old()
    assert [bool(drafts.classes_of(name)) for name in names] == [False, False, True, True]


def test_old_drafts_go(monkeypatch):
    filled((4,), ("a",))
    monkeypatch.setattr(drafts, "LONGEST_AGE", -1)
    other = drafts.draft_of("somebody else")
    drafts.add_class(other, "b")
    assert not draft_folder(drafts.draft_of(TOKEN)).exists()
    assert [each.name for each in drafts.classes_of(other)] == ["b"]
