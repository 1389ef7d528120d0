"""The computed questions of the page Activations at their limits."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.web.activations.predict_softmax import powers_of
from tests.web.mode_checks import sound


@pytest.mark.parametrize(
    ("logits", "temperature", "taken"),
    [
        ((1, -2, 3), 1, 0),
        ((14.9, 0, 0), 1, 0),
        ((15.1, 0, 0), 1, 15.1),
        ((15.1, 0, 0), 2, 0),
        ((-900, -901, -905), 1, -900),
        ((9000, 100, -9000), 0.1, 9000),
    ],
)
def test_powers_give_the_shares_however_large_the_logits(logits, temperature, taken):
    first, powers = powers_of(np.array(logits, np.float32), temperature)
    assert first == pytest.approx(taken)
    exact = np.array(logits) / temperature
    exact = np.exp(exact - exact.max())
    np.testing.assert_allclose(np.array(powers) / sum(powers), exact / exact.sum(), rtol=1e-5)


def test_the_reveal_says_what_was_taken_away(open_page):
    app = open_page("activations", "act_mode=softmax&size=32&act_softmax_biases=100,99,98")
    app.get_by_key("activations_question").set_value("softmax_share").run()
    right = app.radio(key="guess_softmax_share")
    right.set_value("softmax").run()
    app.button(key="reveal_softmax_share").click().run()
    assert "is taken away from all three first" in app.success[0].value


def test_a_single_layer_is_compared_with_nothing(open_page):
    app = open_page("activations", "act_mode=depth&act_layers=1")
    assert sound(app)
    single = len(app.get_by_key("activations_question").options)
    app.slider(key="act_layers").set_value(2).run()
    assert len(app.get_by_key("activations_question").options) == single + 1
