"""What the mode Rebuild says."""

from __future__ import annotations

from math import floor

from cnnlab.datasets import OF_DIGITS
from cnnlab.inference.rebuild_report import RebuildReport
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder.tenths import decibels
from cnnlab.web.i18n import sentences, t

STRANGE = 0.99
"""Share of the test pictures that a strange picture's error exceeds."""


def verdict(report: RebuildReport) -> str:
    """Say what went through, what came back, and how that compares with principal components."""
    said = t(
        "**{values} values go through {code} numbers.** What comes back has a PSNR of {psnr}.",
        values=f"{report.seen.size:,}",
        code=len(report.made.code),
        psnr=decibels(report.made.psnr),
    )
    return sentences(said, _against_linear(report))


def _against_linear(report: RebuildReport) -> str:
    if report.linear is None:
        return ""
    # Of what is written: whoever subtracts the two numbers finds the third.
    made, linear = (round(float(each.psnr), 1) for each in (report.made, report.linear))
    gain = 0.0 if made == linear else made - linear
    values = {"pca": decibels(report.linear.psnr), "gain": decibels(abs(gain))}
    if gain == 0:
        return t("The best linear code of as many numbers (PCA) does as well: {pca}.", **values)
    if gain > 0:
        return t("The best linear code of as many numbers (PCA) gets {pca}: {gain} less.", **values)
    return t(
        "The best linear code of as many numbers (PCA) gets {pca}: **{gain} more** than the network. Both were made"
        " for all digits together; on a single picture either can win.",
        **values,
    )


def strangeness(report: RebuildReport, recipe: AutoencoderRecipe, foreign: bool) -> str:
    """Say how the error compares with that of test pictures, and what it means for a picture of another kind."""
    if report.rank is None:
        return ""
    if report.rank >= STRANGE and foreign and recipe.data in OF_DIGITS:
        return t(
            "The network has seen digits alone, so it builds a digit-like thing out of everything. The network's error"
            " is larger than that of all but a few test digits: pictures like this were not in what it learned from."
        )
    if report.rank >= 1:
        return t(
            "The network's error is larger than that of all test pictures: it has not learned to build this."
        )
    if report.rank >= STRANGE:
        return t(
            "The network's error is larger than that of all but a few test pictures: it has not learned to build this."
        )
    return t(
        "The network's error is larger than that of {percent} in 100 test pictures.",
        percent=floor(100 * report.rank),
    )


def variational(report: RebuildReport) -> str:
    """Say what a variational code is."""
    return t(
        "The encoder of a variational network gives a mean and a standard deviation for each number. What you see is"
        " built of the means; the deviations are from {low} to {high}, and 1 in the prior.",
        low=f"{report.spread.min():.2f}",
        high=f"{report.spread.max():.2f}",
    )
