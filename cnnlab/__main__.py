"""`python -m cnnlab run recipe.json --out DIR`: do without a browser what a recipe says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cnnlab.errors import LabError


def main() -> int:
    """Run a recipe and print how it goes."""
    parser = argparse.ArgumentParser(prog="python -m cnnlab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run a recipe")
    run.add_argument("recipe", type=Path)
    run.add_argument("--out", type=Path, required=True, help="folder for weights and metrics")
    options = parser.parse_args()

    from cnnlab.recipes import read
    from cnnlab.training import run as run_recipe

    try:
        metrics = run_recipe(read(options.recipe.read_text("utf-8")), options.out, _say)
    except (LabError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\ntest accuracy {metrics['test_accuracy']:.4f}, {metrics['seconds']:.0f} s")
    return 0


def _say(event: dict) -> None:
    if event["kind"] == "epoch":
        print(
            f"\repoch {event['epoch']}: loss {event['loss']:.4f}, accuracy"
            f" {event['accuracy']:.4f}, validation {event['val_loss']:.4f} and {event['val_accuracy']:.4f}",
            flush=True,
        )
    elif event["kind"] == "steps" and sys.stdout.isatty():
        print(f"\rstep {event['step']} loss {event['loss']:.4f}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
