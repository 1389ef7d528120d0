"""Which runs there are, whose they are, and which server works on them: SQLite in the laboratory's folder.

Several servers on one computer may share a folder. Each works on the runs that it has taken up and says every
few seconds that it lives; a run whose server has been silent for longer than its lease is lost, and whoever
notices writes that down. Every change is a single statement, so that two servers cannot both have their way.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sql
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from cnnlab.engine.disk_errors import disk_error, in_words
from cnnlab.engine.lease import BEAT, LEASE, Lease
from cnnlab.engine.store_status import ALIVE, Status
from cnnlab.engine.store_tables import (
    ROWS,
    RUNS,
    SERVERS,
    TABLES,
    Row,
    digest,
    packed,
    row_of,
)
from cnnlab.errors import LabError

log = logging.getLogger(__name__)

NAME = "runs.sqlite"
MOST_ROWS = 200
"""Runs of one visitor that are listed."""
PATIENCE = 5.0
"""Seconds that a statement waits for another server's; less than a lease, or waiting would cost it."""

LOST = LabError(
    "The laboratory was closed while this run was under way. "
    "Its curves and its last checkpoint are kept, and it can be continued from there."
)

_STANDING = sql.select(RUNS.c.id, RUNS.c.server, RUNS.c.status, RUNS.c.stop)


