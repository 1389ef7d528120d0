"""How many steps of a training make an epoch."""

from __future__ import annotations

import json

from cnnlab.pretrained import Trained

_MOST = 65_536
"""Bytes of the events that are read: the start is told first."""


def steps_per_epoch(network: Trained, steps: tuple[int, ...]) -> float | None:
    """Return the steps of an epoch, or None where nothing says so.

    Parameters
    ----------
    network : Trained
    steps : tuple of int
        At which copies were kept; of a training that has ended the last one is its end.
    """
    told = _told(network)
    if told is not None:
        return told
    epochs = network.metrics.get("epochs")
    if network.metrics.get("ended") == "done" and epochs and steps[-1]:
        return steps[-1] / len(epochs)
    return None


def _told(network: Trained) -> float | None:
    try:
        with (network.folder / "events.jsonl").open("rb") as file:
            lines = file.read(_MOST).splitlines()
    except OSError:
        return None
    for line in lines:
        try:
            event = json.loads(line)
            if event["kind"] == "start" and event["steps_per_epoch"] > 0:
                return float(event["steps_per_epoch"])
        except (ValueError, KeyError, TypeError):
            continue
    return None
