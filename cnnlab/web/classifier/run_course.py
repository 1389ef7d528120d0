"""How a training has gone so far, as its page shows it: read on from its events, thinned for the eye."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from math import isfinite

from cnnlab import engine
from cnnlab.web.components.looks import Look

MOST_POINTS = 400
"""Of a curve on the screen."""
MOST_LOOKS = 16
KEPT = 32
"""Courses that this process remembers, for all visitors together."""
LATELY = 8
"""Reports that the speed is taken from."""

STEPS = ("loss", "accuracy")
EPOCHS = ("loss", "accuracy", "val_loss", "val_accuracy")


class Course:
    """What has been told of one run.

    Attributes
    ----------
    start : dict
        The last event of that kind; empty before the first.
    step : int
        The last step that is known.
    """

    def __init__(self) -> None:
        self.start: dict = {}
        self.step = 0
        self._read = 0
        self._steps: list[tuple[float, ...]] = []
        self._epochs: dict[int, tuple[float, ...]] = {}
        self._looks: dict[int, dict] = {}
        self._speeds: deque[float] = deque(maxlen=LATELY)
        self._sheets: dict[str, str | None] = {}
        self._strip: str | None = None
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
            self._steps.append((step, *(event[name] for name in STEPS)))
            self._speeds.append(event["images_per_second"])
        elif kind == "epoch":
            self._epochs[step] = (step, *(event[name] for name in EPOCHS))
        elif kind == "look":
            self._looks[step] = event
        self.step = step

    def _go_back(self, step: int) -> None:
        """Forget what lies behind the checkpoint that the training goes on from: it comes once more."""
        self._steps = [each for each in self._steps if each[0] <= step]
        for held in (self._epochs, self._looks):
            for late in [each for each in held if each > step]:
                del held[late]

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
    def speed(self) -> float | None:
        """Images a second, lately."""
        return sum(self._speeds) / len(self._speeds) if self._speeds else None

    @property
    def epochs_done(self) -> int:
        """Epochs that are over."""
        return len(self._epochs)

    @property
    def validation(self) -> float | None:
        """The last accuracy on the pictures for validation."""
        return next(reversed(self._epochs.values()))[4] if self._epochs else None

    def seconds_left(self, batch: int) -> float | None:
        """Return how long it will go on at the speed that it has had lately; None where that is not known."""
        if not self.speed or not self.last:
            return None
        return (self.last - self.step) * batch / self.speed

    def examples(self, run: str) -> str | None:
        """Return the fixed examples as a ``data:`` URL; None before the training has begun."""
        if self.labels and self._strip is None:
            self._strip = picture_url(run, "examples.png")
        return self._strip

    def steps(self) -> dict[str, list[float | None]]:
        """Return the batches as `components.curves` wants them."""
        return _columns(_thinned(self._steps), STEPS)

    def epochs(self) -> dict[str, list[float | None]]:
        """Return the epochs as `components.curves` wants them."""
        return _columns(_thinned(list(self._epochs.values())), EPOCHS)

    def looks(self, run: str) -> list[Look]:
        """Return some of the looks, the first and the last among them, with their pictures."""
        held = list(self._looks.values())
        chosen = (
            sorted({round(place * (len(held) - 1) / (MOST_LOOKS - 1)) for place in range(MOST_LOOKS)})
            if held
            else []
        )
        names = {held[place].get("kernels") for place in chosen} - {None}
        # Each is read once: what is looked at twice a second must not come from the disk each time.
        self._sheets = {name: self._sheets.get(name) or picture_url(run, name) for name in names}
        return [_look(held[place], self._sheets) for place in chosen]


_courses: OrderedDict[str, Course] = OrderedDict()
_lock = threading.Lock()


def course_of(run: str) -> Course:
    """Return the course of a run, with all that has been told of it until now."""
    with _lock:
        course = _courses.pop(run, None) or Course()
        _courses[run] = course
        while len(_courses) > KEPT:
            _courses.popitem(last=False)
    course.read_on(run)
    return course


def picture_url(run: str, name: str) -> str | None:
    """Return one of a run's pictures as a ``data:`` URL; None where it is not there."""
    found = engine.picture(run, name)
    return None if found is None else "data:image/png;base64," + base64.b64encode(found).decode("ascii")


def _look(event: dict, sheets: dict[str, str | None]) -> Look:
    return Look(
        int(event["step"]),
        [[_known(share) for share in row] for row in event["probabilities"]],
        sheets.get(event.get("kernels", "")),
    )


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
    known = [[_known(value) for value in column] for column in columns]
    return dict(zip(("x", *names), known, strict=True))


def _known(value: float) -> float | None:
    """Return a number as JSON can carry it: neither infinity nor what is no number has a place there."""
    return float(f"{value:.5g}") if isfinite(value) else None