class Store:
    """The runs of one laboratory, as one server sees and changes them. Any thread may use it.

    Every method raises a `LabError` where the disk is full, may not be written to, or the file is damaged.

    Parameters
    ----------
    home : Path
        The laboratory's folder; made when it is needed.
    clock : callable
        Gives the seconds since 1970.
    beat, lease : float
        Seconds between two signs of life, and how long one is good for.
    """

    def __init__(
        self,
        home: Path,
        *,
        clock: Callable[[], float] = time.time,
        beat: float = BEAT,
        lease: float = LEASE,
    ) -> None:
        self.home = home
        self.server = secrets.token_hex(16)
        self._clock = clock
        self._lease = Lease(beat, lease)
        self._silent = False
        self._engine: sql.Engine | None = None
        self._opening = threading.Lock()
        self._alive: Callable[[], Iterable[str]] = tuple
        self._stop: Callable[[str], None] = lambda run: None

    def now(self) -> float:
        """Return the time by the store's clock."""
        return self._clock()

    # What there is

    def add(self, run: str, owner: str) -> None:
        """Enter a new run: queued, and this server's to work on."""
        values = {"id": run, "owner": digest(owner), "status": "queued", "created": self._clock()}
        with self._database() as database:
            database.execute(sql.insert(RUNS).values(**values, server=self.server, stop=False))

    def row(self, run: str) -> Row | None:
        """Return what is known of a run; None where there is none of this id."""
        with self._database() as database:
            found = database.execute(ROWS.where(RUNS.c.id == run)).first()
        return row_of(found) if found is not None else None

    def rows_of(self, owner: str) -> tuple[Row, ...]:
        """Return an owner's runs, the newest first, 200 at most."""
        query = ROWS.where(RUNS.c.owner == digest(owner)).order_by(RUNS.c.number.desc())
        with self._database() as database:
            return tuple(row_of(found) for found in database.execute(query.limit(MOST_ROWS)))

    def ended(self) -> tuple[Row, ...]:
        """Return the runs of all owners that are not alive, the one that ended first first."""
        query = ROWS.where(RUNS.c.status.not_in(ALIVE)).order_by(RUNS.c.ended, RUNS.c.number)
        with self._database() as database:
            return tuple(row_of(found) for found in database.execute(query))

    # What changes

    def change(self, run: str, status: Status, error: LabError | None = None) -> bool:
        """Write down how a run stands now.

        A run that has ended is taken up again by "queued", and from then on is this server's. Every other
        status can only be given by the server that works on the run.

        Returns
        -------
        bool
            Whether it was so changed. False: it has been deleted, works already, or another server has it,
            and whatever this server still does with it is to end.
        """
        now = self._clock()
        values = {"status": status, "error": packed(error)}
        which = RUNS.c.id == run
        if status == "queued":
            values |= {"server": self.server, "started": None, "ended": None, "stop": False}
            which &= RUNS.c.status.not_in(ALIVE)
        else:
            values |= {"started": now, "ended": None} if status == "running" else {"ended": now}
            which &= RUNS.c.server == self.server
        with self._database() as database:
            return database.execute(sql.update(RUNS).where(which).values(values)).rowcount > 0

    def ask_to_stop(self, run: str) -> None:
        """Leave word for the server that works on a run; it reads it at its next beat."""
        with self._database() as database:
            alive = RUNS.c.status.in_(ALIVE)
            database.execute(sql.update(RUNS).where(RUNS.c.id == run, alive).values(stop=True))

    def delete(self, run: str, *, ended: bool = False) -> bool:
        """Forget a run, or with `ended` only if it is not alive; returns whether it was there."""
        which = RUNS.c.id == run
        if ended:
            which &= RUNS.c.status.not_in(ALIVE)
        with self._database() as database:
            return database.execute(sql.delete(RUNS).where(which)).rowcount > 0

    # Life and death

    def serve(
        self,
        alive: Callable[[], Iterable[str]] | None = None,
        stop: Callable[[str], None] | None = None,
    ) -> None:
        """Say from now on, in a thread, that this server lives; mark as lost what others left behind.

        It may be called again, with what was not known before.

        Parameters
        ----------
        alive : callable
            Gives the ids of the runs that this process works on or has in its queue. Each must be in the
            store before it is among them.
        stop : callable
            Ends the work on a run, and may be called again until it has ended: somebody has asked for it at
            another server, has deleted it there or has taken it up there.
        """
        self._alive, self._stop = alive or self._alive, stop or self._stop
        self._lease.hold(self._beat_safely)

    def beat(self) -> None:
        """Give one sign of life, and look after the runs of servers that give none any more."""
        now = self._clock()
        mine = tuple(self._alive())
        with self._database() as database:
            sign = insert(SERVERS).values(id=self.server, seen=now)
            database.execute(sign.on_conflict_do_update(index_elements=["id"], set_={"seen": now}))
            if self._lease.may_judge(now):
                self._judge(database, now)
            found = {each.id: each for each in database.execute(_STANDING.where(RUNS.c.id.in_(mine)))}
            back = [
                run for run, each in found.items() if each.server == self.server and each.status == "lost"
            ]
            if back:
                self._take_back(database, back)
        for run in mine:
            if run not in found or found[run].server != self.server or found[run].stop:
                self._stop(run)

    def close(self) -> None:
        """Give no further signs of life; what this server still had queued or running is lost at once."""
        self._lease.let_go()
        try:
            with self._database() as database:
                self._lose(database, RUNS.c.server == self.server)
                database.execute(sql.delete(SERVERS).where(SERVERS.c.id == self.server))
        except LabError:
            log.warning("the end of this server could not be written down", exc_info=True)
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()

    def _beat_safely(self) -> None:
        try:
            self.beat()
            self._silent = False
        except Exception:
            if not self._silent:  # once, not every two seconds for as long as it lasts
                log.exception("the run store does not answer")
            self._silent = True

    def _judge(self, database: sql.Connection, now: float) -> None:
        """Mark as lost what belongs to servers whose last sign is too old, or from a clock that was set back."""
        length = self._lease.length
        living = sql.select(SERVERS.c.id).where(SERVERS.c.seen.between(now - length, now + length))
        self._lose(database, RUNS.c.server.not_in(living))
        database.execute(sql.delete(SERVERS).where(SERVERS.c.id.not_in(living)))

    def _lose(self, database: sql.Connection, which: sql.ColumnElement) -> None:
        values = {"status": "lost", "ended": self._clock(), "error": packed(LOST)}
        database.execute(sql.update(RUNS).where(which, RUNS.c.status.in_(ALIVE)).values(values))

    def _take_back(self, database: sql.Connection, runs: list[str]) -> None:
        """Set right that runs were declared lost while this server slept, as a laptop does, and was thought dead."""
        status = sql.case((RUNS.c.started.is_(None), "queued"), else_="running")
        which = RUNS.c.id.in_(runs) & (RUNS.c.server == self.server) & (RUNS.c.status == "lost")
        database.execute(sql.update(RUNS).where(which).values(status=status, ended=None, error=None))

    # The file

    @contextmanager
    def _database(self) -> Iterator[sql.Connection]:
        try:
            with in_words(), self._opened().connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise disk_error(error) or _trouble(error) from error

    def _opened(self) -> sql.Engine:
        with self._opening:
            if self._engine is None:
                self.home.mkdir(parents=True, exist_ok=True)
                engine = sql.create_engine(
                    sql.URL.create("sqlite", database=str(self.home / NAME)),
                    isolation_level="AUTOCOMMIT",
                    connect_args={"timeout": PATIENCE},
                )
                sql.event.listen(engine, "connect", _prepare)
                with engine.connect() as connection:
                    for table in TABLES.sorted_tables:
                        connection.execute(CreateTable(table, if_not_exists=True))
                        for index in table.indexes:
                            connection.execute(CreateIndex(index, if_not_exists=True))
                self._engine = engine
            return self._engine


def _prepare(connection, _record) -> None:
    # Readers and a writer do not wait for one another; after a power cut the last changes may be missing,
    # but the file is whole.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _trouble(error: SQLAlchemyError) -> LabError:
    log.warning("the run store: %s", error)
    if "locked" in str(error):
        return LabError("The list of runs is being written by somebody else. Try once more.")
    return LabError(
        "The list of runs cannot be read: its file, runs.sqlite in the laboratory's folder, is damaged. "
        "Move it away, and a new list begins."
    )
