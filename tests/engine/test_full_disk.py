"""Disks that are full, folders that may only be read, files that are damaged: one sentence, and nothing is lost."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlab.engine import run_files
from cnnlab.engine.disk_errors import disk_error, in_words
from cnnlab.engine.run_files import EventLog
from cnnlab.engine.store import NAME, Store
from cnnlab.errors import LabError
from cnnlab.folders import HOME, run_folder
from cnnlab.recipes import ClassifierRecipe

ROOT = Path(__file__).parents[2]
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def run(home):
    name = secrets.token_hex(16)
    run_files.write_recipe(name, ClassifierRecipe(data="digits", epochs=2))
    return name


def told(number):
    return {"kind": "steps", "step": number, "loss": 0.5}


def add(store):
    name = secrets.token_hex(16)
    store.add(name, "me")
    assert store.change(name, "running")
    return name


LIMITED = """
import resource, sys
from cnnlab.engine.event_reading import events
from cnnlab.engine.run_files import EventLog, write_recipe
from cnnlab.engine.store import Store
from cnnlab.errors import LabError
from cnnlab.folders import home, run_folder
from cnnlab.recipes import ClassifierRecipe
run = "a" * 32
write_recipe(run, ClassifierRecipe(data="digits"))
store = Store(home())
store.add(run, "me")
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
log, count = EventLog(run_folder(run)), 0
try:
    while True:
        log.append({"kind": "steps", "step": count})
        count += 1
except LabError as error:
    print(error)
assert len(events(run)) == count > 100
assert (run_folder(run) / "events.jsonl").read_bytes().endswith(b"}\\n")
for act in (lambda: store.change(run, "running"), lambda: [store.add(f"{n:032x}", "me") for n in range(999)]):
    try:
        act()
    except LabError as error:
        print(error)
print(store.row(run).status)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_file_that_may_not_grow_any_more(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", LIMITED],
        cwd=ROOT,
        env={**os.environ, HOME: str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    *sentences, status = result.stdout.splitlines()
    assert len(sentences) >= 2, result.stderr
    assert all("disk of the laboratory is full" in sentence for sentence in sentences)
    assert status in ("queued", "running")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_without_room(run):
    (run_folder(run) / "events.jsonl").symlink_to("/dev/full")
    with pytest.raises(LabError, match="disk of the laboratory is full"):
        EventLog(run_folder(run)).append(told(0))


def test_a_recipe_that_does_not_fit_leaves_the_old_one(run, monkeypatch):
    def fail(*_args, **_options):
        raise FULL

    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(LabError, match="disk of the laboratory is full"):
        run_files.write_recipe(run, ClassifierRecipe(data="digits", epochs=9))
    assert run_files.recipe_of(run).epochs == 2


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FULL, "is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "is full"),
        (OSError("Can't write data (file write failed: errno = 28, 'No space left on device')"), "is full"),
        (RuntimeError("Unable to flush: No space left on device"), "is full"),
        (OSError(errno.EROFS, "Read-only file system"), "may not write"),
        (PermissionError(errno.EACCES, "Permission denied"), "may not write"),
    ],
)
def test_errors_of_the_disk_are_said(error, sentence):
    assert sentence in str(disk_error(error))
    with pytest.raises(LabError, match=sentence), in_words():
        raise error


def test_other_errors_are_left_as_they_are():
    assert disk_error(ValueError("x")) is None
    with pytest.raises(FileNotFoundError), in_words():
        raise FileNotFoundError(errno.ENOENT, "No such file")


@pytest.mark.parametrize("what", ["no database", "a folder"])
def test_a_file_that_is_none_of_ours_is_said(tmp_path, what):
    if what == "a folder":
        (tmp_path / NAME).mkdir()
    else:
        (tmp_path / NAME).write_bytes(b"not a database" * 1000)
    store = Store(tmp_path)
    with pytest.raises(LabError):
        store.row("a" * 32)
    store.serve()  # in a thread of its own: it only writes it into the log
    store.close()


def test_a_home_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LabError, match="CNNLAB_HOME"):
        Store(tmp_path / "file" / "home").add("a" * 32, "me")


def test_a_list_on_a_full_disk_is_said_and_what_was_there_stays(tmp_path):
    store = Store(tmp_path)
    run = add(store)
    connection = sqlite3.connect(tmp_path / NAME)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    with store._opened().connect() as held:  # the same connection comes back from the pool
        held.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(LabError, match="disk of the laboratory is full"):
        _ = [add(store) for _ in range(1000)]
    assert store.row(run).status == "running"
    assert store.delete(run)
    store.close()


def test_a_list_that_may_only_be_read_is_said(tmp_path):
    store = Store(tmp_path)
    run = add(store)
    with store._opened().connect() as held:
        held.exec_driver_sql("PRAGMA query_only=1")
    with pytest.raises(LabError, match="may not write"):
        store.change(run, "done")
    assert store.row(run).status == "running"
    store.close()
