"""What the view Odd one out says."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.inference.imagine_odd import Odd, OddReport
from cnnlab.web.i18n import N_, listing, sentences, t
from cnnlab.web.number_grid import number

KINDS = {
    "photo": N_("Photograph"),
    "faint": N_("Dark photograph"),
    "shape": N_("Shape"),
    "digit": N_("Digit"),
    "noise": N_("Noise"),
    "negative": N_("In negative"),
    "mirrored": N_("Mirrored"),
    "black": N_("Black"),
}


def known(source: str, digits: bool) -> str:
    """Say what the pictures are among which the given one is; `source` is that of a `Stock`."""
    if source == "digits":
        return t("scikit-learn's digits")
    if source == "samples":
        return t("pieces of the sample pictures")
    return t("test digits") if digits else t("test pictures")


def odd(report: OddReport, digits: bool, known: str) -> str:
    """Say how strange the given picture is.

    Parameters
    ----------
    report : OddReport
    digits : bool
        The network knows digits.
    known : str
        See `known`.
    """
    values = {"error": number(report.error, 2), "threshold": number(report.threshold, 2)}
    if report.error > report.threshold:
        said = t(
            "It comes back with a mean squared error of **{error}**, above the threshold of {threshold}: **it stands"
            " out**.",
            **values,
        )
    elif digits:
        said = t(
            "It comes back with a mean squared error of **{error}**, below the threshold of {threshold}: **it passes"
            " for a digit**.",
            **values,
        )
    else:
        said = t(
            "It comes back with a mean squared error of **{error}**, below the threshold of {threshold}: **it passes"
            " for one that the network knows**.",
            **values,
        )
    share = int(100 * report.below)
    return sentences(said, t("Of the {pictures} {share} % come back better.", pictures=known, share=share))


def odd_source(report: OddReport, digits: bool, known: str, covered: bool) -> str:
    """Say what the threshold is and, unless that is covered, what passes under it; the rest as of `odd`."""
    if not report.measured:
        source = t(
            "The threshold is what 95 in 100 of the pictures at hand stay below: {pictures}.", pictures=known
        )
    elif digits:
        source = t(
            "The threshold is what 95 in 100 validation digits stay below; the histogram is of the test digits."
        )
    else:
        source = t(
            "The threshold is what 95 in 100 validation pictures stay below; the histogram is of the test pictures."
        )
    return source if covered else sentences(source, *_missed(report.odd, digits))


def _missed(found: Sequence[Odd], digits: bool) -> list[str]:
    """Say which kinds mostly pass, and why."""
    none = [kind(each.kind).lower() for each in found if not each.caught]
    few = [kind(each.kind).lower() for each in found if 0 < 2 * each.caught < each.count]
    said = []
    if none:
        said.append(t("Not caught: {kinds}.", kinds=listing(none)))
    if few:
        said.append(t("Mostly not caught: {kinds}.", kinds=listing(few)))
    if said and digits:
        said.append(t("A small error means that the network can draw it, not that it is a digit."))
    elif said:
        said.append(
            t("A small error means that the network can draw it, not that it has learned from such pictures.")
        )
    return said


def kind(name: str) -> str:
    """Name a kind of odd pictures."""
    return t(KINDS[name])


def error(value: float) -> str:
    """Write an error."""
    return t("error {value}", value=number(value, 2))


def caught(found: Odd) -> str:
    """Say how many of a kind stand out."""
    if found.count == 1:
        return t("caught") if found.caught else t("not caught")
    return t("{caught} of {count} caught", caught=found.caught, count=found.count)
