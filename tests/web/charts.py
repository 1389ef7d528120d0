"""Reading what a chart draws."""

from __future__ import annotations

import base64
import json

import numpy as np


def charts(app) -> list[list[dict]]:
    """The lines and bars of each Plotly chart of a page."""
    return [json.loads(each.proto.spec)["data"] for each in app.get("plotly_chart")]


def numbers(values) -> np.ndarray:
    """What Plotly has written down as a list, or as bytes."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).astype(float)
    return np.array(values, float)
