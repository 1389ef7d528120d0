"""How good the digits of a generator are, by a classifier that has no part in anything else.

Run it from the repository: ``python -m benchmarks.judge``, or with ``--model`` and the id of a run. The classifier is
trained first, in some minutes, by the recipe in ``benchmarks/judge.json``: its layers, its activation and its seed are
others than those of mnist-classifier. ``--classifier DIR`` keeps it for the next time. MNIST is needed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab import datasets, pretrained, training
from cnnlab.pretrained import METRICS, WEIGHTS, Trained
from cnnlab.recipes import ClassifierRecipe, read
from cnnlab.training import gan_judging, process

RECIPE = Path(__file__).with_name("judge.json")
MODEL = "mnist-gan"
RIGHT, CLASSES, RATIO = 0.985, 10, 5.0
"""What the shipped generator is to reach: asked digits at least, classes, Fréchet distances of the floor at most."""

Sampler = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Verdict:
    """One figure beside its limit."""

    text: str
    met: bool


def main() -> None:
    """Train or load the classifier, sample, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__)
    parser.add_argument("--model", default=MODEL, help="shipped name or id of a run (default %(default)s)")
    parser.add_argument("--classifier", type=Path, help="folder that keeps the classifier")
    parser.add_argument("--seed", type=int, default=0, help="of the samples (default %(default)s)")
    parser.add_argument("--truncation", type=float, default=1.0, help="(default %(default)s)")
    options = parser.parse_args()
    process.prepare()
    from cnnlab.inference import sample

    def sampler(labels: np.ndarray) -> np.ndarray:
        return sample(labels, seed=options.seed, model=options.model, truncation=options.truncation)

    with tempfile.TemporaryDirectory() as folder:
        classifier = classifier_in(options.classifier or Path(folder))
        print(f"the judge names {100 * classifier.metrics['test_accuracy']:.2f} % of the test digits right")
        for verdict in verdicts(judged(classifier, sampler)):
            print(f"{verdict.text}: {'met' if verdict.met else 'NOT MET'}", flush=True)


def classifier_in(folder: Path, recipe: ClassifierRecipe | None = None) -> Trained:
    """Return the classifier that a folder keeps, or train it there."""
    recipe = recipe or read(RECIPE.read_text("utf-8"))
    if not (folder / METRICS).is_file():
        training.run(recipe, folder)
    about = datasets.about(recipe.data)
    model = pretrained.built(recipe, about)
    model.load_weights(folder / WEIGHTS)
    metrics = json.loads((folder / METRICS).read_text("utf-8"))
    return Trained("judge", model, recipe, about.shape, about.classes, metrics, folder)


def judged(classifier: Trained, sampler: Sampler, count: int = gan_judging.FULL) -> dict:
    """Judge so many samples, of each class equally many, beside so many real pictures."""
    judge = gan_judging.judge_of(classifier, datasets.load(classifier.recipe.data), count, copies=True)
    labels = (np.arange(judge.count) % len(classifier.classes)).astype(np.int32)
    return judge.judge(sampler(labels), labels)


def verdicts(found: dict) -> tuple[Verdict, ...]:
    """Put what was found beside the limits."""
    ratio = found["frechet"] / found["frechet_real"]
    return (
        Verdict(
            f"{found['count']} samples, the asked digit right {100 * found['asked_right']:.2f} % (test digits"
            f" {100 * found['asked_right_real']:.2f} %), at least {100 * RIGHT:.1f} %",
            found["asked_right"] >= RIGHT,
        ),
        Verdict(
            f"classes {found['classes']}, all {CLASSES}; of each {found['histogram']}",
            found["classes"] == CLASSES,
        ),
        Verdict(
            f"Fréchet distance {found['frechet']:.3f}, training against test digits {found['frechet_real']:.3f}, ratio"
            f" {ratio:.2f}, at most {RATIO:.0f}",
            ratio <= RATIO,
        ),
        Verdict(
            f"median distance to the nearest training digit {found['nearest_median']:.3f}, of test digits"
            f" {found['nearest_median_real']:.3f}, not below",
            found["nearest_median"] >= found["nearest_median_real"],
        ),
    )


if __name__ == "__main__":
    main()
