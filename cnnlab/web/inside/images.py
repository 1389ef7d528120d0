"""The mode Map of images: what the network thinks alike lies together, the picture in hand among it."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.images_report import ImagesReport, report_images
from cnnlab.web import encoded, long_work
from cnnlab.web.adopting import adopt
from cnnlab.web.components import image_map, pad
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import sentences, t
from cnnlab.web.identity import identity
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import images_making as making
from cnnlab.web.inside import images_properties as p
from cnnlab.web.inside import images_words as words
from cnnlab.web.inside.asking import PAD, Asked, asked
from cnnlab.web.inside.images_downloads import downloads
from cnnlab.web.inside.images_program import program
from cnnlab.web.inside.images_stock import Stock, stock_of

MAP = "in_map"
_SEEN = "_in_map_seen"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    now = asked(bench.hand)
    _back_to_own(now)
    adopt(MAP, "point", p.POINT)
    laid_out = making.places(now.about)
    work = (*now.work, p.SPACE.value, int(p.POINT.value), laid_out)
    with bench.pictures:
        report: ImagesReport = ask_again(report_images, *work)
        stock = stock_of(*now.about)
        if bench.covered:
            st.caption(t("What the network says is covered while a question is open."))
        else:
            st.markdown(words.headline(report, stock.labels, now.names))
        if making.under_way(now.about):
            making.wait()
        elif making.failed(now.about):
            long_work.say_failure(making.KEY)
        _map(now, report, stock, bench.covered)
        st.caption(
            sentences(
                words.source(now.network.recipe, stock.source, len(report.places)),
                "" if bench.covered else words.placing(report),
            )
        )
        # At the end: where it stands it takes the room of a gap.
        image_map.stock("in_map_stock", stock.message)
    if not bench.covered:
        with bench.facts:
            facts(words.facts(report, p.SPACE.value))
    return Shown(program(now, report, p.SPACE.value, report.variances is None), downloads(now, work))


def controls(hand: InHand) -> None:
    """Show the controls; without the network there are none, and the bench says why."""
    try:
        now = asked(hand)
    except LabError:
        return
    if now.network.knows_digits:
        st.caption(t("Draw a digit."))
        pad.pad(PAD, words=pad.words(), live=True)
    p.SPACE.segmented()
    p.PLANE.segmented()
    p.TILES.toggle()
    with st.expander(t("More"), key="more"):
        still = p.PLANE.value != "tsne"
        p.PERPLEXITY.slider(disabled=still)
        p.SEED.box(disabled=still)
        if still:
            st.caption(t("Both are settings of t-SNE; PCA has none."))


MODE = Mode(show, controls)


def _back_to_own(now: Asked) -> None:
    """Show the neighbours of the visitor's picture when it, or the network, is another one than before."""
    seen = identity(*now.work)
    if st.session_state.get(_SEEN, seen) != seen:
        st.session_state[p.POINT.key] = p.POINT.default
    st.session_state[_SEEN] = seen


def _map(now: Asked, report: ImagesReport, stock: Stock, covered: bool) -> None:
    seen = report.seen[..., 0] if report.seen.shape[2] == 1 else report.seen
    image_map.image_map(
        MAP,
        stock.message["id"],
        now.names,
        report.places,
        image_map.Own(
            encoded.url(seen),
            tuple(report.place.tolist()),
            "" if report.truth is None else now.names[report.truth],
            "" if covered else words.says(report, now.names),
        ),
        [
            (int(index), words.distance(float(away)))
            for index, away in zip(report.near, report.away, strict=True)
        ],
        report.point,
        space=p.SPACE.value,
        axes=words.axes(report),
        alike=report.alike,
        tiles=bool(p.TILES.value),
        labelled=stock.labels is not None,
        numbered=stock.source == "test",
        covered=covered,
    )
