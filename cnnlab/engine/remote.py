"""A cluster that others have started: ``CNNLAB_SCHEDULER=tcp://host:8786`` or ``tls://host:8786``."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from cnnlab.engine.cluster import Cluster
from cnnlab.engine.lanes import Lane, Seat
from cnnlab.engine.probe import probe
from cnnlab.engine.state import EngineState, Phase
from cnnlab.errors import LabError

log = logging.getLogger(__name__)

PERIOD = 2.0
"""Seconds between two looks at which workers the cluster has."""

PROBE_AGAIN = 30.0
"""Seconds after which workers that do not see our folder are asked once more."""

TRAIN = "train"
"""The lane on which networks are trained."""


class RemoteCluster(Cluster):
    """Lanes on somebody else's workers.

    Workers that declare the resource ``quick``, ``long`` or ``train`` serve that lane
    alone; where none does, every worker serves it, and trainings leave one of them free.
    Workers that train must see the folder that ``CNNLAB_HOME`` names here, by the same
    variable of theirs. Certificates for ``tls://`` come from
    Dask's own settings (``distributed.comm.tls``). Its scheduler should have
    ``distributed.scheduler.allowed-failures`` at 0, or a call that kills its worker
    is tried on others.

    Parameters
    ----------
    address : str
        The scheduler's address.
    """

    def __init__(self, address: str) -> None:
        super().__init__((TRAIN,))
        self._address = address
        self._connected_before = False
        self._restarts = 0
        self._failures = 0
        self._probed = float("-inf")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="cnnlab-supervisor", daemon=True)

    def start(self) -> None:
        """Begin to connect, and return at once."""
        self.lanes["quick"].want()
        self.lanes[TRAIN].want()  # there is nothing to start for it, only to find out
        self._thread.start()

    def want(self, lane: str) -> None:
        """Open the lane at the next look at the cluster."""
        self.lanes[lane].want()

    def stop(self) -> None:
        """Leave the cluster, which goes on without us."""
        self.end_calls()
        self._stopping.set()
        self._thread.join()
        self.disconnect()

    def restart(self, lane: str, seat: Seat, worker: Callable[[], str | None]) -> None:
        """Have the cluster restart the worker; one without a nanny ends and does not come back."""
        address = worker()
        if address is None:
            log.warning("a call in the %s lane does not end, and its worker is not known", lane)
            return
        self._restarts += 1
        try:
            outcome = seat.client.restart_workers([address], timeout=10, raise_for_error=False)
        except (OSError, TimeoutError) as error:
            log.warning("worker %s does not answer and could not be restarted: %s", address, error)
        else:
            log.warning("worker %s did not answer; its restart: %s", address, outcome)

    def recycle(self, lane: str, seat: Seat) -> None:
        """Leave somebody else's workers as they are."""

    def state(self) -> EngineState:
        """Say how things are."""
        connected = self._client is not None
        return EngineState(
            mode="remote",
            scheduler=self._scheduler_phase(connected),
            quick=self.lanes["quick"].phase,
            long=self.lanes["long"].phase,
            train=self.train_phase(),
            address=self._address,
            seconds=time.monotonic() - self._began,
            restarts=self._restarts,
            lost="scheduler" if self._connected_before and not connected else "",
            failures=self._failures,
            waiting=self.lanes["quick"].waiting,
            waiting_long=self.lanes["long"].waiting,
            unshared=self.unshared,
        )

    def _scheduler_phase(self, connected: bool) -> Phase:
        if self._stopping.is_set():
            return "off"
        if connected:
            return "ready"
        return "restarting" if self._connected_before else "starting"

    def _supervise(self) -> None:
        while not self._stopping.is_set():
            try:
                self._round()
                self._failures = 0
            except Exception:
                self._failures += 1
                # Once, not every two seconds for as long as it lasts.
                level = logging.WARNING if self._failures == 1 else logging.DEBUG
                log.log(level, "the cluster at %s does not answer", self._address, exc_info=True)
                self.disconnect()
            self._stopping.wait(PERIOD)

    def _round(self) -> None:
        if self._client is not None and self._client.status != "running":
            self._restarts += 1
            self.disconnect()
        if self._client is None:
            self.connect(self._address, None, timeout=10.0)
            self._connected_before = True
        client = self._client
        workers = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=10.0)["workers"]
        for lane in self.lanes.values():
            if lane.wanted:
                self._serve(lane, list(workers.values()))
        self._probe(workers)

    def _serve(self, lane: Lane, workers: list[dict]) -> None:
        resources, places = shares(lane.name, workers)
        if places == 0:
            lane.close()
        elif lane.seat is None or (lane.seat.resources, lane.seat.places) != (resources, places):
            lane.open(self.seat(resources, places))
            self._probed = float("-inf") if lane.name == TRAIN else self._probed

    def _probe(self, workers: dict[str, dict]) -> None:
        """See whether those that train have the folder that we have, once they are there and again if not."""
        resources, _ = shares(TRAIN, list(workers.values()))
        which = [
            address
            for address, worker in workers.items()
            if resources is None or TRAIN in worker["resources"]
        ]
        again = self.unshared is not None and time.monotonic() - self._probed > PROBE_AGAIN
        if not which or not (again or self._probed == float("-inf")):
            return
        client = self._client
        try:
            probe(lambda function, *args: all(client.run(function, *args, workers=which).values()))
        except LabError as error:
            self.unshared = error
        else:
            self.unshared = None
        self._probed = time.monotonic()


def shares(lane: str, workers: list[dict]) -> tuple[dict[str, float] | None, int]:
    """Say which workers serve a lane: those that declare its resource, or all if none does.

    Returns
    -------
    resources : dict or None
        What a call asks for.
    places : int
        How many workers there are for it.
    """
    own = [worker for worker in workers if lane in worker["resources"]]
    if own:
        return {lane: 1}, len(own)
    # Who trains is busy for minutes: one of several workers remains for what is quick.
    return None, len(workers) - 1 if lane == TRAIN and len(workers) > 1 else len(workers)
