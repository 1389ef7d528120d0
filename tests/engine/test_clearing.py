"""Old runs go: the one that ended first first, and none that is at work."""

from __future__ import annotations

import json
import os
import secrets
import time

import numpy as np
import pytest

from cnnlab.datasets import drafts, own
from cnnlab.engine import run_files
from cnnlab.engine.clearing import DAYS, GIGABYTES, Clearing
from cnnlab.engine.store import Store
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import ClassifierRecipe


@pytest.fixture
def ended(home):
    """Return a function that makes runs which ended one day after another, each of 10 kB; and the store."""
    clock = [0.0]
    store = Store(home, clock=lambda: clock[0])

    def ended(count: int) -> list[str]:
        names = []
        for _ in range(count):
            names.append(secrets.token_hex(16))
            run_files.write_recipe(names[-1], ClassifierRecipe(data="digits"))
            (run_folder(names[-1]) / "weights").write_bytes(bytes(10_000))
            store.add(names[-1], "me")
            clock[0] += 86_400
            store.change(names[-1], "done")
        return names

    ended.store, ended.clock = store, clock
    return ended


def test_nothing_goes_without_need(ended):
    names = ended(3)
    assert Clearing(ended.store).round(1e12) == ()
    assert [row.id for row in ended.store.ended()] == names


def test_the_oldest_go_when_they_are_too_old(ended, monkeypatch):
    names = ended(5)
    monkeypatch.setenv(DAYS, "2.5")
    assert Clearing(ended.store).round(ended.clock[0]) == tuple(names[:2])
    assert [run_folder(name).exists() for name in names] == [False, False, True, True, True]
    assert [row.id for row in ended.store.ended()] == names[2:]


def test_the_oldest_go_when_all_are_too_large(ended, monkeypatch):
    names = ended(5)
    monkeypatch.setenv(GIGABYTES, "35e-6")
    clearing = Clearing(ended.store)
    ended.store.change(names[0], "queued")  # somebody goes on with the oldest one
    assert clearing.round(ended.clock[0]) == (names[1],)
    assert run_folder(names[0]).exists()
    (run_folder(names[0]) / "weights").write_bytes(bytes(50_000))
    ended.clock[0] += 1
    ended.store.change(names[0], "done")  # it has grown, and is the one that ended last
    assert clearing.round(ended.clock[0]) == (*names[2:], names[0])


def test_own_pictures_go_when_they_are_too_old(ended, home, monkeypatch):
    monkeypatch.setenv(DAYS, "2.5")
    for age, name in ((3, "a" * 32), (2, "b" * 32)):
        own.write(home / "pictures" / name, {"owner": "me"}, {"x_train": np.zeros(3, np.uint8)})
        about = home / "pictures" / name / own.ABOUT
        about.write_text(json.dumps({"created": 1e9 - age * 86_400}), "utf-8")
    Clearing(ended.store).round(1e9)
    assert [folder.name for folder in (home / "pictures").iterdir()] == ["b" * 32]


def test_drafts_that_nobody_touches_go(ended, home):
    for age, name in ((drafts.LONGEST_AGE + 60, "a" * 32), (60, "b" * 32)):
        drafts.add_class(name, "a class")
        left = time.time() - age
        os.utime(home / "drafts" / name / "draft.json", (left, left))
    Clearing(ended.store).round(time.time())
    assert [folder.name for folder in (home / "drafts").iterdir()] == ["b" * 32]


def test_half_a_set_does_not_stay(home, monkeypatch):
    def full(file, **_):
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="space"):
        own.write(home / "pictures" / ("a" * 32), {}, {})
    assert list((home / "pictures").iterdir()) == []


@pytest.mark.parametrize("value", ["much", "0", "-1", "nan", "inf"])
def test_a_setting_that_is_no_number_is_said(ended, monkeypatch, value):
    monkeypatch.setenv(GIGABYTES, value)
    with pytest.raises(LabError, match=GIGABYTES):
        Clearing(ended.store)
