"""Try this: the weights of the dense layer with Flatten and with global pooling."""

from __future__ import annotations

from cnnlab.ops.line_network import Weights, weights
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SLIPS = {
    "numbers": N_(
        "Those are the numbers that Flatten gives. Each of them has a weight for each of the four classes."
    ),
    "pooled": N_("That is the dense layer after global pooling, which sees four numbers alone."),
    "places": N_("Those are the places of one map. There are four maps and four classes."),
    "kernels": N_("The kernels' weights are not the dense layer's."),
}


def weights_question(map_size: tuple[int, int]) -> Question:
    """Ask for the weights of a dense layer after Flatten, for the maps on the screen.

    Parameters
    ----------
    map_size : (int, int)
    """
    counted = weights(map_size)
    rows, columns = map_size
    return Question(
        "global_weights",
        t(
            "The four maps on the screen have {rows} × {columns} values each. Flatten and a dense layer with four"
            " outputs, without biases, replace the global pooling and what follows it. How many weights does that"
            " dense layer have?",
            rows=rows,
            columns=columns,
        ),
        counted.with_flatten,
        t(
            "It has {rows} · {columns} · 4 maps · 4 classes = {weights} weights. After global pooling a dense layer"
            " has {pooled}, whatever the size of the maps.",
            rows=rows,
            columns=columns,
            weights=f"{counted.with_flatten:,}",
            pooled=counted.with_pooling,
        ),
        slips={
            value: t(SLIPS[name])
            for name, value in wrong(counted, rows * columns).items()
            if value != counted.with_flatten
        },
        query="pool_mode=global&hand=picture&size=32",
    )


def wrong(counted: Weights, places: int) -> dict[str, int]:
    """Return wrong numbers by the names of their slips."""
    return {
        "kernels": counted.with_flatten + counted.kernels,
        "places": places,
        "pooled": counted.with_pooling,
        "numbers": counted.flattened,
    }
