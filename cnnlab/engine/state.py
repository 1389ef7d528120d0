"""What the engine says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cnnlab.errors import LabError

Phase = Literal["off", "starting", "ready", "restarting"]
Mode = Literal["local", "remote", "inline"]


@dataclass(frozen=True)
class EngineState:
    """The engine at one moment: plain facts, from which a page makes its sentence.

    Attributes
    ----------
    mode : {"local", "remote", "inline"}
        Own processes on this computer, a cluster elsewhere, or this process.
    scheduler, quick, long, train : {"off", "starting", "ready", "restarting"}
        The scheduler and the lanes; that for training is ready when one of its workers
        is. ``"off"``: not started, not needed yet, or stopped. ``"restarting"``: was
        ready, was lost, and is on its way back.
    address : str
        The scheduler's address, empty as long as there is none.
    seconds : float
        Seconds since the engine was started.
    restarts : int
        How often something that had been ready had to be started again.
    lost : {"", "scheduler", "quick", "long", "train-1", ...}
        What was lost last, so that a page can say what happened. Empty: nothing.
    failures : int
        Attempts in a row that did not succeed: with more than one or two, waiting is
        no longer the answer and somebody should read the log.
    waiting, waiting_long : int
        Calls that wait for their turn in the quick and in the long lane.
    slots : int
        Trainings that can run at the same time.
    running, queued : int
        Trainings that run and that wait, of this server.
    unshared : LabError or None
        Why a cluster elsewhere cannot train: its workers do not see this server's folder.
    log : str
        Folder with the logs of the engine's own processes; empty if it has none. It
        is meant for whoever runs the server, not for visitors.
    """

    mode: Mode
    scheduler: Phase = "off"
    quick: Phase = "off"
    long: Phase = "off"
    train: Phase = "off"
    address: str = ""
    seconds: float = 0.0
    restarts: int = 0
    lost: str = ""
    failures: int = 0
    waiting: int = 0
    waiting_long: int = 0
    slots: int = 0
    running: int = 0
    queued: int = 0
    unshared: LabError | None = None
    log: str = ""
