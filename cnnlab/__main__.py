"""`python -m cnnlab run recipe.json --out DIR`: do without a browser what a recipe says."""

from __future__ import annotations

import argparse
import functools
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from cnnlab.errors import LabError

WIDTH = 24
"""Characters of the bar."""


def main(arguments: list[str] | None = None) -> int:
    """Run a recipe and print how it goes."""
    parser = argparse.ArgumentParser(prog="python -m cnnlab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run a recipe; one that was broken off goes on where it stood")
    run.add_argument("recipe", type=Path)
    run.add_argument("--out", type=Path, required=True, help="folder for weights and metrics")
    options = parser.parse_args(arguments)

    from cnnlab.training import process

    process.prepare()
    from cnnlab.recipes import read
    from cnnlab.recipes.reading import RUNNABLE

    progress = Progress(sys.stdout)
    try:
        recipe = read(options.recipe.read_bytes().decode("utf-8-sig", "replace"), RUNNABLE)
        metrics = _runner(recipe, options.recipe.parent)(recipe, options.out, progress)
    except (LabError, OSError) as error:
        progress.clear()
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        progress.clear()
        print("Broken off. The same command goes on from the last checkpoint.", file=sys.stderr)
        return 130
    print(f"{_of_test(metrics)}, {metrics['seconds']:.0f} s")
    return 0


def _runner(recipe: object, folder: Path) -> Callable[..., dict]:
    """Return what does what a recipe says; the pictures of a painting are named from where its recipe is."""
    from cnnlab.recipes.painting import PaintingRecipe
    from cnnlab.recipes.points import PointsSpec

    if isinstance(recipe, PointsSpec):
        from cnnlab.inference import points_run

        return points_run.run
    if isinstance(recipe, PaintingRecipe):
        from cnnlab.inference import painting_run

        return functools.partial(painting_run.run, folder=folder)
    from cnnlab import training

    return training.run


HEADLINES = {
    "test_accuracy": "test accuracy {:.4f}",
    "test_nats": "test {:.1f} nats",
    "test_psnr": "test PSNR {:.2f} dB",
    "test_hole_psnr": "in the hole {:.2f} dB",
    "test_gaussian_psnr": "Gaussian noise {:.2f} dB",
    "asked_right": "asked class right {:.3f}",
    "groups_found": "groups found {}",
    "groups": "of {}",
    "points_reached": "real points reached {:.2f}",
    "test_content": "content {:.3f}",
    "test_style": "style {:.3f}",
    "painting_loss": "loss {:.4f}",
    "frechet": "Fréchet distance {:.2f}",
    "frechet_real": "of real pictures {:.2f}",
}
"""What of the metrics is printed at the end, where it is there."""


def _of_test(metrics: dict) -> str:
    return ", ".join(text.format(metrics[name]) for name, text in HEADLINES.items() if name in metrics)


def _of_epoch(event: dict) -> str:
    """Write each measure with its value on the pictures for validation, if it has one."""
    learned = [name for name in event if f"val_{name}" in event]
    if not learned:
        names = [name for name in (*LOSSES, *HEADLINES) if name in event]
        return ", ".join(f"{name.replace('_', ' ')} {event[name]:.4f}" for name in names)
    training = ", ".join(f"{name} {event[name]:.4f}" for name in learned)
    validation = " and ".join(f"{event[f'val_{name}']:.4f}" for name in learned)
    return f"{training}, validation {validation}"


class Progress:
    """Shows how a training goes: a line for each epoch, and on a terminal a bar below them.

    Parameters
    ----------
    out : text stream
    clock : callable
        Gives seconds.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._live = out.isatty()
        self._steps = self._first = 0
        self._began = 0.0

    def __call__(self, event: dict) -> None:
        """Take in an event of a training."""
        kind = event["kind"]
        if kind == "start":
            self._steps, self._first, self._began = event["steps"], event["step"], self._clock()
        elif kind == "epoch":
            self.clear()
            print(f"epoch {event['epoch']}: {_of_epoch(event)}", file=self._out, flush=True)
        elif kind == "steps" and self._live:
            self._draw(event)

    def clear(self) -> None:
        """Take the bar away."""
        if self._live:
            self._out.write("\r\033[K")
            self._out.flush()

    def _draw(self, event: dict) -> None:
        done = event["step"]
        full = WIDTH * done // self._steps
        line = (
            f"[{'#' * full}{'.' * (WIDTH - full)}] {100 * done // self._steps:3d} %  step {done} of {self._steps}  "
            f"{_clock_time(self._left(done))} left  {_of_step(event)}  {event['images_per_second']:.0f}/s"
        )
        # A line that is longer than the terminal could not be taken back.
        room = shutil.get_terminal_size().columns - 1
        self._out.write(f"\r{line[:room]}\033[K")
        self._out.flush()

    def _left(self, done: int) -> float:
        spent = self._clock() - self._began
        return spent * (self._steps - done) / max(done - self._first, 1)


LOSSES = ("loss", "critic_loss", "generator_loss")


def _of_step(event: dict) -> str:
    return "  ".join(f"{name.replace('_', ' ')} {event[name]:.4f}" for name in LOSSES if name in event)


def _clock_time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


if __name__ == "__main__":
    sys.exit(main())
