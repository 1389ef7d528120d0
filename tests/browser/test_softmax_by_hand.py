"""The mode Softmax under the hand: the browser's arithmetic, the grids, the steps, the link."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

import cnnlab.web.components
from cnnlab.ops.dense_report import answer
from cnnlab.web.activations.softmax_text import as_weights, read_weights
from tests.browser.tab import CONFIRMATION

pytestmark = pytest.mark.browser

SHARED = Path(cnnlab.web.components.__file__).parent / "shared"
PAGE = "/activations?act_mode=softmax"
CASES = 120

RUN = """cases => JSON.parse(cases).map((settings) => {
  const result = classify(settings)
  return { values: [...valuesOf(result)], powers: result.powers, total: result.total, errors: result.errors }
})"""


@pytest.fixture(scope="module")
def blank(chromium):
    """A blank page with the pure functions of the shared script."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(content=(SHARED / "softmax.js").read_text("utf-8"))
    yield page
    context.close()


def random_case(seed: int) -> dict:
    rng = np.random.default_rng(seed)
    size = float(rng.choice([0.1, 1, 10, 100]))
    features = rng.random(9).astype(np.float32)
    features[rng.random(9) < 0.2] = 0
    return {
        "features": features.tolist(),
        "templates": rng.uniform(-size, size, (3, 3, 3)).astype(np.float32).tolist(),
        "biases": rng.uniform(-size, size, 3).astype(np.float32).tolist(),
        "truth": int(rng.integers(3)),
        "temperature": round(float(rng.uniform(0.1, 5)), 1),
    }


def tensorflows(case: dict):
    weights = as_weights(np.array(case["templates"], np.float32))
    work = np.array(case["features"], np.float32), weights, np.array(case["biases"], np.float32)
    return answer(*work, case["truth"], case["temperature"])


def test_the_browser_gets_what_tensorflow_gets(blank):
    cases = [random_case(seed) for seed in range(CASES)]
    for case, found in zip(cases, blank.evaluate(RUN, json.dumps(cases)), strict=True):
        expected = tensorflows(case)
        slopes = expected.slopes
        values = [*slopes.logits, *slopes.probabilities, slopes.loss, *slopes.by_weights.T.ravel()]
        assert np.abs(np.subtract(found["values"], values)).max() <= expected.tolerance, case
        # The fraction that is shown is the probability.
        shares = np.divide(found["powers"], found["total"])
        assert shares == pytest.approx(slopes.probabilities, abs=expected.tolerance)
        assert sum(found["errors"]) == pytest.approx(0, abs=1e-12)


def test_powers_too_large_to_write_are_not_written(blank):
    case = {**random_case(0), "biases": [100, -100, 99], "temperature": 0.1}
    found = blank.evaluate(RUN, json.dumps([case]))[0]
    assert np.isfinite(found["values"]).all()
    assert max(found["powers"]) == 1


def confirmed(tab, other_than: str | None = None) -> str:
    """Wait until TensorFlow has confirmed what is shown, and return the name of that state."""
    root = tab.page.locator(".softmax")
    if other_than is not None:
        expect(root).not_to_have_attribute("data-id", other_than, timeout=CONFIRMATION)
    expect(root).to_have_attribute("data-source", "tensorflow", timeout=CONFIRMATION)
    name = root.get_attribute("data-id")
    agrees = tab.page.locator(f".badge[data-state=agrees][data-difference][data-id='{name}']")
    expect(agrees).to_be_visible(timeout=CONFIRMATION)
    return name


def numbers(tab, name: str) -> list[float]:
    return [float(each) for each in tab.page.locator(".softmax").get_attribute(f"data-{name}").split(",")]


def widths(tab) -> list[float]:
    return tab.page.locator(".softmax .bar i").evaluate_all(
        "bars => bars.map(bar => parseFloat(bar.style.width) / 100)"
    )


def step(tab, name: str = "One step") -> None:
    tab.page.get_by_role("button", name=name, exact=True).click()


