"""What the mode Repair shows: the damaged picture, the repaired one, the original, and where they differ."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.inference.repair_case import Score, broken_of, hole_of, score_of
from cnnlab.inference.repair_report import RepairReport, Rival
from cnnlab.web.autoencoder import repair_properties as p
from cnnlab.web.autoencoder import repair_words as words
from cnnlab.web.autoencoder.repair_asking import Asked
from cnnlab.web.components.before_after import before_after
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import listing, t

DIGIT, PHOTOGRAPH = (150, 230), (300, 440)
"""Least and greatest width of a picture in CSS pixels."""
SMALL = 200
MISSING = (58, 96, 152)
"""Colour of what is missing."""
FULL = {1: 0.5, 3: 0.2}
"""Error at which the colours are strongest, of digits and of photographs: one scale for all settings."""


def waiting(now: Asked) -> None:
    """Show what is known before the network has answered."""
    if now.picture is None:
        return
    broken = broken_of(now.picture, now.damage)
    original = now.picture.astype(np.float32) / np.float32(255)
    mask = hole_of(now.picture.shape, now.damage) if now.hole else None
    score = score_of(broken, original, now.damage, mask)
    row([_damaged(now, _seen(colour.grey(broken), mask), words.measured(score, now.hole))], *_sizes(now))


def show(now: Asked, report: RepairReport, covered: bool, *, painted: bool = False) -> None:
    """Show the pictures; with `painted` the damaged one stands beside them already."""
    damaged = _damaged(
        now, _seen(report.broken, report.mask), "" if covered else words.measured(report.before, now.hole)
    )
    repaired = Figure(
        flat(report.repaired),
        t("Repaired by the network"),
        t("What the network makes of the damaged picture"),
        "" if covered else words.measured(report.after, now.hole),
    )
    others = [*([_original(report)] if now.known else []), _difference(now, report)]
    if painted:
        row([repaired, *others], *DIGIT)
    elif p.VIEW.value == "over":
        left, right = st.columns([3, 2], gap="medium")
        with left:
            before_after(
                "ae_before_after", damaged.pixels, repaired.pixels, (_caption(damaged), _caption(repaired))
            )
        with right:
            for each in others:
                row([each], SMALL, SMALL)
    elif now.photograph and not p.COMPARE.value:
        row([damaged, repaired], *PHOTOGRAPH)
        row(others, *PHOTOGRAPH)
    else:
        row([damaged, repaired, *others], *DIGIT)
    st.caption(_scale(now))


def rivals(now: Asked, found: tuple[Rival, ...], before: Score) -> None:
    """Show what each method makes of it, the best one marked if it is better than what was there before."""
    first = "" if words.harmed(found, before) else words.best(found)
    row(
        [
            Figure(
                flat(each.picture),
                _marked(each.method, first),
                t("The picture repaired by: {name}", name=t(words.NAMES[each.method])),
                listing(
                    filter(
                        None,
                        (
                            words.measured(each.score, now.hole),
                            words.took(each.seconds),
                            words.settings(each),
                        ),
                    )
                ),
            )
            for each in found
        ],
        *((220, 300) if now.photograph else (120, 190)),
    )


def flat(pixels: np.ndarray) -> np.ndarray:
    """Return a picture (H, W, C) as PNG can hold it."""
    return pixels[..., 0] if pixels.shape[2] == 1 else pixels


def _sizes(now: Asked) -> tuple[int, int]:
    return PHOTOGRAPH if now.photograph else DIGIT


def _damaged(now: Asked, pixels: np.ndarray, detail: str) -> Figure:
    if not now.known:
        return Figure(flat(pixels), t("As it came"), t("The picture as it came, nothing added"), detail)
    told = t("blue: missing") if now.hole else ""
    return Figure(
        flat(pixels), t("Damaged"), t("The picture with its damage"), listing(filter(None, (told, detail)))
    )


def _seen(pixels: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    """Return a picture (H, W, C) as it is to be seen: on a digit's black ground a black hole would be none."""
    if mask is None:
        return pixels
    coloured = np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels
    return np.where(mask[..., None] != 0, np.array(MISSING, np.uint8), coloured)


def _original(report: RepairReport) -> Figure:
    return Figure(flat(report.original), t("Original"), t("The picture before it was damaged"))


def _difference(now: Asked, report: RepairReport) -> Figure:
    reference = report.original if now.known else report.broken
    values = (report.repaired.astype(np.float32) - reference).mean(axis=2) / 255
    painted = colour.diverging(values, FULL[report.repaired.shape[2]])
    if now.known:
        return Figure(painted, t("Error"), t("Repaired less original picture, as colours"))
    return Figure(painted, t("What was changed"), t("Repaired less given picture, as colours"))


def _scale(now: Asked) -> str:
    full = FULL[now.shape[2]]
    if now.known:
        return t("Orange: repaired too bright, blue: too dark; strongest at {full} and beyond.", full=full)
    return t("Orange: made brighter, blue: made darker; strongest at {full} and beyond.", full=full)


def _marked(method: str, first: str) -> str:
    name = t(words.NAMES[method])
    return t("★ {name}, the best here", name=name) if method == first else name


def _caption(figure: Figure) -> str:
    return listing(filter(None, (figure.title, figure.detail)))
