"""What the tests of the mode Train share."""

from __future__ import annotations

from cnnlab.recipes import AutoencoderRecipe

PAGE = "ae_mode=train&"
ID = "0123456789abcdef" * 2
RECIPE = AutoencoderRecipe(
    network="variational", code=2, epochs=3, batch_size=32, loss="binary_crossentropy", learning_rate=2e-3
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
            "parameters": 209_365,
            "device": "CPU",
            "labels": [0, 1, 2],
        },
        {"kind": "look", "step": 0, "rebuilt": "rebuilt-0.png", "codes": [[0.0, 0.1]] * 3},
    ]
    for epoch in range(1, epochs + 1):
        step = 10 * epoch
        measured = {
            "loss": 200 / epoch,
            "reconstruction": 190 / epoch,
            "divergence": 2.0 * epoch,
            "error": 0.1 / epoch,
        }
        told += [
            {"kind": "steps", "step": step - 5, **measured, "rate": 1e-3, "images_per_second": 800.0},
            {
                "kind": "epoch",
                "epoch": epoch,
                "step": step,
                **measured,
                **{f"val_{name}": 1.1 * value for name, value in measured.items()},
            },
            {
                "kind": "look",
                "step": step,
                "rebuilt": f"rebuilt-{step}.png",
                "codes": [[float("nan"), 1.0]] + [[0.5 * epoch, -1.0]] * 2,
            },
        ]
    return tuple(told)
