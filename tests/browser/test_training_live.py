"""A training before one's eyes: it grows, survives a reload, is watched by others, stops and goes on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds: a worker that trains may have to start first."""
SMALL = "/classifier?cls_mode=train&cls_preset=own&cls_layers=conv-4-5-s3;flatten"
LONG = "/classifier?cls_mode=train&cls_preset=own&cls_layers=conv-64-3;conv-64-3;flatten&cls_batch=4&cls_epochs=200"
"""Some 60,000 slow steps: many minutes, and nobody waits for its end."""
SHORT = SMALL + "&cls_examples=200&cls_batch=16&cls_epochs=2"


def number(tab, selector: str, name: str) -> int:
    return int(tab.page.locator(selector).get_attribute(f"data-{name}") or 0)


def button(tab, name: str):
    # By its role: a button with a help text is there twice, once for the pointer and once for the finger.
    return tab.page.get_by_test_id("stMain").get_by_role("button", name=name)


def grows(tab, beyond: int) -> int:
    """Wait until the curve has gone beyond a step, and return how far."""
    expect(tab.page.locator(".curves[data-step]")).not_to_have_attribute(
        "data-step", str(beyond), timeout=PATIENCE
    )
    step = number(tab, ".curves", "step")
    assert step > beyond
    return step


def test_digits_are_learned_live(open_tab):
    tab = open_tab(LONG)
    train = tab.page.locator(".st-key-cls_train button")
    train.click()
    step = grows(tab, 0)
    step = grows(tab, step)
    assert re.fullmatch("[0-9a-f]{32}", tab.query["run"])
    expect(tab.page.locator(".looks .example")).to_have_count(8)
    expect(tab.page.locator(".looks img.sheet")).to_be_visible()
    tab.picture("training_live")

    # A reload is another session of the same visitor: the run is still theirs, and it has gone on.
    address = tab.page.url
    tab.page.reload()
    step = grows(tab, step)
    stop = button(tab, "Stop")
    expect(stop).to_be_visible()

    # Somebody else who has the link sees the same and can stop nothing.
    other = open_tab(address.removeprefix(tab.server), fresh=True)
    grows(other, step)
    expect(other.page.get_by_text("You watch a training of somebody else")).to_be_visible()
    expect(button(other, "Stop")).to_have_count(0)

    stop.click()
    expect(tab.page.get_by_text("What it has learned is kept")).to_be_visible(timeout=PATIENCE)
    expect(other.page.get_by_text("What it has learned is kept")).to_be_visible(timeout=PATIENCE)
    expect(button(other, "Resume")).to_have_count(0)
    stood = number(tab, ".curves", "step")

    button(tab, "Resume").click()
    grows(tab, stood)
    button(tab, "Stop").click()
    expect(button(tab, "Resume")).to_be_visible(timeout=PATIENCE)


def request_in(message: str | bytes) -> ClientState:
    """Read what a message asks the server for; of a message of another kind, nothing."""
    return BackMsg.FromString(message).rerun_script if isinstance(message, bytes) else ClientState()


def test_a_press_that_arrives_after_the_time_is_known_is_not_lost(open_tab):
    """The page is drawn again when the cost is known, and a press may be on its way just then."""
    tab = open_tab("/classifier", fresh=True)
    held = []

    def route(socket):
        server = socket.connect_to_server()

        def pass_on(message):
            request = request_in(message)
            if held:
                server.send(message)
            elif any(
                widget.trigger_value and widget.id.endswith("cls_train")
                for widget in request.widget_states.widgets
            ):
                held.append((server, message))
            elif not request.is_auto_rerun:  # before the press nobody looks whether the time is known
                server.send(message)

        socket.on_message(pass_on)

    tab.page.route_web_socket(re.compile("/_stcore/stream"), route)
    tab.open(SHORT + "&cls_seed=4321")
    train = tab.page.locator(".st-key-cls_train button")
    assert "about" not in train.inner_text()
    train.click()
    expect(train).to_contain_text("about", timeout=PATIENCE)
    server, message = held[0]
    server.send(message)
    expect(button(tab, "Again from the same start")).to_be_visible(timeout=PATIENCE)


def test_one_can_look_back(open_tab):
    tab = open_tab(SHORT)
    tab.page.locator(".st-key-cls_train button").click()
    expect(button(tab, "Again from the same start")).to_be_visible(timeout=PATIENCE)
    last = number(tab, ".looks", "step")
    slider = tab.page.locator(".looks input[type=range]")
    slider.focus()
    tab.page.keyboard.press("Home")
    expect(tab.page.locator(".looks")).to_have_attribute("data-step", "0")
    expect(tab.page.get_by_text("before the first step")).to_be_visible()
    tab.page.keyboard.press("End")
    expect(tab.page.locator(".looks")).to_have_attribute("data-step", str(last))


def test_a_network_is_built_by_hand(open_tab):
    tab = open_tab("/classifier?cls_mode=train")
    row = tab.page.locator(".layers")
    expect(row).to_have_attribute("data-layers", "7", timeout=PATIENCE)
    row.locator("button.block").first.click()
    units = row.locator("[data-field=units]")
    units.fill("8")
    units.press("Enter")
    expect(row.locator(".block .shape").nth(1)).to_have_text("26 × 26 × 8")
    expect(row.locator("[data-field=units]")).to_have_value("8")
    row.locator("[data-act=later]").click()
    expect(row.locator("button.block").first).to_contain_text("Max pooling")
    row.locator("[data-act=remove]").click()
    expect(row).to_have_attribute("data-layers", "6")
    row.locator(".plus").last.click()
    expect(row).to_have_attribute("data-layers", "7")
    layers = "max_pool-2;conv-64-3;max_pool-2;conv-64-3;flatten;dense-64;dense-64"
    tab.page.wait_for_url(lambda url: f"cls_layers={layers}" in url)
    # A layer that cannot be says so where it stands, and the button waits.
    row.locator("button.block").first.click()
    size = row.locator("[data-field=size]")
    size.fill("15")
    size.press("Enter")
    expect(row.locator(".block.impossible")).to_contain_text("has a window of 3 × 3")
    expect(tab.page.locator(".st-key-cls_train button")).to_be_disabled()
