"""What the mode Noise says: who wins, and by how much."""

from __future__ import annotations

from cnnlab.ops.noise_report import Noise, NoiseReport
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import MINUS

MAX, AVERAGE, L2 = range(3)
"""Places in a report, as `noise_controls.POOLINGS` orders them."""
NAMES = (N_("Max pooling"), N_("Average pooling"), N_("L2 pooling"))

NOTHING = {
    "gaussian": N_("There is no noise to be seen here."),
    "speckle": N_(
        "**There is no noise here:** speckle noise multiplies, and on black there is nothing to multiply."
    ),
    "salt_pepper": N_("**By chance no pixel was changed.** Ask for new noise, or for more of it."),
}
_PICKS = N_("It brightens the picture by {shift}, because it picks the brightest noise of each window.")
BRIGHTER = {
    "gaussian": _PICKS,
    "speckle": _PICKS,
    "salt_pepper": N_(
        "It brightens the picture by {shift}: one white speck makes the whole window white, and black ones vanish."
    ),
}
STRONGER = 1.05
VISIBLE = 0.005
"""A change of brightness below it is not worth a word: one grey level is 0.004."""
ALIKE = 1.1
"""Errors whose ratio is less are taken for equal, and average pooling for the winner."""


def sentence(report: NoiseReport, kind: str) -> str:
    """Say which pooling is nearest to the clean picture, and what max pooling does.

    Parameters
    ----------
    report : NoiseReport
        Of max, average and L2 pooling.
    kind : str
        Of the noise, one of `cnnlab.images.noise.KINDS`.
    """
    if report.before.spread == 0:
        return t(NOTHING[kind])
    winner = best(report)
    if winner == MAX:
        return _max_wins(report, kind)
    return sentences(_head(report, winner), _max_loses(report, kind))


def best(report: NoiseReport) -> int:
    """Return the place of the pooling with the smallest error, mean and spread together."""
    totals = [after.total for after in report.after]
    return AVERAGE if totals[AVERAGE] <= ALIKE * min(totals) else totals.index(min(totals))


def _head(report: NoiseReport, winner: int) -> str:
    share = report.passes(winner)
    if winner == L2:
        return t(
            "**Here L2 pooling wins:** it lets {share} of the noise through, average pooling {average}.",
            share=percent(share),
            average=percent(report.passes(AVERAGE)),
        )
    if abs(share - 0.5) < 0.015:
        return t("**Average pooling wins:** it halves the noise.")
    return t("**Average pooling wins:** it lets {share} of the noise through.", share=percent(share))


def _max_loses(report: NoiseReport, kind: str) -> str:
    found = report.after[MAX]
    share = report.passes(MAX)
    if share > STRONGER:
        text = t("Max pooling makes it {times} times as strong.", times=f"{share:.1f}")
    else:
        text = t("Max pooling lets {share} through.", share=percent(share))
    if found.shift >= VISIBLE:
        text = sentences(text, t(BRIGHTER[kind], shift=f"{found.shift:.2f}"))
    if found.total <= report.before.total:
        return text
    return sentences(
        text,
        t(
            "Its result is further from the clean picture than the noisy one was: {after} instead of {before}.",
            after=f"{found.total:.2f}",
            before=f"{report.before.total:.2f}",
        ),
    )


def _max_wins(report: NoiseReport, kind: str) -> str:
    text = t(
        "**Here max pooling wins:** it lets {share} of the noise through, average pooling {average}.",
        share=percent(report.passes(MAX)),
        average=percent(report.passes(AVERAGE)),
    )
    if kind != "salt_pepper":
        return text
    reason = t("On a light ground the specks that matter are dark, and any lighter value in the window wins.")
    return sentences(text, reason)


def measured(found: Noise, share: float | None, specks: bool) -> str:
    """Return the line under a picture.

    Parameters
    ----------
    found : Noise
    share : float or None
        What passes; None for the noisy picture itself.
    specks : bool
        Whether white and black values are counted.
    """
    parts = [t("brightness changed by {shift}", shift=signed(found.shift))]
    if share is None:
        parts.append(t("noise {spread}", spread=f"{found.spread:.3f}"))
    else:
        parts.append(
            t("noise left {spread}: {share} passes", spread=f"{found.spread:.3f}", share=percent(share))
        )
    if specks:
        parts.append(
            t("white specks {white}, black specks {black}", white=fine(found.white), black=fine(found.black)),
        )
    return t("; ").join(parts)


def percent(share: float) -> str:
    """Write a share in whole percent."""
    return f"{100 * share:.0f} %"


def fine(share: float) -> str:
    """Write a share in percent with one decimal."""
    return f"{100 * share:.1f} %"


def signed(value: float) -> str:
    """Write a number with three decimals and its sign, which 0 has not."""
    text = f"{value:+.3f}"
    return "0.000" if float(text) == 0 else text.replace("-", MINUS)
