"""Who may do what with a run: everybody may watch, its owner alone may act, whoever asks the engine."""

from __future__ import annotations

import secrets
import shutil

import pytest

from cnnlab.engine import run_files, serving
from cnnlab.errors import LabError
from cnnlab.folders import HOME, run_folder
from cnnlab.recipes import ClassifierRecipe

MINE, YOURS = "1a" * 16, "2b" * 16


@pytest.fixture
def begun(inline, tmp_path, monkeypatch):
    """Return a function that makes a run of mine, in a laboratory of its own, without training."""
    monkeypatch.setenv(HOME, str(tmp_path))

    def begun(status: str) -> str:
        run = secrets.token_hex(16)
        run_files.write_recipe(run, ClassifierRecipe(data="digits"))
        run_files.EventLog(run_folder(run)).append({"kind": "start"})
        store = serving.begin()
        store.add(run, MINE)
        store.change(run, status)
        return run

    yield begun
    serving.end()


@pytest.mark.parametrize("status", ["running", "done", "stopped", "lost"])
@pytest.mark.parametrize(
    "visitor", [YOURS, "", MINE.upper(), MINE[:-1]], ids=["other", "none", "upper", "short"]
)
def test_the_link_lets_others_watch_and_no_more(inline, begun, status, visitor):
    run = begun(status)
    before = {path: path.read_bytes() for path in run_folder(run).rglob("*")}
    seen = inline.run(run, visitor)
    assert (seen.mine, seen.status, seen.alive) == (False, status, status == "running")
    assert inline.events(run) == ({"kind": "start"},)
    for act in (inline.stop_run, inline.resume, inline.delete_run):
        with pytest.raises(LabError, match="belongs to somebody else"):
            act(run, visitor)
    assert {path: path.read_bytes() for path in run_folder(run).rglob("*")} == before
    owners = inline.run(run, MINE)
    assert (owners.mine, owners.status) == (True, status)
    assert inline.runs_of(visitor) == ()
    assert [each.id for each in inline.runs_of(MINE)] == [run]


def test_its_owner_deletes_it_and_then_nobody_finds_it(inline, begun):
    run = begun("done")
    inline.delete_run(run, MINE)
    assert not run_folder(run).exists()
    assert inline.runs_of(MINE) == ()
    assert inline.events(run) == ()
    for act in (inline.run, inline.stop_run, inline.resume, inline.delete_run):
        with pytest.raises(LabError, match="deleted"):
            act(run, MINE)


@pytest.mark.parametrize("link", ["", "x", "../../etc/passwd", "A" * 32, "a" * 31])
def test_what_is_no_id_is_refused(inline, begun, link):
    for act in (inline.run, inline.stop_run, inline.resume, inline.delete_run):
        with pytest.raises(LabError, match="link"):
            act(link, MINE)


def test_a_run_whose_files_somebody_took_away_is_said_and_not_listed(inline, begun):
    kept, gone = begun("done"), begun("done")
    shutil.rmtree(run_folder(gone))
    with pytest.raises(LabError, match="deleted"):
        inline.run(gone, MINE)
    assert [each.id for each in inline.runs_of(MINE)] == [kept]


def test_what_an_earlier_server_left_behind_is_lost_and_keeps_what_it_had(inline, begun):
    run = begun("running")
    serving.end()  # the server ends, and another one starts
    seen = inline.run(run, MINE)
    assert (seen.status, seen.mine) == ("lost", True)
    assert "continued" in str(seen.error)
    assert inline.events(run) == ({"kind": "start"},)
