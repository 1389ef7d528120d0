"""What became of recipes: begun, watched, stopped, continued, forgotten."""

from __future__ import annotations

import json
import secrets
import shutil
import threading
import time
from dataclasses import dataclass
from typing import Any, Literal

from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import ClassifierRecipe, read, write

Status = Literal["queued", "running", "done", "stopped", "failed", "lost"]


@dataclass(frozen=True)
class Run:
    """A run at one moment.

    Attributes
    ----------
    id : str
        32 hexadecimal digits; who has it may watch.
    status : {"queued", "running", "done", "stopped", "failed", "lost"}
    recipe : ClassifierRecipe
    created : float
        Seconds since 1970.
    position : int
        In the queue, from 1 for the next; 0 where it does not wait.
    error : LabError or None
        Why it failed or was lost.
    mine : bool
        Whether it belongs to the visitor who asked.
    """

    id: str
    status: Status
    recipe: ClassifierRecipe
    created: float
    position: int = 0
    error: LabError | None = None
    mine: bool = False

    @property
    def alive(self) -> bool:
        """Whether there is more to come."""
        return self.status in ("queued", "running")


_runs: dict[str, dict[str, Any]] = {}


def submit(recipe: ClassifierRecipe, owner: str) -> str:
    """Queue a recipe, and return the id of its run."""
    run = secrets.token_hex(16)
    folder = run_folder(run)
    folder.mkdir(parents=True)
    (folder / "recipe.json").write_text(write(recipe), "utf-8")
    _runs[run] = {"status": "running", "owner": owner, "created": time.time(), "stop": threading.Event()}
    threading.Thread(target=_drive, args=(run, recipe), daemon=True).start()
    return run


def _drive(run: str, recipe: ClassifierRecipe) -> None:
    from cnnlab import training

    with (run_folder(run) / "events.jsonl").open("a", encoding="utf-8") as file:

        def report(event: dict) -> bool:
            file.write(json.dumps(event) + "\n")
            file.flush()
            return not _runs[run]["stop"].is_set()

        try:
            metrics = training.run(recipe, run_folder(run), report)
            _runs[run]["status"] = "stopped" if metrics["ended"] == "stopped" else "done"
        except LabError as error:
            _runs[run] |= {"status": "failed", "error": error}


def run(run_id: str, visitor: str = "") -> Run:
    """Return a run as it is now.

    Raises
    ------
    LabError
        There is no such run.
    """
    if run_id not in _runs:
        raise LabError("There is no run of this name here; perhaps it has been deleted.")
    held = _runs[run_id]
    recipe = read((run_folder(run_id) / "recipe.json").read_text("utf-8"))
    return Run(
        run_id, held["status"], recipe, held["created"], 0, held.get("error"), held["owner"] == visitor
    )


def runs_of(visitor: str) -> tuple[Run, ...]:
    """Return a visitor's runs, the newest first."""
    return tuple(run(name, visitor) for name in reversed(_runs) if _runs[name]["owner"] == visitor)


def events(run_id: str, since: int = 0) -> tuple[dict, ...]:
    """Return the events of a run after the first `since`, in order."""
    file = run_folder(run_id) / "events.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return tuple(json.loads(line) for line in lines[since:])


def metrics(run_id: str) -> dict | None:
    """Return what was measured at the end of a run; None before that."""
    file = run_folder(run_id) / "metrics.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else None


def picture(run_id: str, name: str) -> bytes | None:
    """Return one of a run's pictures (PNG) by the name that an event gave; None where it is not there."""
    file = run_folder(run_id) / "pictures" / name
    return file.read_bytes() if file.parent.name == "pictures" and file.is_file() else None


def stop_run(run_id: str, visitor: str) -> None:
    """Ask a run to end; it keeps what it has learned.

    Raises
    ------
    LabError
        It is not this visitor's.
    """
    _own(run_id, visitor)["stop"].set()


def resume(run_id: str, visitor: str, epochs: int = 0) -> None:
    """Continue a run that has ended, up to `epochs` in all, or to the end of its recipe.

    Raises
    ------
    LabError
        It is not this visitor's, is still running, or has nothing left to do.
    """
    from dataclasses import replace

    held = _own(run_id, visitor)
    recipe = read((run_folder(run_id) / "recipe.json").read_text("utf-8"))
    recipe = replace(recipe, epochs=epochs or recipe.epochs)
    held |= {"status": "running", "stop": threading.Event()}
    threading.Thread(target=_drive, args=(run_id, recipe), daemon=True).start()


def delete_run(run_id: str, visitor: str) -> None:
    """Delete a run with all its files; one that is alive is stopped first.

    Raises
    ------
    LabError
        It is not this visitor's.
    """
    _own(run_id, visitor)["stop"].set()
    del _runs[run_id]
    shutil.rmtree(run_folder(run_id), ignore_errors=True)


def _own(run_id: str, visitor: str) -> dict[str, Any]:
    if run(run_id, visitor).mine:
        return _runs[run_id]
    raise LabError(
        "This run belongs to somebody else: you can watch it, and begin one of your own from its recipe."
    )
