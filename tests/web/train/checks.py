"""What the tests of this folder share."""

from __future__ import annotations

from hypothesis import strategies as st

from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.recipes.layers import KINDS
from cnnlab.web.classifier import train_properties as p
from cnnlab.web.state import Choice

PAGE = "cls_mode=train&"


ID = "0123456789abcdef" * 2


RECIPE = ClassifierRecipe(epochs=3, batch_size=32)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def events(epochs: int = 2) -> tuple[dict, ...]:
    """What a training of three epochs with ten steps each has told after so many of them."""
    told: list[dict] = [
        {
            "kind": "start",
            "steps": 30,
            "steps_per_epoch": 10,
            "step": 0,
            "trained_on": 320,
            "parameters": 93_322,
            "device": "CPU",
            "examples": list(range(8)),
        },
        {"kind": "look", "step": 0, "probabilities": [[0.1] * 10] * 8, "kernels": "kernels-0.png"},
    ]
    for epoch in range(1, epochs + 1):
        step = 10 * epoch
        told += [
            {
                "kind": "steps",
                "step": step - 5,
                "loss": 2 / epoch,
                "accuracy": 0.3,
                "rate": 1e-3,
                "images_per_second": 800.0,
            },
            {
                "kind": "epoch",
                "epoch": epoch,
                "step": step,
                "loss": 2 / epoch,
                "accuracy": 0.3 * epoch,
                "val_loss": 2.1 / epoch,
                "val_accuracy": 0.31 * epoch,
            },
            {
                "kind": "look",
                "step": step,
                "probabilities": [[0.91] + [0.01] * 9] * 8,
                "kernels": f"kernels-{step}.png",
            },
        ]
    return tuple(told)


def has(app, key: str) -> bool:
    return any(button.key == key for button in app.button)


def said(app) -> str:
    return " ".join(each.value for kind in (app.markdown, app.caption, app.warning) for each in kind)


def progress(app) -> str:
    return app.get("progress")[0].proto.text


OPTIONS = [
    (each, option)
    for each in (p.PRESET, *p.RECIPE.values())
    if isinstance(each, Choice)
    for option in each.options
]


def builder(app) -> dict:
    """What the row of layers gets."""
    return component(app, "blocks")


def component(app, name: str) -> dict:
    import json

    for each in app.get("bidi_component"):
        data = json.loads(each.proto.json or "{}")
        if name in data:
            return data
    raise AssertionError(name)


LAYERS = st.builds(
    Layer,
    st.sampled_from(KINDS),
    st.integers(1, 2048),
    st.integers(1, 15),
    st.integers(0, 15),
    st.sampled_from(("valid", "same")),
)


class Call:
    """A measurement that ends when it is told to."""

    def __init__(self, result):
        self.ended, self.cancelled, self._result = False, False, result

    def done(self):
        return self.ended

    @property
    def status(self):
        if not self.ended:
            return "running"
        if self.cancelled:
            return "cancelled"
        return "failed" if isinstance(self._result, Exception) else "done"

    def result(self, timeout=None):
        if isinstance(self._result, Exception):
            raise self._result
        return self._result
