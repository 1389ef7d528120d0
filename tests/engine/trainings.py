"""Recipes for the tests of jobs, and trainings that only act as if: what a real one takes seconds for.

On a worker `act` stands in for `cnnlab.training.run`, and the seed of a recipe says what it does.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import time

from cnnlab import training
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, Layer

SMALL = (Layer("conv", units=2, size=3), Layer("max_pool", size=4))
SHORT, ENDLESS, DEAF, DIES, NO_MEMORY, DISK_FULL, BREAKS, REFUSES, DEAF_AND_MUTE, LOADS, MEASURES = range(11)

_real = training.run


def recipe(seed=SHORT, **settings):
    given = {"data": "digits", "examples": 200, "layers": SMALL, "epochs": 2, "batch_size": 32}
    return ClassifierRecipe(**given | {"seed": seed} | settings)


def install():
    training.run = act


def uninstall():
    training.run = _real


def fill_disk():
    """Have this process write no file of more than ten kilobytes: what it gets then is as real as it comes.

    That is enough for events, pictures and what TensorFlow writes for itself, and not for a checkpoint.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))


def act(its, folder, report, go_on):
    with (folder / "tries").open("a") as file:
        file.write("x")
    if its.seed not in (DEAF_AND_MUTE, LOADS):
        report({"kind": "start", "steps": 10, "step": 0})
    try:
        metrics = ACTS[its.seed](report, go_on)
    except training.Halted:
        _note(folder)
        raise
    _note(folder)
    return metrics


def _note(folder):
    """Write down when it has heard that it is to end, by the clock that all processes of a computer share."""
    (folder / "heard").write_text(str(time.monotonic()))


def _short(report, _go_on):
    for step in range(1, 11):
        if not report({"kind": "steps", "step": step}):
            return {"ended": "stopped"}
    return {"ended": "done"}


def _endless(report, _go_on):
    while report({"kind": "steps", "step": 5}):
        time.sleep(0.05)
    return {"ended": "stopped"}


def _deaf(_report, _go_on):
    time.sleep(3600)


def _die(_report, _go_on):
    os.kill(os.getpid(), signal.SIGKILL)


def _loads(_report, go_on):
    while go_on():
        time.sleep(0.05)
    raise training.Halted


def _measures(report, go_on):
    report({"kind": "epoch", "step": 10})
    while go_on():
        time.sleep(0.05)
    time.sleep(3)
    return {"ended": "done"}


def _raise(error):
    def act(_report, _go_on):
        raise error

    return act


ACTS = {
    SHORT: _short,
    ENDLESS: _endless,
    DEAF: _deaf,
    DIES: _die,
    NO_MEMORY: _raise(MemoryError()),
    DISK_FULL: _raise(OSError(errno.ENOSPC, "No space left on device")),
    BREAKS: _raise(ZeroDivisionError("nobody had foreseen this")),
    REFUSES: _raise(LabError("The data set is {name}.", name="gone")),
    DEAF_AND_MUTE: _deaf,
    LOADS: _loads,
    MEASURES: _measures,
}
