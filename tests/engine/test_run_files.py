"""The files of a run, written and read at the same time, on disks that fail."""

from __future__ import annotations

import errno
import json
import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.engine import event_reading, run_files
from cnnlab.engine.clearing import DAYS, GIGABYTES, Clearing
from cnnlab.engine.disk_errors import disk_error, in_words
from cnnlab.engine.event_reading import events
from cnnlab.engine.probe import answer_probe, probe
from cnnlab.engine.run_files import EventLog
from cnnlab.engine.store import Store
from cnnlab.errors import LabError
from cnnlab.folders import HOME, run_folder
from cnnlab.recipes import ClassifierRecipe

ROOT = Path(__file__).parents[2]
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path


@pytest.fixture
def run(home):
    name = secrets.token_hex(16)
    run_files.write_recipe(name, ClassifierRecipe(data="digits", epochs=2))
    return name


def told(number):
    return {"kind": "steps", "step": number, "loss": 0.5}


def test_a_recipe_is_kept_and_replaced(run):
    assert run_files.recipe_of(run) == ClassifierRecipe(data="digits", epochs=2)
    run_files.write_recipe(run, ClassifierRecipe(data="digits", epochs=30))
    assert run_files.recipe_of(run).epochs == 30
    assert [path.name for path in run_folder(run).iterdir()] == ["recipe.json"]


def test_events_are_read_from_where_one_was(run):
    log = EventLog(run_folder(run))
    assert events(run) == ()
    for number in range(5):
        log.append(told(number))
    assert events(run) == tuple(map(told, range(5)))
    assert events(run, 3) == (told(3), told(4))
    assert events(run, 5) == events(run, 99) == ()
    log.append(told(5))
    assert events(run, 5) == (told(5),)
    assert events(run, -1) == events(run) == tuple(map(told, range(6)))


def test_what_was_read_is_not_parsed_again(run, monkeypatch):
    log = EventLog(run_folder(run))
    for number in range(1000):
        log.append(told(number))
    assert len(events(run)) == 1000
    parsed = []
    monkeypatch.setattr(event_reading, "_event", lambda line: parsed.append(line) or json.loads(line))
    log.append(told(1000))
    assert events(run, 1000) == (told(1000),)
    assert events(run, 999) == (told(999), told(1000))
    assert len(parsed) == 3


@settings(max_examples=60)
@given(st.data())
def test_a_torn_file_is_read_up_to_the_tear_and_goes_on(data):
    name = secrets.token_hex(16)
    run_folder(name).mkdir(parents=True)
    log, path = EventLog(run_folder(name)), run_folder(name) / "events.jsonl"
    seen: list[dict] = []
    expected: list[dict] = []
    for number in range(data.draw(st.integers(1, 6))):
        log.append(told(number))
        expected.append(told(number))
        if data.draw(st.booleans()):
            # The writer dies within the next line; not at its end, or it would be a whole one.
            line = json.dumps(told(100 + number)).encode()
            with path.open("ab") as file:
                file.write(line[: data.draw(st.integers(1, len(line) - 1))])
        if data.draw(st.booleans()):
            seen += events(name, len(seen))
            assert seen == expected
    assert seen + list(events(name, len(seen))) == expected
    assert list(events(name)) == expected
    run_files.remove(name)


def test_one_writes_while_others_read(run):
    count = 300
    collected = [[] for _ in range(3)]

    def follow(seen):
        while len(seen) < count:
            seen += events(run, len(seen))

    readers = [threading.Thread(target=follow, args=(seen,), daemon=True) for seen in collected]
    for reader in readers:
        reader.start()
    log = EventLog(run_folder(run))
    for number in range(count):
        log.append(told(number))
    for reader in readers:
        reader.join(20)
    assert collected == [[told(number) for number in range(count)]] * 3


def test_memory_of_files_has_an_end(home):
    for _ in range(event_reading.MOST_FILES + 10):
        assert events(secrets.token_hex(16)) == ()
    assert len(event_reading._files) == event_reading.MOST_FILES


def test_metrics_come_when_they_are_whole(run):
    path = run_folder(run) / "metrics.json"
    assert run_files.metrics(run) is None
    path.write_text('{"test_accuracy": 0.')
    assert run_files.metrics(run) is None
    path.write_text('{"test_accuracy": 0.5}')
    assert run_files.metrics(run) == {"test_accuracy": 0.5}


