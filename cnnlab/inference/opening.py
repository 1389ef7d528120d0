"""What belongs to a layer that is opened: its kernels, the map under its window, what the window gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnlab.explain.following import MAP_BY_MAP
from cnnlab.explain.origins import Origin
from cnnlab.explain.stages import Stage
from cnnlab.explain.workings import Working, slid
from cnnlab.pretrained import Trained


def kernels_beside(
    network: Trained, stages: tuple[Stage, ...], stage: Stage, unit: int, units: np.ndarray
) -> np.ndarray | None:
    """Return the kernels that stand beside the maps of a stage, as `Opened.kernels` has them."""
    if stage.kind not in ("conv", "separable"):
        return None
    weights = network.model.get_layer(stage.main.name).get_weights()[0]
    if stage.kind == "separable":
        return weights[..., 0]
    if stages[stage.sources[0]].kind == "input":
        return weights[..., units].squeeze(2) if weights.shape[2] == 1 else weights[..., units]
    return weights[..., unit]


def strongest(found: Origin, how: Working) -> int:
    """Return the channel that adds most to a value."""
    channels = len(how.shares)
    # Of a layer that works map by map there is one; what was flattened has the values of a map `channels` apart.
    if found.terms.size % channels:
        return 0
    return int(np.abs(found.terms.reshape(-1, channels).sum(axis=0)).argmax())


def source_of(stage: Stage, values: Mapping[str, np.ndarray], unit: int, channel: int) -> np.ndarray | None:
    """Return the map before it over which a window slides."""
    own = values[stage.steps[0].sources[0]]
    if own.ndim < 3 or stage.kind in ("add", "norm", "activation"):
        return None
    return own[..., unit if stage.kind in MAP_BY_MAP else channel]


def part_of(
    how: Working, source: np.ndarray | None, kernel: np.ndarray | None, geometry: Mapping[str, Any]
) -> np.ndarray | None:
    """Return what a window gives that slides over one map, by TensorFlow, as `Opened.part` has it."""
    if source is None or not geometry:
        return None
    if kernel is None:
        return how.results[0]
    alone = len(how.shares) == 1 and how.mix is None
    return slid(source, kernel, geometry["stride"], geometry["padding"]) + np.float32(
        how.bias if alone else 0
    )


def geometry_of(network: Trained, stage: Stage) -> dict[str, Any]:
    """Return size, stride and padding of a stage's window; nothing where it has none."""
    layer = network.model.get_layer(stage.main.name)
    size = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if size is None:
        return {}
    return {"size": tuple(size), "stride": tuple(layer.strides), "padding": layer.padding}
