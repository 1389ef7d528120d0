"""The view Mean and deviation: what instance normalisation removes, and what is put in its place."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab import pretrained
from cnnlab.images import colour
from cnnlab.inference.style_how_statistics import ALL, NONE, StatisticsReport, report_statistics
from cnnlab.recipes.painting import LAYERS
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.inside.layer_names import channel_name
from cnnlab.web.number_grid import number
from cnnlab.web.stylize import how_downloads, how_program
from cnnlab.web.stylize import how_properties as p
from cnnlab.web.stylize.how_asking import STYLIZER, Pair
from cnnlab.web.stylize.how_words import percent

SIZES = (100, 250)
SIGNED = 3.0
"""Standard deviations at the strongest colour of a normalised map."""


def show(bench: Bench, pair: Pair) -> Shown:
    """Fill the bench."""
    swap = p.SWAP.value
    scale = int(swap) if swap not in (ALL, NONE) else 1
    with bench.pictures:
        try:
            stamp = pretrained.stamp(STYLIZER)
            report: StatisticsReport = ask_again(report_statistics, *pair, swap, scale, STYLIZER, stamp)
        except NotReady:
            row([_content(pair), _style(pair)], *SIZES)
            raise
        row([_content(pair), _painted(report, swap), _style(pair)], *SIZES)
        st.markdown(_sentence(swap))
        st.markdown("**" + _heading(report, scale) + "**")
        row(_maps(report), *SIZES)
    with bench.facts:
        _formula(report)
        if not bench.covered:
            st.markdown(
                t(
                    "**What normalisation removes**: give the photograph half its contrast. How far do the maps of the"
                    " perceptual network move, as they are and normalised?"
                )
            )
            facts(_entries(report))
    return Shown(how_program.statistics(swap), how_downloads.statistics(pair, report))


def controls() -> None:
    """Show the controls."""
    p.SWAP.pills()


def _content(pair: Pair) -> Figure:
    return Figure(pair.content, t("Content"), t("The picture in hand, a square of it"))


def _style(pair: Pair) -> Figure:
    return Figure(pair.style, t("Style"), t("The style picture, a square of it"))


def _painted(report: StatisticsReport, swap: str) -> Figure:
    title = t("With its own statistics") if swap == NONE else t("With the style's statistics")
    return Figure(report.painted, title, t("The content, with the means and deviations that are chosen"))


def _sentence(swap: str) -> str:
    return {
        NONE: t(
            "All means and deviations are the photograph's own: the network builds the photograph again, nearly as it"
            " was."
        ),
        "0": t(
            "At the full size the maps are red, green and blue: their means and deviations are brightness, contrast and"
            " tint."
        ),
        "1": t("At half the size: how much of each fine edge and dot there is, and how strong it is."),
        "2": t("At a quarter: strokes and grain, a few pixels wide."),
        "3": t("At an eighth: coarse texture, where strokes meet and turn."),
        ALL: t(
            "Everywhere: two numbers for each map come from the style, and every edge is still where the photograph has"
            " it."
        ),
    }[swap]


def _heading(report: StatisticsReport, scale: int) -> str:
    if scale == 0:
        return t("One map of the photograph: {name}", name=channel_name(report.channel))
    size = "{} × {}".format(*report.before.shape)
    return t(
        "One map of the photograph: number {number} of {maps}, {size}",
        number=report.channel + 1,
        maps=report.maps,
        size=size,
    )


def _maps(report: StatisticsReport) -> list[Figure]:
    low = float(min(report.before.min(), report.swapped.min()))
    high = float(max(report.before.max(), report.swapped.max()))
    return [
        Figure(
            colour.sequential(report.before, low, high),
            t("As it is"),
            t("A map of the content, as it is"),
            _two(report.content),
        ),
        Figure(
            colour.diverging(report.after, SIGNED),
            t("Normalised"),
            t("The same map after instance normalisation"),
            _two((0.0, 1.0)),
        ),
        Figure(
            colour.sequential(report.swapped, low, high),
            t("With the style's two numbers"),
            t("The same map with mean and deviation of the style"),
            _two(report.style),
        ),
    ]


def _two(statistics: tuple[float, float]) -> str:
    mean, deviation = (number(each, 3) for each in statistics)
    return t("mean {mean}, deviation {deviation}", mean=mean, deviation=deviation)


def _formula(report: StatisticsReport) -> None:
    (mean, deviation), (new_mean, new_deviation) = report.content, report.style
    if deviation < 0.0005:
        return  # An even map has nothing to be divided by.
    place = np.unravel_index(int(report.before.argmax()), report.before.shape)
    value, changed = float(report.before[place]), float(report.swapped[place])
    st.latex(
        # With a strut: the line is as high as its fractions, and nothing of them is cut off.
        r"\rule{0em}{1.7em} \sigma_s \, \frac{x - \mu_c}{\sigma_c} + \mu_s = "
        rf"{new_deviation:.3f} \cdot \frac{{{value:.3f} - {_in_brackets(mean)}}}{{{deviation:.3f}}}"
        rf" + {_in_brackets(new_mean)} = {changed:.3f}"
    )
    st.caption(
        t(
            "For the largest value of the map, with its mean and deviation in the content (c) and the style (s)."
        )
    )


def _in_brackets(value: float) -> str:
    return f"{value:.3f}" if value >= 0 else f"({value:.3f})"


def _entries(report: StatisticsReport) -> list[tuple[str, str, str]]:
    return [
        (name, f"{percent(before)} % → {percent(after)} %", t("as they are → normalised"))
        for name, before, after in zip(LAYERS, report.paler_before, report.paler_after, strict=True)
    ]
