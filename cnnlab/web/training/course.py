"""How a training has gone so far, as its page shows it: read on from its events, thinned for the eye."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

from cnnlab import engine
from cnnlab.web.training.kept_looks import KeptLooks

MOST_POINTS = 400
"""Of a curve on the screen."""
MOST_LOOKS = 16
KEPT = 32
"""Courses that this process remembers, for all visitors together."""
LATELY = 8
"""Reports that the speed is taken from."""


@dataclass(frozen=True)
class Look:
    """How a network was after so many steps.

    Attributes
    ----------
    event : dict
        What was told.
    picture : str or None
        The picture that goes with it, as a ``data:`` URL.
    """

    event: dict[str, Any]
    picture: str | None

    @property
    def step(self) -> int:
        """How many steps."""
        return int(self.event["step"])


class Course:
    """What has been told of one run.

    Parameters
    ----------
    measures : tuple of str
        What its steps tell.
    most_looks : int
        How many looks are shown at the most.

    Attributes
    ----------
    start : dict
        The last event of that kind; empty before the first.
    step : int
        The last step that is known.
    """

    def __init__(self, measures: tuple[str, ...], most_looks: int = MOST_LOOKS) -> None:
        self._measures = measures
        self._whole = (*measures, *(f"val_{name}" for name in measures))
        self.start: dict = {}
        self.step = 0
        self._read = 0
        self._steps: list[tuple[float, ...]] = []
        self._epochs: dict[int, tuple[float, ...]] = {}
        self._looks = KeptLooks(most_looks)
        self._told: dict[str, list[dict]] = {"judged": [], "heeded": []}
        self._speeds: deque[float] = deque(maxlen=LATELY)
        self._sheets: dict[str, str | None] = {}
        self._strips: dict[str, str | None] = {}
        self._lock = threading.Lock()

    def read_on(self, run: str) -> None:
        """Take in what has been told since."""
        with self._lock:
            for event in engine.events(run, self._read):
                self._read += 1
                self._take(event)

    def _take(self, event: dict) -> None:
        kind, step = event.get("kind"), int(event.get("step", 0))
        if kind == "start":
            self.start = event
            self._go_back(step)
            self._speeds.clear()
        elif kind == "steps":
            self._steps.append((step, *(event[name] for name in self._measures)))
            self._speeds.append(event["images_per_second"])
        elif kind == "epoch":
            # Not every training sets pictures apart to choose by.
            self._epochs[step] = (step, *(event.get(name, nan) for name in self._whole))
        elif kind == "look":
            self._looks.take(step, event)
            if event.get("judged"):
                self._told["judged"].append({"step": step, **event["judged"]})
        elif kind == "heeded":
            self._told["heeded"].append(event)
        self.step = step

    def _go_back(self, step: int) -> None:
        """Forget what lies behind the checkpoint that the training goes on from: it comes once more."""
        self._steps = [each for each in self._steps if each[0] <= step]
        self._epochs = {place: each for place, each in self._epochs.items() if place <= step}
        self._looks.go_back(step)
        self._told = {
            kind: [each for each in told if each["step"] <= step] for kind, told in self._told.items()
        }

    @property
    def last(self) -> int:
        """Steps of the whole training; 0 before it has begun."""
        return int(self.start.get("steps", 0))

    @property
    def every(self) -> int:
        """Steps of an epoch."""
        return max(1, int(self.start.get("steps_per_epoch", 1)))

    @property
    def labels(self) -> list[int]:
        """The classes of the fixed examples."""
        return list(self.start.get("examples", []))

    @property
    def judged(self) -> Sequence[dict]:
        """What was measured of the network while it learned, each time with its ``step``."""
        return tuple(self._told["judged"])

    @property
    def heeded(self) -> Sequence[dict]:
        """What somebody has changed while it learned: ``step``, and what was in force from there on."""
        return tuple(self._told["heeded"])

    def lately(self) -> Sequence[dict[str, float]]:
        """Return the measures of the last batches that were told, the newest last."""
        return [dict(zip(("step", *self._measures), row, strict=True)) for row in self._steps[-LATELY:]]

    @property
    def speed(self) -> float | None:
        """Images a second, lately."""
        return sum(self._speeds) / len(self._speeds) if self._speeds else None

    def seconds_left(self, batch: int) -> float | None:
        """Return how long it will go on at the speed that it has had lately; None where that is not known."""
        if not self.speed or not self.last:
            return None
        return (self.last - self.step) * batch / self.speed

    def strip(self, run: str, name: str) -> str | None:
        """Return a picture that is drawn once, at the start, as a ``data:`` URL; None before that."""
        if self.start and not self._strips.get(name):
            self._strips[name] = picture_url(run, name)
        return self._strips.get(name)

    def steps(self) -> dict[str, list[float | None]]:
        """Return the batches as `components.curves` wants them."""
        return _columns(_thinned(self._steps), self._measures)

    def epochs(self) -> dict[str, list[float | None]]:
        """Return the epochs as `components.curves` wants them."""
        return _columns(_thinned(list(self._epochs.values())), self._whole)

    def looks(self, run: str, picture: str, most: int = 0) -> list[Look]:
        """Return some of the looks, the first and the last among them.

        Parameters
        ----------
        run : str
        picture : str
            Where an event has the name of the picture that goes with it.
        most : int
            How many, if fewer than can be shown.
        """
        return self._seen(run, picture, self._looks.shown(most))

    def late_looks(self, run: str, picture: str, count: int) -> list[Look]:
        """Return the last looks that are kept, as `looks` does."""
        return self._seen(run, picture, self._looks.late(count))

    def _seen(self, run: str, picture: str, shown: Sequence[dict]) -> list[Look]:
        # Each is read once: what is looked at twice a second must not come from the disk each time.
        for name in {each.get(picture) for each in shown} - {None, *filter(self._sheets.get, self._sheets)}:
            self._sheets[name] = picture_url(run, name)
        kept = {each.get(picture) for each in self._looks.late(0)}
        self._sheets = {name: url for name, url in self._sheets.items() if name in kept}
        return [Look(each, self._sheets.get(each.get(picture, ""))) for each in shown]


_courses: OrderedDict[str, Course] = OrderedDict()
_lock = threading.Lock()


def course_of(run: str, measures: tuple[str, ...], most_looks: int = MOST_LOOKS) -> Course:
    """Return the course of a run, with all that has been told of it until now.

    Parameters
    ----------
    run : str
    measures : tuple of str
        What its steps tell, as its kind of recipe says.
    most_looks : int
        How many looks are shown at the most.
    """
    with _lock:
        course = _courses.pop(run, None) or Course(measures, most_looks)
        _courses[run] = course
        while len(_courses) > KEPT:
            _courses.popitem(last=False)
    course.read_on(run)
    return course


def picture_url(run: str, name: str) -> str | None:
    """Return one of a run's pictures as a ``data:`` URL; None where it is not there."""
    found = engine.picture(run, name)
    return None if found is None else "data:image/png;base64," + base64.b64encode(found).decode("ascii")


def _thinned(rows: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Put neighbours together, by their mean, until few enough are left; the step is that of the last of them."""
    size = -(-len(rows) // MOST_POINTS) or 1
    groups = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [
        (group[-1][0], *(sum(column) / len(group) for column in list(zip(*group, strict=True))[1:]))
        for group in groups
    ]


def _columns(rows: Sequence[tuple[float, ...]], names: Sequence[str]) -> dict[str, list[float | None]]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(names) + 1)
    said = [[known(value) for value in column] for column in columns]
    return dict(zip(("x", *names), said, strict=True))


def known(value: float) -> float | None:
    """Return a number as JSON can carry it: neither infinity nor what is no number has a place there."""
    return float(f"{value:.5g}") if isfinite(value) else None
