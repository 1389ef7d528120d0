"""The cluster on this computer: processes of our own, and the thread that keeps them alive."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable

from cnnlab.engine import processes
from cnnlab.engine.attempts import Attempts
from cnnlab.engine.cluster import Cluster
from cnnlab.engine.futures import answers, rehearse
from cnnlab.engine.lanes import Seat
from cnnlab.engine.limits import limits
from cnnlab.engine.processes import Child, Folder
from cnnlab.engine.state import EngineState, Phase

log = logging.getLogger(__name__)

BUSY, CALM = 0.1, 1.0
"""Seconds between two rounds of the supervisor: while something is starting, and otherwise."""

PULSE = 5.0
"""Seconds between two questions to the scheduler whether it is well."""

TRAIN = "train"
"""The first part of the names of the lanes on which networks are trained."""


class LocalCluster(Cluster):
    """A scheduler and a worker per lane on 127.0.0.1, encrypted, and kept alive by a thread."""

    def __init__(self) -> None:
        slots = limits().slots
        super().__init__(tuple(f"{TRAIN}-{number}" for number in range(1, slots + 1)))
        # Half of the processor, all of them together: the pages must stay usable.
        self._train_threads = max(1, (os.cpu_count() or 1) // 2 // slots)
        self._folder: Folder | None = None
        self._scheduler: Child | None = None
        self._workers: dict[str, Child] = {}
        self._connected_before = False
        self._address = ""
        self._numbers = 0
        self._restarts = 0
        self._lost = ""
        self._opened: set[str] = set()  # lanes whose present worker has been ready
        self._attempts = Attempts()
        self._stopping = False
        self._heard = 0.0  # when the scheduler answered last
        self._unanswered = 0  # questions since then
        self._starting = threading.Lock()  # held while a child comes or goes: `stop` must not miss one
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="cnnlab-supervisor", daemon=True)

    def start(self) -> None:
        """Begin to start the scheduler and the quick worker, and return at once."""
        self.lanes["quick"].want()
        self._thread.start()

    def want(self, lane: str) -> None:
        """Have the worker of `lane` started, if it is not there yet."""
        if not self.lanes[lane].wanted:
            self.lanes[lane].want()
            self._wake.set()

    def stop(self) -> None:
        """End everything; return when all processes have ended."""
        self.end_calls()
        with self._starting:
            self._stopping = True
            children = self._children()
        self._wake.set()
        for child in children:
            child.close()
        self._thread.join()
        self.disconnect()
        for child in children:
            child.kill(patience=3.0)
        if self._folder is not None:
            self._folder.remove()

    def restart(self, lane: str, seat: Seat, worker: Callable[[], str | None]) -> None:
        """Kill the worker behind `seat`, unless it has been replaced since."""
        with self._starting:
            if self.lanes[lane].seat is not seat or lane not in self._workers:
                return
            log.warning("the %s worker does not answer and is restarted", lane)
            # Off the list before the lane is closed, or the supervisor would take it for a new one.
            child = self._workers.pop(lane)
            self._note_loss(lane)
            child.kill()
        self._wake.set()

    def recycle(self, lane: str, seat: Seat) -> None:
        """End the worker behind `seat`, unless it has been replaced since; the supervisor starts the next."""
        with self._starting:
            if self.lanes[lane].seat is not seat or lane not in self._workers:
                return
            child = self._workers.pop(lane)
            self.lanes[lane].close()
            child.kill()
        self._wake.set()

    def state(self) -> EngineState:
        """Say how things are."""
        return EngineState(
            mode="local",
            scheduler=self._scheduler_phase(),
            quick=self.lanes["quick"].phase,
            long=self.lanes["long"].phase,
            train=self.train_phase(),
            address=self._address,
            seconds=time.monotonic() - self._began,
            restarts=self._restarts,
            lost=self._lost,
            failures=self._attempts.failures,
            waiting=self.lanes["quick"].waiting,
            waiting_long=self.lanes["long"].waiting,
            log=str(self._folder.path) if self._folder else "",
        )

    def _scheduler_phase(self) -> Phase:
        if self._stopping:
            return "off"
        if self._client is not None:
            return "ready"
        return "restarting" if self._connected_before else "starting"

    def _children(self) -> list[Child]:
        return [child for child in (*self._workers.values(), self._scheduler) if child is not None]

    def _note_loss(self, what: str) -> None:
        was_there = self.lanes[what].close() if what in self.lanes else self._client is not None
        if was_there:
            self._lost, self._restarts = what, self._restarts + 1

    # The supervisor

    def _supervise(self) -> None:
        while not self._stopping:
            try:
                if self._attempts.due("engine"):
                    self._round()
                    self._attempts.succeeded("engine")
            except Exception:
                if self._stopping:
                    return  # the ground has been taken away from under it
                log.exception("the engine could not be started")
                self._attempts.failed("engine")
            self._wake.wait(CALM if self._all_well() else BUSY)
            self._wake.clear()

    def _round(self) -> None:
        """Look at everything once, and start what is not there."""
        if trouble := self._trouble():
            self._give_up_scheduler(trouble)
        folder = self._whole_folder()
        for lane, child in tuple(self._workers.items()):
            if not child.alive():
                self._give_up_worker(lane, child)
        self._start_missing(folder)
        if self._client is None:
            self._try_to_connect(folder)
        if self._client is not None and not self._unanswered:
            self._open_lanes()

    def _wanted(self) -> list[str]:
        return [name for name, lane in self.lanes.items() if lane.wanted]

    def _all_well(self) -> bool:
        return all(self.lanes[lane].seat is not None for lane in self._wanted())

    def _trouble(self) -> str:
        """Say why the scheduler is of no use, which it can be although it is alive; empty if it is well."""
        if self._scheduler is None or self._folder is None:
            return ""
        if not self._scheduler.alive():
            return "has ended"
        connected = self._client is not None
        if not self._folder.whole() or (connected and not self._folder.scheduler_file.is_file()):
            return "has lost its private folder, without which no worker can start,"
        if connected and self._client.status != "running":
            return "has lost its connection"
        return "does not answer" if connected and self._silent() else ""

    def _silent(self) -> bool:
        """Ask the scheduler, if it is time, whether it is well; True: it has twice in a row not answered."""
        if time.monotonic() - self._heard < PULSE:
            return False
        if answers(self._client):
            self._heard, self._unanswered = time.monotonic(), 0
        else:
            self._unanswered += 1
        return self._unanswered >= 2

    def _whole_folder(self) -> Folder:
        """Give the private folder, a new one if there is none or something has been cleared away from it."""
        if self._folder is None or not self._folder.whole():
            remains, self._folder = self._folder, processes.make_folder()
            if remains is not None:
                remains.remove()
        return self._folder

    def _give_up_scheduler(self, trouble: str) -> None:
        """End a scheduler that is of no use, and the workers, which do not survive its loss."""
        log.warning("the scheduler %s and is started again", trouble)
        if self._client is None:
            self._attempts.failed("scheduler")
        self._note_loss("scheduler")
        with self._starting:
            for child in self._children():
                child.kill()
            self._scheduler, self._workers = None, {}
        self.disconnect()

    def _give_up_worker(self, lane: str, child: Child) -> None:
        with self._starting:
            if self._workers.get(lane) is not child:
                return  # `restart` has been faster
            del self._workers[lane]
        log.warning("the %s worker has ended and is started again", lane)
        if lane not in self._opened:
            self._attempts.failed(lane)
        self._note_loss(lane)

    def _start_missing(self, folder: Folder) -> None:
        with self._starting:
            if self._stopping:
                return
            if self._scheduler is None and self._attempts.due("scheduler"):
                self._scheduler = processes.start_scheduler(folder, self._wake.set)
            for lane in self._wanted():
                # One after the other, the quick one first: loading TensorFlow twice at the same
                # time would keep the class waiting for twice as long.
                first = lane == "quick" or self.lanes["quick"].seat is not None
                if first and lane not in self._workers and self._attempts.due(lane):
                    self._start_worker(folder, lane)

    def _start_worker(self, folder: Folder, lane: str) -> None:
        self._numbers += 1
        name = f"{lane}-{self._numbers}"
        self._opened.discard(lane)
        threads, later = self._threads(lane), lane.startswith(TRAIN)
        self._workers[lane] = processes.start_worker(folder, lane, name, threads, self._wake.set, later=later)

    def _threads(self, lane: str) -> int:
        """Threads for one operation; the long worker measures how long a training takes, so it has as many as one."""
        return min(os.cpu_count() or 1, 4) if lane == "quick" else self._train_threads

    def _try_to_connect(self, folder: Folder) -> None:
        if not folder.scheduler_file.exists():
            return
        try:
            address = json.loads(folder.scheduler_file.read_text(encoding="utf-8"))["address"]
        except ValueError:
            return  # it is just being written
        self.connect(address, processes.security(folder), timeout=5.0)
        self._address, self._connected_before = address, True
        self._heard, self._unanswered = time.monotonic(), 0
        self._attempts.succeeded("scheduler")

    def _open_lanes(self) -> None:
        """Open the lanes whose workers have come to the scheduler, which they do when they are warm."""
        waiting = [lane for lane in self._wanted() if self.lanes[lane].seat is None]
        if not waiting:
            return
        client = self._client
        known = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=5.0)["workers"]
        names = {worker["name"] for worker in known.values()}
        for lane in waiting:
            child = self._workers.get(lane)
            if child is not None and child.name in names:
                seat = self.seat({lane: 1})
                rehearse(seat)
                self._opened.add(lane)
                self._attempts.succeeded(lane)
                self.lanes[lane].open(seat)
