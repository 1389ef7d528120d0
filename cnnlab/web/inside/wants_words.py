"""What the mode What it looks for says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.want import Want
from cnnlab.inference.wants_report import Grown, WantsReport
from cnnlab.web.classifier.use_words import energy, percent
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.inside.wants_controls import KERAS
from cnnlab.web.number_grid import number

SURE = 0.9
MEASURES = {"class": N_("Logit"), "unit": N_("Mean sum"), "layer": N_("Mean square")}
"""What it is that grows."""
SOURCES = {
    "test": N_("test pictures"),
    "digits": N_("digits of scikit-learn"),
    "samples": N_("pieces of the sample pictures"),
}


def subject(want: Want, names: list[str]) -> str:
    """Name what is excited."""
    if want.kind == "class":
        return t("class {name}", name=names[want.unit])
    place, _, kind = want.layer.partition("_")
    layer = f"{place} · {KERAS[kind]}"
    if want.kind == "layer":
        return t("all of layer {layer}", layer=layer)
    return t("unit {unit} of layer {layer}", unit=want.unit + 1, layer=layer)


def measure(want: Want) -> str:
    """Name the number that grows."""
    return t(MEASURES[want.kind])


def captions(
    want: Want, values: np.ndarray, probabilities: np.ndarray, names: list[str]
) -> list[tuple[str, str]]:
    """Return two lines for each of a moment's pictures: what the network says, and how excited the unit is."""
    lines = []
    for value, shares in zip(values.tolist(), probabilities, strict=True):
        best = int(shares.argmax())
        lines.append(
            (
                t("{name}, {percent}", name=names[best], percent=percent(float(shares[best]))),
                f"{measure(want)} {number(value)}",
            )
        )
    return lines


def how_far(report: WantsReport) -> str:
    """Say how many steps have been taken at once."""
    few, steps = int(report.early.steps[-1]), report.want.steps
    if not few:
        return t(
            "The noise that it begins with: this network is too large for steps to be taken at once. Generate takes all"
            " {steps}.",
            steps=steps,
        )
    return t(
        "The first {few} of {steps} steps, taken at once. Generate takes all of them.", few=few, steps=steps
    )


def fewer(report: WantsReport, asked: int) -> str:
    """Say that fewer pictures are made than were asked for, where it is so."""
    count = report.want.restarts
    if count >= asked:
        return ""
    return t(
        "{count} pictures in place of {asked}: with pictures or a network of this size no more are made at once.",
        count=count,
        asked=asked,
    )


def verdict(report: WantsReport, grown: Grown, names: list[str]) -> str:
    """Say what has come of it, and what to think of it."""
    want, values = report.want, grown.values[-1]
    last, start, real = float(values.max()), float(grown.values[0].mean()), float(report.real_values[0])
    if (values <= grown.values[0] + 1e-6).all():
        return t(
            "**Nothing has grown.** Either no change of the noise reaches it, and its gradient is 0, or smoothness and"
            " darkness outweigh it: lower them, or try another seed."
        )
    if want.kind != "class":
        return sentences(
            t(
                "From {start} in the noise it has grown to **{last}**; the most that any of {count} real pictures"
                " reaches is {real}.",
                start=number(start),
                last=number(last),
                count=report.looked_through,
                real=number(real),
            ),
            _silent(report),
        )
    return sentences(_answers(want, grown, names), _against_real(last, real, report.looked_through))


def _silent(report: WantsReport) -> str:
    if report.want.kind != "unit" or report.real_values[0] > 0:
        return ""
    return t("No real picture brings it above 0 on average: behind a ReLU it is silent nearly everywhere.")


def _answers(want: Want, grown: Grown, names: list[str]) -> str:
    shares = grown.probabilities[-1]
    best, mine = shares.argmax(axis=1), shares[:, want.unit]
    name, count = names[want.unit], len(shares)
    if (best == want.unit).all():
        return (
            t(
                "The network is sure, with {percent} at least: this is **{name}**. Would you be as sure?",
                percent=percent(float(mine.min())),
                name=name,
            )
            if mine.min() > SURE
            else t(
                "For the network this is **{name}**, with {percent} at least.",
                percent=percent(float(mine.min())),
                name=name,
            )
        )
    others, counts = np.unique(best[best != want.unit], return_counts=True)
    return t(
        "The logit of **{name}** has grown, but in {wrong} of {count} pictures that of **{other}** is larger still:"
        " nobody asked for it to stay small.",
        name=name,
        wrong=int((best != want.unit).sum()),
        count=count,
        other=names[int(others[counts.argmax()])],
    )


def _against_real(last: float, real: float, count: int) -> str:
    values = {"last": number(last), "real": number(real), "count": count}
    if last > real:
        return t("The logit rises to {last}; of {count} real pictures none gets beyond {real}.", **values)
    return t("The logit rises to {last}; a real picture reaches {real}.", **values)


def about_energy(report: WantsReport, grown: Grown) -> str:
    """Say whether the energy finds these pictures strange."""
    if report.threshold is None:
        return ""
    now = float(np.median(grown.energies[-1]))
    values = {
        "energy": energy(now),
        "threshold": energy(report.threshold),
        "real": energy(report.real_energy),
        "count": report.looked_through,
    }
    if now > report.threshold:
        return t(
            "Energy {energy}, above the limit of {threshold}: it looks like none of the classes.", **values
        )
    if now < report.real_energy:
        return t(
            "Energy {energy}, lower than that of any of {count} real pictures ({real} at the lowest): the measure of"
            " what looks strange is deceived as well, for it is made of the same logits.",
            **values,
        )
    return t("Energy {energy}, below the limit of {threshold}: it passes for something familiar.", **values)
