"""Which runs are those of an experiment, and what has still to be trained for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes.experiments import Arm, Experiment
from cnnlab.web import visitor
from cnnlab.web.training.kinds import kind_of, runs_of


@dataclass(frozen=True)
class Standing:
    """How an experiment stands.

    Attributes
    ----------
    runs : dict of str to Run
        For each arm that has one: its run.
    waiting : frozenset of str
        Arms that are handed in when their turn comes.
    refused : LabError or None
        Why the next one has to wait.
    elsewhere : bool
        Trainings of another experiment of this visitor are still to be handed in.
    """

    runs: dict[str, Run]
    waiting: frozenset[str]
    refused: LabError | None
    elsewhere: bool

    @property
    def alive(self) -> bool:
        """Whether there is more to come."""
        return bool(self.waiting) or any(run.alive for run in self.runs.values())

    @property
    def mine(self) -> bool:
        """Whether this visitor can stop it."""
        return bool(self.waiting) or any(run.alive and run.mine for run in self.runs.values())

    @property
    def signature(self) -> tuple:
        """What changes when a training begins or ends."""
        states = tuple((arm, run.id, run.status) for arm, run in self.runs.items())
        return states, self.waiting, self.refused is None

    def missing(self, experiment: Experiment) -> tuple[Arm, ...]:
        """Return the arms that have no run that has come to its end, nor one that is on its way there."""
        ended = {name for name, run in self.runs.items() if run.status == "done" or run.alive}
        return tuple(arm for arm in experiment.arms if arm.name not in ended)


def standing(experiment: Experiment, ids: Iterable[str], kind: str) -> Standing:
    """Find the runs of an experiment.

    Parameters
    ----------
    experiment : Experiment
    ids : iterable of str
        The runs that the link names; the visitor's own of the same recipes are found besides.
    kind : str
        Of their recipes, such as "classifier".
    """
    known = {run.id: run for run in (*named(ids, kind), *runs_of(kind))}
    runs = {}
    for arm in experiment.arms:
        fitting = [run for run in known.values() if run.recipe == arm.recipe]
        if fitting:
            runs[arm.name] = max(fitting, key=_worth)
    return _standing(experiment, runs)


def refreshed(experiment: Experiment, before: Standing, kind: str) -> Standing:
    """Look again at the runs that were found: cheap enough for once a second and many visitors."""
    now = {run.id: run for run in named((run.id for run in before.runs.values()), kind)}
    return _standing(experiment, {arm: now[run.id] for arm, run in before.runs.items() if run.id in now})


def _standing(experiment: Experiment, runs: dict[str, Run]) -> Standing:
    series = engine.series_of(visitor.token())
    waiting = series.waiting if series else ()
    ours = frozenset(arm.name for arm in experiment.arms if arm.recipe in waiting)
    return Standing(runs, ours, series.error if series and ours else None, bool(waiting) and not ours)


def _worth(run: Run) -> tuple[int, float]:
    """Prefer what goes on, then what has come to its end, then the newest."""
    return (2 if run.alive else 1 if run.status == "done" else 0), run.created


def named(ids: Iterable[str], kind: str) -> tuple[Run, ...]:
    """Return the runs of a kind among these; those that there are not any more are left out."""
    found = []
    for each in ids:
        try:
            run = engine.run(each, visitor.token())
        except LabError:
            continue
        if kind_of(run.recipe) == kind:
            found.append(run)
    return tuple(found)


def begin(arms: tuple[Arm, ...]) -> None:
    """Train these arms, one after another.

    Raises
    ------
    LabError
        The first of them is refused.
    """
    engine.begin_series([arm.recipe for arm in arms], visitor.token())


def stop(found: Standing) -> None:
    """Hand in no more, and stop what is under way."""
    me = visitor.token()
    if found.waiting:
        engine.end_series(me)
    for run in found.runs.values():
        if run.alive and run.mine:
            engine.stop_run(run.id, me)
