"""What became of recipes: begun, watched, stopped, continued, forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnlab.engine import jobs, run_files, serving
from cnnlab.engine.event_reading import events
from cnnlab.engine.run_files import metrics, picture
from cnnlab.engine.store_status import ALIVE, Status
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import Recipe
from cnnlab.training.wishes import save as save_wishes

if TYPE_CHECKING:
    from cnnlab.engine.store_tables import Row

__all__ = [
    "Run",
    "delete_run",
    "events",
    "metrics",
    "picture",
    "resume",
    "run",
    "runs_of",
    "stop_run",
    "submit",
    "wish",
]


@dataclass(frozen=True)
class Run:
    """A run at one moment.

    Attributes
    ----------
    id : str
        32 hexadecimal digits; who has it may watch.
    status : {"queued", "running", "done", "stopped", "failed", "lost"}
    recipe : Recipe
    created : float
        Seconds since 1970.
    position : int
        In this server's queue, from 1 for the next; 0 where it does not wait, or waits at another server.
    error : LabError or None
        Why it failed or was lost.
    mine : bool
        Whether it belongs to the visitor who asked.
    fraction : float
        How much of it is done, from 0 to 1, while it runs on this server.
    """

    id: str
    status: Status
    recipe: Recipe
    created: float
    position: int = 0
    error: LabError | None = None
    mine: bool = False
    fraction: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether there is more to come."""
        return self.status in ALIVE


def submit(recipe: Recipe, owner: str) -> str:
    """Queue a recipe, and return the id of its run.

    Raises
    ------
    LabError
        The recipe goes beyond the limits of this server, the queue takes no more, or the disk is full.
    """
    return jobs.current().submit(recipe, owner)


def run(run_id: str, visitor: str = "") -> Run:
    """Return a run as it is now.

    Raises
    ------
    LabError
        There is no such run.
    """
    from cnnlab.engine.store_tables import is_owner

    run_folder(run_id)  # refuses what is no id
    row = serving.begin().row(run_id)
    if row is None:
        raise run_files.no_run()
    return _as_run(row, run_files.recipe_of(run_id), is_owner(row, visitor))


def is_alive(run_id: str) -> bool:
    """Tell whether there is more to come of a run; of one that has been deleted there is not.

    Raises
    ------
    LabError
        The store does not answer.
    """
    row = serving.begin().row(run_id)
    return row is not None and _standing(row)[0] in ALIVE


def runs_of(visitor: str) -> tuple[Run, ...]:
    """Return a visitor's runs, the newest first, 200 at most."""
    found = []
    for row in serving.begin().rows_of(visitor):
        try:
            recipe = run_files.recipe_of(row.id)
        except LabError:
            continue  # it is being deleted, or its files have been taken away
        found.append(_as_run(row, recipe, True))
    return tuple(found)


def _standing(row: Row) -> tuple[Status, LabError | None]:
    """Return the state of a run: what this server knows of it comes before what has been written down."""
    held = jobs.known()
    return (held.standing(row.id) if held is not None else None) or (row.status, row.error)


def _as_run(row: Row, recipe: Recipe, mine: bool) -> Run:
    held = jobs.known()
    status, error = _standing(row)
    position = held.position(row.id) if held is not None and status == "queued" else 0
    fraction = held.progress(row.id) if held is not None else 0.0
    return Run(row.id, status, recipe, row.created, position, error, mine, fraction)


def stop_run(run_id: str, visitor: str) -> None:
    """Ask a run to end; it keeps what it has learned.

    Raises
    ------
    LabError
        It is not this visitor's.
    """
    own(run_id, visitor)
    if not jobs.current().stop(run_id):
        serving.store().ask_to_stop(run_id)  # another server may have it


def wish(run_id: str, visitor: str, wishes: dict[str, float]) -> None:
    """Change what a training does while it goes on; see `cnnlab.training.wishes.save`.

    Raises
    ------
    LabError
        It is not this visitor's, it has ended, or a wish cannot be.
    """
    if not own(run_id, visitor).alive:
        raise LabError("This training has ended. Begin another one with these settings.")
    try:
        save_wishes(run_folder(run_id), wishes)
    except OSError as error:  # the disk is full, or the run has just been deleted
        raise LabError("This could not be written down. Try again in a moment.") from error


def resume(run_id: str, visitor: str, epochs: int = 0) -> None:
    """Continue a run that has ended, up to `epochs` in all, or to the end of its recipe.

    Raises
    ------
    LabError
        It is not this visitor's, has not ended yet, or has nothing left to do; or as for `submit`.
    """
    held = own(run_id, visitor)
    recipe = replace(held.recipe, epochs=epochs or held.recipe.epochs)
    measured = metrics(run_id) or {}
    done = len(measured.get("epochs", ()))
    if not held.alive and done >= recipe.epochs:
        raise LabError("This run has done {done} epochs already. Choose more than that to go on.", done=done)
    jobs.current().resume(run_id, visitor, recipe)


def delete_run(run_id: str, visitor: str) -> None:
    """Delete a run with all its files; one that is alive is stopped first.

    Raises
    ------
    LabError
        It is not this visitor's.
    """
    own(run_id, visitor)
    jobs.current().remove(run_id, lambda: forget(run_id))


def forget(run_id: str) -> None:
    """Delete what is kept of a run; a server that still works on it hears of that at its next beat."""
    run_files.remove(run_id)  # first: where the disk is full it makes the room for the rest
    serving.store().delete(run_id)


def own(run_id: str, visitor: str) -> Run:
    """Return a run that belongs to a visitor.

    Raises
    ------
    LabError
        It is not this visitor's, or not there.
    """
    held = run(run_id, visitor)
    if held.mine:
        return held
    raise LabError(
        "This run belongs to somebody else: you can watch it, and begin one of your own from its recipe."
    )
