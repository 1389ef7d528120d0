"""A file that is fetched is there whole, or not at all."""

from __future__ import annotations

import hashlib
import os

import pytest

from cnnlab.errors import LabError
from cnnlab.inference.fetching import fetch_file

DATA = bytes(range(256)) * 4000
MD5 = hashlib.md5(DATA, usedforsecurity=False).hexdigest()


@pytest.fixture
def address(tmp_path):
    """A file's address: nothing here needs the internet."""
    (tmp_path / "source").write_bytes(DATA)
    return (tmp_path / "source").as_uri()


def left(folder):
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_it_comes_whole_and_says_how_far_it_is(address, tmp_path):
    told = []
    fetch_file(
        address, tmp_path / "there" / "file.h5", MD5, 2_000_000, lambda part: told.append(part) or True
    )
    assert (tmp_path / "there" / "file.h5").read_bytes() == DATA
    assert told == sorted(told)
    assert told[-1] == 1
    assert left(tmp_path / "there") == ["file.h5"]


@pytest.mark.parametrize(
    ("md5", "most", "report", "says"),
    [
        ("0" * 32, 2_000_000, lambda part: True, "not what it should be"),
        (MD5, 1000, lambda part: True, "stopped"),
        (MD5, 2_000_000, lambda part: False, "stopped"),
    ],
)
def test_nothing_is_left_of_one_that_is_wrong_too_large_or_stopped(
    address, tmp_path, md5, most, report, says
):
    with pytest.raises(LabError, match=says):
        fetch_file(address, tmp_path / "there" / "file.h5", md5, most, report)
    assert left(tmp_path / "there") == []


def test_no_way_there_is_a_sentence(tmp_path):
    with pytest.raises(LabError, match="cannot be fetched"):
        fetch_file((tmp_path / "nothing").as_uri(), tmp_path / "there" / "file.h5", MD5, 10)
    assert left(tmp_path / "there") == []


def test_what_an_ended_process_has_left_is_removed_and_what_another_one_writes_is_not(address, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    for name, age in (("old", 10_000), ("new", 0)):
        left_over = there / f"file.h5.{name}.part"
        left_over.write_bytes(b"x")
        then = left_over.stat().st_mtime - age
        os.utime(left_over, (then, then))
    fetch_file(address, there / "file.h5", MD5, 2_000_000)
    assert left(there) == ["file.h5", "file.h5.new.part"]
