"""What a plane is told of the place under the pointer."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cnnlab.web.components import plane


@pytest.mark.parametrize(
    ("score", "told"), [(1.5, 1.5), (None, None), (float("nan"), None), (float("-inf"), None)]
)
def test_a_score_that_is_no_number_is_not_sent(monkeypatch, score, told):
    """The weights of a training may have run away; a browser cannot read what comes of them."""
    sent = {}
    monkeypatch.setattr(plane, "_RELAY", lambda **given: sent.update(given["data"]))
    plane.relay("key", "space", "0,0,0", np.zeros((2, 2), np.uint8), None, score=score)
    assert json.loads(json.dumps(sent, allow_nan=False))["answer"]["score"] == told
