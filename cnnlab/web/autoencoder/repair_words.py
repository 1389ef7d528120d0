"""What the mode Repair says."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cnnlab import pretrained
from cnnlab.inference.repair_case import NETWORK, Score
from cnnlab.inference.repair_report import RepairReport, Rival
from cnnlab.recipes.autoencoder import MIXED
from cnnlab.web.autoencoder import train_words
from cnnlab.web.autoencoder.repair_asking import Asked
from cnnlab.web.autoencoder.tenths import decibels
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import N_, listing, sentences, t
from cnnlab.web.number_grid import MINUS, number

NAMES = {
    NETWORK: N_("The network"),
    "median": N_("Median filter"),
    "bilateral": N_("Bilateral filter"),
    "nonlocal": N_("Non-local means"),
    "wavelet": N_("Wavelet shrinkage"),
    "biharmonic": N_("Biharmonic filling"),
}
INSIDE = {
    NETWORK: N_("the network"),
    "median": N_("the median filter"),
    "bilateral": N_("the bilateral filter"),
    "nonlocal": N_("non-local means"),
    "wavelet": N_("wavelet shrinkage"),
    "biharmonic": N_("biharmonic filling"),
}
"""Within a sentence."""
DAMAGES = {
    "gaussian": N_("Gaussian noise"),
    "salt_pepper": N_("salt-and-pepper noise"),
    "speckle": N_("speckle noise"),
    "blur": N_("blur"),
    "jpeg": N_("JPEG artefacts"),
}
"""Within a sentence."""
ALIKE = 0.05
"""Decibels that nobody sees."""


def took(seconds: float) -> str:
    """Write a short time."""
    if seconds < 1:
        return t("{value} ms", value=number(1000 * seconds, 2 if seconds < 0.1 else 3))
    return t("{value} s", value=number(seconds, 2))


def measured(score: Score, hole: bool) -> str:
    """Write a score; `hole` says whether its PSNR is of a hole alone."""
    parts = []
    if score.psnr is not None:
        value = decibels(score.psnr)
        parts.append(t("PSNR in the hole {value}", value=value) if hole else t("PSNR {value}", value=value))
    if score.ssim is not None and not math.isnan(score.ssim):
        value = f"{score.ssim:.2f}".replace("-", MINUS)
        parts.append(t("SSIM of all {value}", value=value) if hole else t("SSIM {value}", value=value))
    return listing(parts)


def headline(now: Asked, report: RepairReport) -> str:
    """Say what the network has made of it."""
    if not now.known:
        return sentences(
            t("Nothing was added, so there is no original to compare with, and no PSNR: judge by eye."),
            _told(report),
        )
    before, after = report.before.psnr, report.after.psnr
    if before is None or after is None:
        return ""
    values = {"before": decibels(before), "after": decibels(after)}
    if report.mask is not None:
        said = t(
            "In the hole alone the network comes to a PSNR of **{after}**; left black it has {before}.",
            **values,
        )
        return sentences(said, _stranger(now) or verdicts(report))
    if after > before + ALIKE:
        said = t("The network brings the PSNR from {before} to **{after}**.", **values)
    elif after < before - ALIKE:
        said = t("Here the network makes it worse: the PSNR falls from {before} to **{after}**.", **values)
    else:
        said = t("The network changes next to nothing here: the PSNR was {before} and is {after}.", **values)
    return sentences(said, _stranger(now) or verdicts(report) or _told(report), _beyond(now, report))


def _stranger(now: Asked) -> str:
    if not now.stranger:
        return ""
    size = {"rows": now.shape[0], "columns": now.shape[1]}
    if now.run is None or now.run.digits:
        return t(
            "It knows only digits: the picture is shown to it in grey, with {rows} × {columns} pixels.",
            **size,
        )
    if now.shape[2] == 1:
        return t("The picture is shown to it in grey, with {rows} × {columns} pixels.", **size)
    return t("The picture is shown to it with {rows} × {columns} pixels.", **size)


def _told(report: RepairReport) -> str:
    if report.told is None:
        return ""
    return t("It was told a standard deviation of {told}.", told=number(report.told))


def _beyond(now: Asked, report: RepairReport) -> str:
    """Say so where there is other noise than the network has met, or more."""
    recipe = pretrained.recipe_of(now.network)
    most, kind = recipe.most, now.damage.kind
    if recipe.noise not in (MIXED, kind):
        return t("It has learned to take away {damage}, and nothing else.", damage=t(DAMAGES[recipe.noise]))
    # Of the others it is not said in the numbers of the recipe how strong they are.
    strength = now.damage.level if kind == "gaussian" else 0.0
    if max(strength, report.told or 0.0) <= most + 1e-6:
        return ""
    return t("That is beyond what it has learned from: at most {most}.", most=number(most))


def verdicts(report: RepairReport) -> str:
    """Say what a classifier sees in the three pictures."""
    if not report.verdicts:
        return ""
    original, broken, repaired = (f"{place} ({percent(sure)})" for place, sure in report.verdicts)
    return t(
        "The digits' classifier says {original} to the original, {broken} to the damaged picture and {repaired} to"
        " the repaired one.",
        original=original,
        broken=broken,
        repaired=repaired,
    )


def facts(now: Asked, report: RepairReport) -> list[tuple[str, ...]]:
    """Return name, value and remark of what is known."""
    entries: list[tuple[str, ...]] = [(t("Network"), *_network(now))]
    if now.known and report.mask is None:
        entries.append((t("Change by the damage"), number(report.changed), t("root mean square; white is 1")))
    if report.mask is not None:
        missing = int(report.mask.sum())
        entries.append((t("Pixels missing"), f"{missing}", t("of {count}", count=report.mask.size)))
    if report.told is not None:
        entries.append((t("The network was told"), number(report.told), _told_why(now)))
    entries.append((t("Time"), took(report.seconds), t("measured once, just now")))
    return entries


def _network(now: Asked) -> tuple[str, ...]:
    if now.run is None:
        return (now.network,)
    return t("The run of this link"), train_words.summary(now.run.recipe)


def _told_why(now: Asked) -> str:
    if now.damage.told is not None:
        return t("by you")
    if now.damage.kind == "gaussian":
        return t("what was added")
    return t("root mean square of the change") if now.known else t("estimated from the finest wavelets")


def best(rivals: Sequence[Rival]) -> str:
    """Return the method with the highest PSNR, or "" where nothing tells."""
    scored = {each.method: each.score.psnr for each in rivals if each.score.psnr is not None}
    return max(scored, key=scored.get) if scored else ""


def harmed(rivals: Sequence[Rival], before: Score) -> bool:
    """Tell whether every method has left the picture farther from the original than it was."""
    scored = [each.score.psnr for each in rivals if each.score.psnr is not None]
    return before.psnr is not None and bool(scored) and max(scored) < before.psnr


def verdict(rivals: Sequence[Rival], before: Score) -> str:
    """Say who has won."""
    first = best(rivals)
    if not first:
        return t("Without an original nothing tells which is best but the eye.")
    if harmed(rivals, before):
        return t(
            "Nothing here makes the picture better: left as it is, it has {before}.",
            before=decibels(before.psnr),
        )
    found = {each.method: each.score.psnr for each in rivals}
    learned = found.pop(NETWORK)
    other = max(found, key=found.get)
    gap = learned - found[other]
    values = {"name": t(INSIDE[other]), "gap": decibels(abs(gap))}
    if abs(gap) < ALIKE or math.isnan(gap):
        return t("On this picture the network and {name} do equally well.", **values)
    if gap > 0:
        return t("On this picture the network is {gap} better than the best of the others, {name}.", **values)
    return t(
        "On this picture {name} is {gap} better than the network, though it has learned nothing.", **values
    )


def settings(rival: Rival) -> str:
    """Write the parameters of a method."""
    held = rival.parameters
    if rival.method == "median":
        return t("window {size} × {size}", size=held["size"])
    if rival.method == "bilateral":
        return t(
            "spread {space} pixels, {tone} of brightness",
            space=number(held["space"]),
            tone=number(held["tone"]),
        )
    if rival.method == "nonlocal":
        return t("patches {size} × {size}, h {h}", size=held["patch"], h=number(held["h"]))
    if rival.method == "wavelet":
        return t(
            "{wavelet}, {rule}, σ {sigma}",
            wavelet=held["wavelet"],
            rule=held["rule"],
            sigma=number(held["sigma"]),
        )
    return ""
