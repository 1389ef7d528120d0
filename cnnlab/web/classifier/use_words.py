"""What the mode Use says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.use_report import UseReport
from cnnlab.web.classifier.use_course import reach
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import MINUS, number

SURE = 0.9
CLOSE = 0.15


def percent(share: float) -> str:
    """Write a probability so that nothing is called impossible or certain."""
    if share < 0.0005:
        return "< 0.1 %"
    if share > 0.9995:
        return "> 99.9 %"
    return f"{100 * share:.1f} %"


def energy(value: float) -> str:
    """Write an energy."""
    return f"{value:.1f}".replace("-", MINUS)


def unfamiliar(report: UseReport) -> bool:
    """Tell whether the picture looks like none of the classes."""
    return report.threshold is not None and report.energy > report.threshold


def verdict(report: UseReport, names: list[str]) -> str:
    """Say which class it is, how sure that is, whether it is right, and whether the picture looks familiar."""
    first, second = report.probabilities.argsort()[::-1][:2]
    best, next_best = float(report.probabilities[first]), float(report.probabilities[second])
    values = {
        "name": names[first],
        "percent": percent(best),
        "other": names[second],
        "second": percent(next_best),
    }
    if best - next_best < CLOSE:
        said = t("The network wavers between **{name}** ({percent}) and **{other}** ({second}).", **values)
    elif best < SURE:
        said = t("The network says **{name}**, with {percent}; next comes {other} with {second}.", **values)
    else:
        said = t("The network says **{name}**, with {percent}.", name=names[first], percent=percent(best))
    if report.truth is not None:
        right = report.truth == first
        said = sentences(said, t("That is right.") if right else t("It is {name}.", name=names[report.truth]))
    return sentences(said, _familiar(report, len(names)))


def _familiar(report: UseReport, classes: int) -> str:
    if not unfamiliar(report):
        return ""
    return t("But this **looks like none of its {count} classes**.", count=classes)


def about_energy(report: UseReport, no_digit: bool = False) -> str:
    """Say what the energy is here, which side of its limit that is, and where that is known to be wrong.

    Parameters
    ----------
    report : UseReport
    no_digit : bool
        The network knows digits, and the picture is certainly none.
    """
    values = {"energy": energy(report.energy)}
    if report.threshold is None:
        return t(
            "Energy {energy}. Its limit, from which on a picture looks strange, is measured at the end of a training.",
            **values,
        )
    values["threshold"] = energy(report.threshold)
    if unfamiliar(report):
        return t(
            "Energy {energy}, above the limit of {threshold}: unlike what it was trained on, whatever the bars say.",
            **values,
        )
    if no_digit:
        return t(
            "Energy {energy}, below the limit of {threshold}: the score is deceived, for this picture is no digit. A"
            " photograph can make large logits, too.",
            **values,
        )
    return t("Energy {energy}, below the limit of {threshold}: as for what it was trained on.", **values)


def what_energy_is() -> str:
    """Say what the energy is, and how far it can be believed."""
    return t(
        "Probabilities share out 100 % among the classes, whatever the picture is. The energy, minus the logarithm of"
        " the sum of all exp(logit), looks at how large the logits are: low for what looks familiar. 95 of 100"
        " validation pictures stay below the limit. So 5 of 100 familiar pictures are called strange, and something"
        " strange can still pass."
    )


def endurance(report: UseReport, way: str, names: list[str]) -> str:
    """Say how far the picture can be turned, shifted or made noisy before the answer changes."""
    start = int(np.abs(report.amounts).argmin())
    name = names[int(report.course[start].argmax())]
    found = reach(report.amounts, report.course)
    if found is None:
        return t("The answer stays {name} at every amount.", name=name)
    low, high = (number(each) for each in found)
    if way == "turn":
        return t(
            "The answer stays **{name}** from {low}° to {high}°, and changes beyond.",
            name=name,
            low=low,
            high=high,
        )
    if way == "shift":
        return t(
            "The answer stays **{name}** from {low} to {high} pixels, and changes beyond.",
            name=name,
            low=low,
            high=high,
        )
    return t("The answer stays **{name}** up to noise of {high}, and changes beyond.", name=name, high=high)


def changed(turn: float, shift: int, noise: float) -> str:
    """Say what has been done to the picture; "" where nothing has."""
    parts = (
        t("turned by {turn}°", turn=number(turn)) if turn else "",
        t("shifted by {shift} pixels", shift=number(shift)) if shift else "",
        t("with noise of {noise}", noise=number(noise)) if noise else "",
    )
    return listing(filter(None, parts))
