"""The files of a run, written and read at the same time."""

from __future__ import annotations

import json
import secrets
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.engine import event_reading, run_files
from cnnlab.engine.event_reading import events, standing
from cnnlab.engine.run_files import EventLog
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import ClassifierRecipe

ROOT = Path(__file__).parents[2]


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


def test_what_a_later_start_takes_back_does_not_stand():
    def start(step):
        return {"kind": "start", "step": step}

    # It died after step 7, and its last checkpoint was of step 5.
    before = (start(0), *map(told, range(1, 8)))
    assert standing(before) == before
    again = (*before, start(5), told(6))
    assert standing(again) == (*before[:6], start(5), told(6))
    assert standing((*again, start(0))) == (start(0), start(0))


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
