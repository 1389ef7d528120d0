"""What the tests of the mode Watch share."""

from __future__ import annotations

from cnnlab.recipes import GanRecipe

PAGE = "gan_mode=watch&"
ID = "0123456789abcdef" * 2
RECIPE = GanRecipe(epochs=3, batch_size=32, learning_rate=5e-4)
JUDGED = {
    "count": 397,
    "frechet": 21.5,
    "frechet_real": 3.25,
    "score": 6.0,
    "score_real": 8.5,
    "histogram": [40] * 9 + [37],
    "coverage": 0.61,
    "coverage_real": 0.93,
    "diversity": 0.8,
    "diversity_real": 1.0,
    "asked_right": 0.914,
    "asked_right_real": 0.987,
}


def events(epochs: int = 2, **measures: float) -> tuple[dict, ...]:
    """What a training of three epochs with 100 steps each has told after so many of them."""
    told: list[dict] = [
        {
            "kind": "start",
            "steps": 300,
            "steps_per_epoch": 100,
            "step": 0,
            "trained_on": 3200,
            "parameters": 211_045,
            "device": "CPU",
            "labels": list(range(10)),
        },
        {"kind": "look", "step": 0, "generated": "generated-0.png"},
    ]
    values = {
        "critic_loss": 1.75,
        "generator_loss": 0.25,
        "real": 0.125,
        "fake": -0.25,
        "right": 0.625,
        **measures,
    }
    for epoch in range(1, epochs + 1):
        told += [
            {
                "kind": "steps",
                "step": 100 * epoch - 60 + 10 * n,
                **values,
                "rate": 1e-3,
                "images_per_second": 800.0,
            }
            for n in range(6)
        ]
        told += [
            {"kind": "epoch", "epoch": epoch, "step": 100 * epoch, **values},
            {
                "kind": "look",
                "step": 100 * epoch,
                "generated": f"generated-{100 * epoch}.png",
                "scores": {"edges": [-1.0, 0.0, 1.0], "real": [3, 5], "fake": [6, 2]},
                "judged": JUDGED,
            },
        ]
    return tuple(told)