@pytest.mark.parametrize(
    "name",
    [
        *("../recipe.json", "../../secret.png", "/etc/passwd", "a/b.png", "..png", ".png", "a.png\n"),
        *("a.PNG", "a.png\0", "a\\b.png", "", "a" * 70 + ".png", "recipe.json", None, 3),
    ],
)
def test_no_name_leads_out_of_the_pictures(run, name):
    pictures = run_folder(run) / "pictures"
    pictures.mkdir()
    (pictures.parent.parent / "secret.png").write_bytes(b"secret")
    assert run_files.picture(run, name) is None


def test_pictures_and_snapshots(run):
    pictures, checkpoints = run_folder(run) / "pictures", run_folder(run) / "checkpoints"
    assert run_files.snapshots(run) == ()
    assert run_files.picture(run, "kernels-10.png") is None
    pictures.mkdir()
    checkpoints.mkdir()
    (pictures / "kernels-10.png").write_bytes(b"png")
    for name in ("100.npz", "0.npz", "20.npz", "20.npz.new", "x.npz"):
        (checkpoints / name).write_bytes(b"")
    assert run_files.picture(run, "kernels-10.png") == b"png"
    assert run_files.snapshots(run) == (0, 20, 100)


@pytest.mark.parametrize("function", [events, run_files.metrics, run_files.recipe_of, run_files.snapshots])
@pytest.mark.parametrize("name", ["", "..", "../../etc", "A" * 32, "a" * 33, "a" * 32 + "\n"])
def test_what_is_no_id_is_refused(home, function, name):
    with pytest.raises(LabError, match="link"):
        function(name)


def test_a_run_that_is_gone_is_gone(run, home):
    log = EventLog(run_folder(run))
    log.append(told(0))
    assert events(run) == (told(0),)
    run_files.remove(run)
    assert list((home / "runs").iterdir()) == []
    assert events(run) == ()
    assert run_files.metrics(run) is None
    with pytest.raises(LabError, match="deleted"):
        run_files.recipe_of(run)
    with pytest.raises(LabError, match="deleted"):
        log.append(told(1))  # the worker goes on for a moment
    assert not run_folder(run).exists()
    run_files.remove(run)


def test_the_remains_of_a_deletion_that_was_broken_off_go(run, home):
    (home / "runs" / f"{'a' * 32}.deleted" / "pictures").mkdir(parents=True)
    (home / "runs" / "notes.deleted").mkdir()
    run_files.remove_remains()
    assert {path.name for path in (home / "runs").iterdir()} == {run, "notes.deleted"}


# Disks that fail

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


# Workers elsewhere


def test_a_probe_finds_the_same_folder(home):
    probe(lambda function, *args: function(*args))
    assert list(home.iterdir()) == []


def test_a_probe_says_that_the_folder_is_another(home, tmp_path_factory, monkeypatch):
    monkeypatch.setattr("cnnlab.engine.probe.PATIENCE", 0.1)

    def elsewhere(function, *args):
        with monkeypatch.context() as other:
            other.setenv(HOME, str(tmp_path_factory.mktemp("worker")))
            return function(*args)

    with pytest.raises(LabError, match="CNNLAB_HOME"):
        probe(elsewhere)
    assert list(home.iterdir()) == []


def test_a_probe_says_that_a_worker_may_not_write(home, monkeypatch):
    def read_only(function, *args):
        def fail(*_args, **_options):
            raise OSError(errno.EROFS, "Read-only file system")

        with monkeypatch.context() as other:
            other.setattr(Path, "write_text", fail)
            return function(*args)

    with pytest.raises(LabError, match="read and write"):
        probe(read_only)


def test_a_probe_answers_nothing_but_probes(home):
    (home / "probe-x").write_text("x")
    assert not answer_probe("x")
    assert not answer_probe("../x")


# Old runs


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


@pytest.mark.parametrize("value", ["much", "0", "-1", "nan", "inf"])
def test_a_setting_that_is_no_number_is_said(ended, monkeypatch, value):
    monkeypatch.setenv(GIGABYTES, value)
    with pytest.raises(LabError, match=GIGABYTES):
        Clearing(ended.store)
