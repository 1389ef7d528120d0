"""The words and texts of the mode Softmax, without a page."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.ops.dense import loss_and_gradients
from cnnlab.ops.dense_report import starting_weights
from cnnlab.web.activations import softmax_text
from cnnlab.web.activations.predict_softmax import softmax_question
from cnnlab.web.activations.softmax_layer import Layer


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
def test_the_question_has_one_right_choice_and_no_two_alike(seed, temperature):
    features = np.linspace(0.1, 0.9, 9, dtype=np.float32)
    layer = Layer(features, starting_weights(seed, 9, 3), np.zeros(3, np.float32), seed % 3, temperature)
    slopes = loss_and_gradients(*layer.work)
    question = softmax_question(layer, slopes)
    assert len(set(question.options.values())) == len(question.options) >= 2
    assert question.answer in question.options
    assert set(question.slips) == set(question.options) - {question.answer}
    assert question.options[question.answer] in question.reveal


@pytest.mark.parametrize("text", ["", "1,2,3;4,5,6;7,8,9", "a|b|c"])
def test_texts_that_are_no_weights(text):
    with pytest.raises(LabError):
        softmax_text.read_weights(text)


def test_weights_go_through_their_text_and_back():
    weights = starting_weights(5, 9, 3)
    again = softmax_text.as_weights(softmax_text.read_weights(softmax_text.write_weights(weights)))
    np.testing.assert_array_equal(again, weights)
    # A template lies on the map: its first row meets the map's first three numbers.
    np.testing.assert_array_equal(softmax_text.as_templates(weights)[1][0], weights[:3, 1])
    assert json.dumps(softmax_text.as_templates(weights).tolist())
