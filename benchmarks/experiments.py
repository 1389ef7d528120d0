"""Measure the experiments of the Classifier page: ``python -m benchmarks.experiments [NAME ...] [--seeds 3]``.

Writes ``lessons/experiments/<name>.json``, which the page shows before a visitor has run the experiment: the
curves of seed 0, and the test accuracies of all seeds. To be run again when an experiment is changed.

It trains as a worker does that has one processor core, so that the seconds are those of a visitor.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import tempfile

from cnnlab import training
from cnnlab.folders import HOME, run_folder
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.experiments import EXPERIMENTS, with_data
from cnnlab.training import process
from cnnlab.training.smaller import smaller
from cnnlab.web.classifier.compare_courses import COLUMNS, FOLDER, digest

ONE_CORE = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "OMP_NUM_THREADS": "1"}


def measure(recipe: ClassifierRecipe, run: str) -> dict:
    """Train once, as a run of this id, and return what the page shows of it."""
    told: list[dict] = []
    metrics = training.run(recipe, run_folder(run), lambda event: told.append(event) or True)
    start = next(event for event in told if event["kind"] == "start")
    epochs = [event for event in told if event["kind"] == "epoch"]
    straight = {name: round(metrics[name], 4) for name in ("straight_accuracy",) if name in metrics}
    return {
        "recipe": digest(recipe),
        "steps": start["steps"],
        "trained_on": start["trained_on"],
        "seconds": metrics["seconds"],
        "test_count": metrics["test_count"],
        "test_accuracies": [round(metrics["test_accuracy"], 4)],
        **straight,
        "epochs": [[_short(epoch[name]) for name in COLUMNS] for epoch in epochs],
    }


def _short(value: float) -> float | None:
    """Write four digits; None for what is not finite, which JSON has no word for."""
    return float(f"{value:.4g}") if abs(value) < float("inf") else None


def main() -> None:
    """Measure what is asked for, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--seeds", type=int, default=3)
    asked = parser.parse_args()
    os.environ.update(ONE_CORE)
    process.prepare()
    for name in asked.names or EXPERIMENTS:
        with tempfile.TemporaryDirectory() as home:
            os.environ[HOME] = home
            _write(name, _measured(name, asked.seeds))


def _measured(name: str, seeds: int) -> dict:
    held: dict = {"arms": {}}
    runs = []
    for seed in range(seeds):
        for arm in with_data(EXPERIMENTS[name], seed=seed).arms:
            runs.append(secrets.token_hex(16))
            found = measure(arm.recipe, runs[-1])
            print(
                f"{name:16}{arm.name:14}{seed}  {found['test_accuracies'][0]:.3f}  {found['seconds']} s",
                flush=True,
            )
            if seed == 0:
                held["arms"][arm.name] = found
            else:
                held["arms"][arm.name]["test_accuracies"] += found["test_accuracies"]
    if name == "smaller":
        costs = smaller(tuple(runs[: len(held["arms"])]))
        held["costs"] = [
            [cost.form, round(cost.right / cost.tested, 4), cost.size, round(cost.milliseconds, 3)]
            for cost in costs
        ]
    return held


def _write(name: str, held: dict) -> None:
    FOLDER.mkdir(exist_ok=True)
    # A line for each training: so a change shows.
    arms = ",\n".join(
        f"{json.dumps(arm)}: {json.dumps(each, allow_nan=False)}" for arm, each in held["arms"].items()
    )
    costs = f'"costs": {json.dumps(held["costs"])},\n' if "costs" in held else ""
    (FOLDER / f"{name}.json").write_text(f'{{{costs}"arms": {{\n{arms}\n}}}}\n', "utf-8")


if __name__ == "__main__":
    main()
