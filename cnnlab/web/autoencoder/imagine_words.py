"""What the mode Imagine says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.imagine_report import GRID, SpaceReport
from cnnlab.inference.imagine_samples import MEASURED, Samples
from cnnlab.inference.imagine_walk import Walk
from cnnlab.inference.known_codes import AXES, SURE
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number

ALIKE = 0.35
"""From this share on it is said that draws are read as one digit."""


def space(report: SpaceReport, is_vae: bool) -> str:
    """Say what the plane is."""
    if 2 < report.size <= AXES:
        return t(
            "A code of **{size} numbers**. The plane shows its first two principal axes, the sliders move along all.",
            size=report.size,
        )
    if report.size > 2:
        return t(
            "A code of **{size} numbers**. The plane shows its first two principal axes, the sliders move along the"
            " first {count}; all else stays as in the given picture.",
            size=report.size,
            count=len(report.own),
        )
    first = t("Each place is a code of two numbers, of which the decoder makes a picture.")
    if is_vae:
        return sentences(
            first,
            t("The **VAE** has learned to spread its codes like the standard normal distribution (circles)."),
        )
    return sentences(
        first,
        t(
            "The **plain** network puts its codes anywhere: nothing keeps them together, or fills the gaps between"
            " them."
        ),
    )


def space_facts(report: SpaceReport, covered: bool, mnist: bool, dots: bool) -> list[tuple[str, ...]]:
    """Return the facts of the plane; `mnist`: its network has learned from MNIST; `dots`: they are seen."""
    spread = report.deviations
    entries: list[tuple[str, ...]] = [
        (
            t("Standard deviations of the codes"),
            listing([number(float(each)) for each in spread[: min(len(spread), 4)]]),
            t("along the principal axes; 1 in the prior"),
        )
    ]
    if report.size == 2:
        if not covered and report.sure is not None:
            entries.append(
                (
                    t("Classifier surer than 90 %"),
                    t("at {count} of {all} places of the plane", count=report.sure, all=GRID**2),
                )
            )
    else:
        share = float((spread[:AXES] ** 2).sum() / (spread**2).sum())
        entries.append(
            (
                t("Of the variance along these axes"),
                f"{100 * share:.0f} %",
                t("the rest lies along the other {count}", count=report.size - AXES)
                if report.size > AXES
                else "",
            )
        )
    if not dots:
        return entries
    measured = t("test digits of MNIST") if mnist else t("test pictures")
    source = measured if report.measured else t("pictures at hand")
    entries.append((t("Dots"), f"{len(report.codes):,}", source))
    return entries


def walk(found: Walk, covered: bool) -> str:
    """Say what the classifier makes of the two ways."""
    if found.decoded_shares is None:
        return t(
            "The decoded way goes through codes, so its pictures change their form; the blended way lays one picture"
            " over the other."
        )
    if covered:
        return t("What the network says is covered while a question is open.")
    decoded, blended = found.sure
    said = t(
        "The classifier is surer than 90 % of **{decoded}** of the {count} decoded frames, and of **{blended}** of the"
        " blended ones.",
        decoded=decoded,
        blended=blended,
        count=len(found.decoded),
    )
    on_the_way = digits_on_the_way(found.decoded_shares)
    return sentences(said, t("On the decoded way it reads {digits}.", digits=listing(on_the_way)))


def walk_ends(found: Walk, classes: list[str]) -> str:
    """Say what stands at the ends of the two rows; `classes` are the names of the pictures' classes."""
    known = [classes[truth] for truth in found.truths if truth is not None]
    said = t(
        "Below, the ends are the two pictures themselves; above, they are what the network gives back of them."
    )
    if found.decoded_shares is not None:
        said = sentences(
            said,
            t(
                "Under each frame: what the classifier says; pale where it gives no class more than 90 %.",
            ),
        )
    if len(known) < 2:
        return said
    values = {"first": known[0], "second": known[1]}
    if found.decoded_shares is None:
        return sentences(t("From “{first}” to “{second}”.", **values), said)
    return sentences(t("From a {first} to a {second}.", **values), said)


def digits_on_the_way(shares: np.ndarray) -> list[str]:
    """Return the digits that are read one after the other, each once until another comes."""
    best = shares.argmax(axis=1)
    return [str(each) for place, each in enumerate(best) if place == 0 or each != best[place - 1]]


def samples(found: Samples, is_vae: bool, covered: bool) -> str:
    """Say where the codes come from, and what that means for this network."""
    if is_vae:
        said = t(
            "A **variational** network was trained so that codes of the prior can be decoded: draw one from N(0, I),"
            " and a picture comes out."
        )
    else:
        said = t(
            "A **plain** autoencoder says nothing about where its codes lie, so there is nothing to draw from: N(0, I)"
            " is only a guess. A density fitted to the codes mends that."
        )
    if covered or not found.sure:
        return said
    sure = t(
        "The classifier is surer than 90 % of **{prior} %** of the pictures from the prior, and of **{mixture} %**"
        " from the mixture.",
        prior=f"{100 * found.sure['prior']:.0f}",
        mixture=f"{100 * found.sure['mixture']:.0f}",
    )
    if found.commonest["prior"] < ALIKE:
        return sentences(said, sure)
    alike = t(
        "Of the former it reads {percent} % as one and the same digit.",
        percent=f"{100 * found.commonest['prior']:.0f}",
    )
    return sentences(said, sure, alike)


def samples_facts(found: Samples) -> list[tuple[str, ...]]:
    """Return the facts of the samples."""
    entries: list[tuple[str, ...]] = [
        (
            t("Spread of a code's numbers"),
            number(found.spread),
            t("root of their mean variance; 1 in the prior"),
        ),
        (t("Numbers of a code"), str(found.prior_codes.shape[1])),
    ]
    if not found.sure:
        return entries
    real = t("test digits themselves") if found.test else t("digits at hand")
    return [
        (
            t("Surer than 90 %"),
            t(
                "prior {prior} %, mixture {mixture} %, {real} {digits} %",
                real=real,
                **{name: f"{100 * share:.1f}" for name, share in found.sure.items()},
            ),
            t("of {count} pictures each; sure is not the same as good", count=MEASURED),
        ),
        (
            t("Most frequent digit"),
            t(
                "prior {prior} %, mixture {mixture} %, {real} {digits} %",
                real=real,
                **{name: f"{100 * share:.0f}" for name, share in found.commonest.items()},
            ),
            t("as the classifier reads them; 10 % if all came equally often"),
        ),
        *entries,
    ]


def sure_here(shares: np.ndarray | None, covered: bool) -> str:
    """Say of how many of the pictures shown the classifier is sure, and how many classes it sees in them."""
    if covered or shares is None:
        return ""
    return t(
        "surer than 90 % of {sure} of these {count}; {classes} different digits",
        sure=int((shares.max(axis=1) > SURE).sum()),
        count=len(shares),
        classes=len(np.unique(shares.argmax(axis=1))),
    )


def sheet_alt(count: int, shares: np.ndarray | None, covered: bool) -> str:
    """Say what is on a sheet to a person who cannot see it."""
    if covered or shares is None:
        return t("{count} decoded pictures", count=count)
    digits = " ".join(map(str, shares.argmax(axis=1)))
    return t(
        "{count} decoded pictures; the classifier reads, row by row: {digits}",
        count=count,
        digits=digits,
    )
