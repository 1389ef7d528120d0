"""Experiments in a browser: run one, reload the page while it runs, stop it; and a chart that lets curves go."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cnnlab.recipes.experiments import EXPERIMENTS
from cnnlab.web.visitor_cookie import NAME
from tests.web.made_runs import OTHER, made_run

pytestmark = pytest.mark.browser

BEGINNING = 90_000
"""Milliseconds: the worker that trains may have to start first."""


def test_an_experiment_survives_a_reload_and_stops(open_tab):
    tab = open_tab("/classifier?cls_mode=compare&cls_experiment=optimisers", fresh=True)
    page = tab.page
    expect(page.get_by_text("Measured beforehand", exact=True)).to_be_visible()
    expect(page.locator(".cls-bars .fill")).to_have_count(6)
    page.get_by_role("button", name="Run this experiment").click()
    learned = page.locator(".cls-bars .value", has_text="% learned")
    expect(learned.first).to_be_visible(timeout=BEGINNING)
    page.wait_for_url("**cls_arms=*")
    page.reload()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    expect(page.locator(".cls-bars .value", has_text="waiting").first).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("Train what is missing|Run this"))).to_be_visible()
    expect(page.locator(".cls-bars .value", has_text="waiting")).to_have_count(0)


def test_a_card_opens_an_experiment_and_its_runs_are_found(open_tab):
    tab = open_tab("/classifier?cls_mode=compare", fresh=True)
    page = tab.page
    (cookie,) = [each for each in tab.context.cookies() if each["name"] == NAME]
    for arm in EXPERIMENTS["shuffled"].arms:
        made_run(arm.recipe, cookie["value"], accuracy=0.65)
    expect(page.get_by_role("tab", name="Lesson")).to_be_visible()
    tab.settle()
    page.locator(".cls-cards a", has_text="Shuffled labels").click()
    expect(page.get_by_role("heading", name="Shuffled labels")).to_be_visible()
    expect(page.get_by_role("button", name="Train all again")).to_be_visible()
    expect(page.locator(".cls-bars .value", has_text="65.0 %")).to_have_count(2)


def test_a_click_on_a_name_hides_its_curves(open_tab):
    runs = [made_run(owner=OTHER) for _ in range(2)]
    tab = open_tab(f"/classifier?cls_mode=compare&cls_compare=runs&cls_runs={','.join(runs)}", fresh=True)
    lines = tab.page.locator(".js-plotly-plot .scatterlayer .trace")
    expect(lines).to_have_count(4)
    tab.page.locator(".js-plotly-plot .legendtoggle").first.click()
    expect(lines).to_have_count(2)


@pytest.mark.parametrize("name", ["little_data", "dense_conv"])
def test_nothing_is_wider_than_a_phone(open_tab, name):
    tab = open_tab(
        f"/classifier?cls_mode=compare&cls_experiment={name}",
        fresh=True,
        viewport={"width": 390, "height": 844},
    )
    expect(tab.page.locator(".cls-cards")).to_be_visible()
    main = tab.page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth + 1")