def test_the_bars_follow_the_hand_without_a_word_to_the_server(open_tab):
    tab = open_tab(PAGE)
    before = confirmed(tab)
    said = tab.page.locator(".softmax .live")
    seen = [numbers(tab, "probabilities")]
    cell = tab.cell(0, 0, kernel=0).bounding_box()
    x, y = cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2
    sent = tab.sent

    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    for way in (30, 60, 90):
        tab.page.mouse.move(x, y - way, steps=5)
        expect(tab.page.locator(".softmax")).not_to_have_attribute(
            "data-probabilities", ",".join(map(str, seen[-1]))
        )
        seen.append(numbers(tab, "probabilities"))
        assert widths(tab) == pytest.approx(seen[-1], abs=1e-4)
        assert sum(seen[-1]) == pytest.approx(1)
        assert tab.page.locator(".softmax").get_attribute("data-source") == "browser"
    assert [each[0] for each in seen] == sorted(each[0] for each in seen)
    assert tab.sent == sent, "the server heard of it before the hand let go"
    expect(said).to_have_text("")

    tab.page.mouse.up()
    confirmed(tab, before)
    expect(said).to_contain_text("Loss")
    tab.page.wait_for_url("**act_softmax_weights=**")
    kernels = tab.page.evaluate("() => window.cnnlab.bus.last.get('softmax/kernels')")["kernels"]
    written = read_weights(tab.query["act_softmax_weights"])
    np.testing.assert_array_equal(written, np.array(kernels, np.float32))


def test_steps_raise_the_bar_of_the_true_class_and_the_link_reopens_them(open_tab):
    tab = open_tab(f"{PAGE}&act_softmax_rate=0.3")
    name = confirmed(tab)
    shares, losses = [numbers(tab, "probabilities")[0]], [numbers(tab, "loss")[0]]
    for presses in (1, 2):
        step(tab)
        name = confirmed(tab, name)
        shares.append(numbers(tab, "probabilities")[0])
        losses.append(numbers(tab, "loss")[0])
        expect(tab.page.get_by_text(f"{presses} step")).to_be_visible()
    step(tab, "Ten steps")
    name = confirmed(tab, name)
    shares.append(numbers(tab, "probabilities")[0])
    assert shares == sorted(shares)
    assert losses == sorted(losses, reverse=True)
    expect(tab.page.locator(".softmax .verdict")).to_contain_text("A wins")
    tab.page.wait_for_url("**act_softmax_weights=**")
    tab.settle()

    other = open_tab(tab.page.url.removeprefix(tab.server), fresh=True)
    assert confirmed(other) == name
    assert numbers(other, "probabilities") == numbers(tab, "probabilities")

    step(tab, "Start anew")
    confirmed(tab, name)
    tab.carries(act_mode="softmax", act_softmax_rate="0.3")


def test_a_class_and_a_cell_are_explained_by_mouse_and_keyboard(open_tab):
    tab = open_tab(f"{PAGE}&hand=digit")
    confirmed(tab)
    panel, words = tab.page.locator(".softmax .panel .title"), tab.page.locator(".softmax .tap")
    expect(panel).to_contain_text("class A")
    row = tab.page.locator(".softmax .class[data-class='1']")
    row.hover()
    expect(panel).to_contain_text("class B")
    # The digit's corner is black.
    row.locator(".field.gradient .number").first.hover()
    expect(words).to_contain_text("this weight gets no gradient, because its input is 0")
    row.locator(".field.gradient .number").nth(4).hover()
    expect(words).to_contain_text("Class B, row 1, column 1")

    tab.page.locator(".softmax .class[data-class='2']").focus()
    expect(panel).to_contain_text("class C")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        tab.page.keyboard.press(key)
    expect(words).to_contain_text("Class C, row 1, column 1")
    expect(tab.page.locator(".softmax .live")).to_have_text(words.inner_text())


def test_an_open_question_covers_the_answer(open_tab):
    tab = open_tab(PAGE)
    confirmed(tab)
    assert numbers(tab, "logits")
    tab.page.get_by_role("tab", name="Try this").click()
    questions = tab.page.locator(".st-key-activations_question button")
    questions.first.wait_for()
    for index in range(questions.count()):
        questions.nth(index).click()
        expect(tab.page.locator(".softmax")).to_have_attribute("data-probabilities", "")
        assert tab.page.locator(".softmax .share").all_inner_texts() == ["?"] * 3
    tab.page.locator(".softmax .class").first.hover()
    assert "%" not in tab.page.locator(".softmax").inner_text()


def test_it_fits_on_a_phone(open_tab):
    tab = open_tab(PAGE, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    confirmed(tab)
    wide = tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    for part in (".softmax", ".kernel-grid", ".softmax-map"):
        box = tab.page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
