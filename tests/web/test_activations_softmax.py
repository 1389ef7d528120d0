"""The mode Softmax of the page Activations and dense layers."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from cnnlab.images import gallery, preparing
from cnnlab.images.averaging import averaged
from cnnlab.ops.dense import Slopes, loss_and_gradients, step
from cnnlab.ops.dense_report import answer, starting_weights
from cnnlab.web.activations import softmax_properties as p
from cnnlab.web.activations import softmax_text
from cnnlab.web.activations.softmax_downloads import arrays, table
from cnnlab.web.activations.softmax_layer import Layer
from tests.web.mode_checks import bodies, facts, picture, run_program, sound

SOFTMAX = "act_mode=softmax&size=32"
WEIGHTS = "1,0,0;0,1,0;0,0,1|0,0,1;0,1,0;1,0,0|-1,-1,-1;-1,-1,-1;-1,-1,-1"


@pytest.fixture
def softmax_page(open_page):
    return lambda query="": open_page("activations", f"{SOFTMAX}&{query}")


def start(pixels: np.ndarray | None = None, seed: int = 7, true: int = 0, temperature: float = 1.0) -> Layer:
    """The layer as the page shows it first."""
    grey = preparing.as_grey(picture(32) if pixels is None else pixels)
    features = averaged(grey, (3, 3)).ravel()
    return Layer(features, starting_weights(seed, 9, 3), np.zeros(3, np.float32), true, temperature)


def slopes_of(layer: Layer) -> Slopes:
    return loss_and_gradients(*layer.work)


def shown_layer(app, layer: Layer) -> Layer:
    """The layer with the weights and biases that the page has now."""
    text, biases = (app.session_state[each.key] for each in (p.WEIGHTS, p.BIASES))
    return Layer(
        layer.features,
        softmax_text.as_weights(softmax_text.read_weights(text)) if text else layer.weights,
        softmax_text.read_biases(biases),
        layer.true,
        layer.temperature,
    )


def press(app, key: str = "softmax_step"):
    return app.button(key=key).click().run()


def line(app) -> str:
    return next(part for part in bodies(app) if "steps: loss" in part or "1 step: loss" in part)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("true", p.CLASSES)
def test_each_class_in_both_languages(softmax_page, true, language):
    app = softmax_page(f"act_softmax_true={true}&lang={language}")
    assert sound(app)
    assert not app.warning
    name = {"en": "Loss", "zh": "损失"}[language]
    expected = slopes_of(start(true=p.CLASSES.index(true))).loss
    assert float(facts(app)[name]) == pytest.approx(expected, rel=1e-3)


def test_the_facts(softmax_page):
    shown = facts(softmax_page())
    slopes = slopes_of(start())
    assert shown["Parameters"] == "30 9 · 3 weights + 3 biases"
    assert shown["Sum of the probabilities"] == "1"
    largest = np.unravel_index(np.abs(slopes.by_weights).argmax(), (9, 3))
    assert shown["Largest gradient"].endswith(
        f"class {p.CLASSES[largest[1]]}, row {largest[0] // 3}, column {largest[0] % 3}"
    )
    value = float(shown["Largest gradient"].split()[0].replace("−", "-"))
    assert value == pytest.approx(slopes.by_weights[largest], rel=1e-2)


def test_the_map_and_its_list_hold_the_nine_numbers(softmax_page):
    body = next(part for part in bodies(softmax_page()) if "softmax-map" in part)
    for value in start().features:
        assert body.count(f"{value:.2f}") >= 3  # the map, the list, the alternative text


@pytest.mark.parametrize("seed", [0, 7, 11, 999])
def test_steps_lower_the_loss_until_the_right_class_wins(softmax_page, seed):
    app = softmax_page(f"act_softmax_seed={seed}&act_softmax_true=B&act_softmax_rate=0.3")
    layer = start(seed=seed, true=1)
    losses = [slopes_of(layer).loss]
    for _ in range(2):
        assert sound(press(app))
        layer = shown_layer(app, layer)
        losses.append(slopes_of(layer).loss)
    assert losses == sorted(losses, reverse=True)
    assert "2 steps: loss" in line(app)
    for _ in range(2):
        press(app, "softmax_ten_steps")
    assert "22 steps: loss" in line(app)
    probabilities = slopes_of(shown_layer(app, layer)).probabilities
    assert probabilities.argmax() == 1
    assert probabilities[1] > 0.7


def test_one_step_is_tensorflows(softmax_page):
    app = press(softmax_page("act_softmax_temperature=0.5&act_softmax_rate=0.2"))
    layer = start(temperature=0.5)
    weights, bias = step(*layer.work, 0.2)
    moved = shown_layer(app, layer)
    np.testing.assert_allclose(moved.weights, weights, rtol=1e-5)
    np.testing.assert_allclose(moved.biases, bias, rtol=1e-5)
    assert app.button(key="softmax_anew").disabled is False
    before, after = (slopes_of(each) for each in (layer, moved))
    for probability in (before.probabilities[0], after.probabilities[0]):
        assert f"{100 * probability:.1f} %" in line(app)


def test_start_anew_puts_the_start_back(softmax_page):
    app = press(press(softmax_page()), "softmax_anew")
    assert sound(app)
    assert app.session_state[p.WEIGHTS.key] == ""
    assert app.session_state[p.BIASES.key] == "0,0,0"
    assert not any("step: loss" in part for part in bodies(app))
    assert app.button(key="softmax_anew").disabled


def test_another_seed_starts_anew(softmax_page):
    app = press(softmax_page())
    app.number_input(key=p.SEED.key).set_value(3).run()
    assert app.session_state[p.WEIGHTS.key] == ""
    assert float(facts(app)["Loss"]) == pytest.approx(slopes_of(start(seed=3)).loss, rel=1e-3)


def test_the_count_begins_anew_where_something_else_has_changed(softmax_page):
    app = press(softmax_page())
    app.slider(key=p.TEMPERATURE.key).set_value(2.0).run()
    assert not any("step: loss" in part for part in bodies(app))
    assert "1 step: loss" in line(press(app))


def test_what_a_hand_has_dragged_becomes_the_weights(softmax_page):
    app = softmax_page()
    app.session_state["softmax_weights"] = {"kernel": f"{WEIGHTS}#1"}
    app.run()
    assert sound(app)
    assert app.session_state[p.WEIGHTS.key] == WEIGHTS
    layer = shown_layer(app, start())
    assert float(facts(app)["Loss"]) == pytest.approx(slopes_of(layer).loss, rel=1e-3)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("act_softmax_weights", "1,2,3"),
        ("act_softmax_weights", "1,2,3;4,5,6;7,8,9"),
        ("act_softmax_weights", "1,2;3,4|1,2;3,4|1,2;3,4"),
        ("act_softmax_weights", "x"),
        ("act_softmax_weights", WEIGHTS.replace("-1", "-101", 1)),
        ("act_softmax_weights", WEIGHTS.replace("-1", "nan", 1)),
        ("act_softmax_weights", f"{WEIGHTS}|{WEIGHTS}"),
        ("act_softmax_biases", ""),
        ("act_softmax_biases", "1,2"),
        ("act_softmax_biases", "1,2,3,4"),
        ("act_softmax_biases", "1;2;3"),
        ("act_softmax_biases", "1,2,inf"),
        ("act_softmax_biases", "1,2,200"),
        ("act_softmax_true", "D"),
        ("act_softmax_temperature", "0"),
        ("act_softmax_temperature", "nan"),
        ("act_softmax_rate", "9"),
        ("act_softmax_seed", "1.5"),
    ],
)
def test_a_wrong_value_in_a_link_is_named(softmax_page, key, text):
    app = softmax_page(f"{key}={text}")
    assert sound(app)
    assert key in app.warning[0].value
    assert float(facts(app)["Loss"]) == pytest.approx(slopes_of(start()).loss, rel=1e-3)


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        (p.WEIGHTS.key, "1,2,3", "three grids of 3 × 3"),
        (p.BIASES.key, "1,2", "three numbers parted by commas"),
        (p.BIASES.key, "1,2,1000", "between -100 and 100"),
    ],
)
def test_what_is_typed_wrongly_gets_a_sentence(softmax_page, key, text, says):
    app = softmax_page()
    app.text_input(key=key).set_value(text).run()
    assert sound(app)
    assert says in app.warning[0].value


def test_an_emptied_line_of_biases_means_none(softmax_page):
    app = softmax_page("act_softmax_biases=1,2,3")
    app.text_input(key=p.BIASES.key).set_value("").run()
    assert sound(app)
    assert float(facts(app)["Loss"]) == pytest.approx(slopes_of(start()).loss, rel=1e-3)


def test_weights_that_would_leave_their_range_get_a_sentence(softmax_page):
    far = "|".join([";".join([",".join(["-100"] * 3)] * 3), *[";".join([",".join(["100"] * 3)] * 3)] * 2])
    app = press(softmax_page(f"act_softmax_weights={far}&act_softmax_true=B&act_softmax_rate=2"))
    assert not app.exception
    assert "between -100 and 100" in app.warning[0].value
    assert app.session_state[p.WEIGHTS.key] == far


@pytest.mark.parametrize(
    "hand",
    [
        "hand=digit",
        "hand=digit&digit=1",
        "tone=grey",
        "picture=flat",
        "crop=fit",
        "picture=impulse&size=16",
        "size=512",
    ],
)
def test_whatever_is_in_hand(open_page, hand):
    app = open_page("activations", f"act_mode=softmax&{hand}")
    assert sound(app)
    assert sound(press(app))


def test_a_digit_has_inputs_of_zero_whose_weights_stay_as_they_are(open_page):
    app = press(open_page("activations", "act_mode=softmax&hand=digit&digit=5"), "softmax_ten_steps")
    layer = start(gallery.digit(5, 0))
    black = layer.features == 0
    assert black.any()
    moved = shown_layer(app, layer).weights
    np.testing.assert_array_equal(moved[black], layer.weights[black])
    assert (moved[~black] != layer.weights[~black]).all()


@pytest.mark.parametrize(
    "query",
    [
        "",
        f"act_softmax_weights={WEIGHTS}&act_softmax_biases=0.5,-1,2&act_softmax_true=C&act_softmax_temperature=0.3",
    ],
)
@pytest.mark.parametrize("hand", ["picture", "digit"])
def test_the_program_gives_what_is_on_the_screen(softmax_page, tmp_path, monkeypatch, query, hand):
    app = softmax_page(f"{query}&hand={hand}&act_softmax_rate=0.25")
    pixels = picture(32) if hand == "picture" else gallery.digit(5, 0)
    left = run_program(app, pixels, tmp_path, monkeypatch)
    true, temperature = (2, 0.3) if query else (0, 1.0)
    layer = shown_layer(app, start(pixels, true=true, temperature=temperature))
    slopes = slopes_of(layer)
    close = {"rtol": 1e-4, "atol": 1e-5}
    np.testing.assert_allclose(np.asarray(left["logits"])[0], slopes.logits, **close)
    np.testing.assert_allclose(np.asarray(left["probabilities"])[0], slopes.probabilities, **close)
    assert float(left["loss"]) == pytest.approx(slopes.loss, rel=1e-4)
    for found, expected in zip(left["gradients"], (slopes.by_weights, slopes.by_bias), strict=True):
        np.testing.assert_allclose(np.asarray(found), expected, **close)
    moved = shown_layer(press(app), layer)
    np.testing.assert_allclose(left["new_weights"], moved.weights, **close)
    np.testing.assert_allclose(left["new_biases"], moved.biases, **close)


def test_the_files_hold_the_numbers_on_the_screen():
    layer = start()
    found = answer(*layer.work)
    head, *rows = csv.reader(io.StringIO(table(layer, found).decode()))
    assert head == ["input", "x", "w_A", "w_B", "w_C", "dL/dw_A", "dL/dw_B", "dL/dw_C"]
    numbers = np.array([row[1:] for row in rows], np.float32)
    np.testing.assert_array_equal(numbers[:9, 0], layer.features)
    np.testing.assert_array_equal(numbers[:9, 1:4], layer.weights)
    np.testing.assert_array_equal(numbers[:9, 4:], found.slopes.by_weights)
    np.testing.assert_array_equal(numbers[9, 1:], [*layer.biases, *found.slopes.by_bias])
    np.testing.assert_array_equal(arrays(layer, found)["weight_gradients"], found.slopes.by_weights)


def test_what_answers_the_question_is_covered(softmax_page):
    app = press(softmax_page())
    assert "Loss" in facts(app)
    app.get_by_key("activations_question").set_value("softmax_share").run()
    assert sound(app)
    assert list(facts(app)) == ["Parameters"]
    assert not any("step: loss" in part for part in bodies(app))
    app.radio(key="guess_softmax_share").set_value("even").run()
    app.button(key="reveal_softmax_share").click().run()
    assert "all logits were equal" in app.info[0].value
    assert "Loss" in facts(app)
