"""A browser is one visitor, however often the page is loaded; the link of a run lets others watch, and no more."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import expect

from cnnlab.engine import run_files
from cnnlab.engine.store import Store
from cnnlab.folders import home, run_folder
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.visitor_cookie import NAME, is_token
from tests.engine.processes import until

pytestmark = pytest.mark.browser


def cookie(tab):
    (found,) = [each for each in tab.context.cookies() if each["name"] == NAME]
    return found


@pytest.fixture
def other_server():
    """A second server on the laboratory's folder, that works on runs; and the runs that it was asked to end."""
    alive, ended = [], []
    store = Store(home(), beat=0.2)
    store.serve(lambda: tuple(alive), ended.append)

    def begin(owner: str) -> str:
        run = secrets.token_hex(16)
        run_files.write_recipe(run, ClassifierRecipe(data="digits"))
        store.add(run, owner)
        store.change(run, "running")
        alive.append(run)
        return run

    yield store, begin, ended
    alive.clear()
    store.close()


def test_a_run_is_its_owners_and_others_watch(open_tab, other_server):
    store, begin, ended = other_server
    owner, watcher = (open_tab("/", fresh=True) for _ in range(2))
    token = cookie(owner)["value"]
    assert is_token(token)
    assert (cookie(owner)["httpOnly"], cookie(owner)["sameSite"]) == (True, "Lax")
    assert NAME not in owner.page.evaluate("document.cookie")
    assert cookie(watcher)["value"] != token

    run = begin(token)
    for tab in (owner, watcher):  # a reload is a new session and the same visitor
        before = cookie(tab)
        tab.page.goto(f"{tab.server}/classifier?cls_mode=train&run={run}")
        assert cookie(tab)["value"] == before["value"]
    expect(owner.page.get_by_test_id("stMain").get_by_role("button", name="Stop")).to_be_visible()
    expect(watcher.page.get_by_text("a training of somebody else")).to_be_visible()
    expect(watcher.page.get_by_test_id("stMain").get_by_role("button", name="Stop")).to_have_count(0)
    log = run_files.EventLog(run_folder(run))
    log.append(
        {"kind": "start", "steps": 100, "steps_per_epoch": 50, "step": 0, "trained_on": 9}
        | {"parameters": 12, "device": "CPU", "examples": []}
    )
    log.append(
        {"kind": "steps", "step": 42, "loss": 1.0, "accuracy": 0.5, "rate": 0.1, "images_per_second": 900}
    )
    for tab in (owner, watcher):
        expect(tab.page.get_by_text("step 42 of 100")).to_be_visible(timeout=60_000)

    # The server that the owner asks is not the one that works on it.
    owner.page.get_by_test_id("stMain").get_by_role("button", name="Stop").click()
    assert until(lambda: ended, 30)
    assert set(ended) == {run}
    store.change(run, "stopped")
    expect(owner.page.get_by_role("button", name="Resume")).to_be_visible()
    expect(owner.page.get_by_role("button", name="Delete")).to_be_visible()
    expect(watcher.page.get_by_role("button", name="Again from the same start")).to_be_visible()
    for name in ("Resume", "Delete", "Stop"):
        expect(watcher.page.get_by_test_id("stMain").get_by_role("button", name=name)).to_have_count(0)
