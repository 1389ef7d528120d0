"""The view Odd one out: how well a picture comes back, as a score of strangeness."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnnlab.inference.imagine_odd import Odd, OddReport, report_odd
from cnnlab.inference.known_codes import source_of
from cnnlab.web import encoded
from cnnlab.web.autoencoder import imagine_downloads as files
from cnnlab.web.autoencoder import imagine_odd_words as words
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.autoencoder.imagine_asking import (
    Subject,
    given_controls,
    network_control,
    question,
    subject,
)
from cnnlab.web.autoencoder.imagine_histogram import histogram
from cnnlab.web.autoencoder.imagine_program import odd_program
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    about = subject(q.NETWORK)
    asked = question(about, bench.hand)
    with bench.pictures:
        report: OddReport = ask_again(report_odd, *asked)
        known = words.known(_source(about, report), about.digits)
        st.markdown(
            t("What the network says is covered while a question is open.")
            if bench.covered
            else words.odd(report, about.digits, known)
        )
        left, right = st.columns([2, 3], gap="medium")
        with left:
            row(
                [
                    Figure(report.seen, t("Given"), t("The given picture, at the network's size")),
                    Figure(report.rebuilt, t("Given back"), t("What the network makes of it")),
                ],
                90,
                170,
            )
        with right:
            histogram(report, bench.covered, known)
    with bench.facts:
        st.markdown(
            t("**Things that are no digits, or not as the network knows them**")
            if about.digits
            else t("**Things that the network has not learned from, or not as it knows them**")
        )
        _odd(report.odd, report.threshold, bench.covered)
        st.caption(words.odd_source(report, about.digits, known, bench.covered))
    return Shown(odd_program(about, report.threshold), files.odd(asked))


def controls(hand: InHand) -> None:
    """Show the controls."""
    network_control(q.NETWORK)
    given_controls()


def _source(about: Subject, report: OddReport) -> str:
    """Return what the histogram is of: see `Stock.source`."""
    if report.measured:
        return "test"
    return ask_again(source_of, about.name, about.stamp, place="odd_source")


def _odd(found: tuple[Odd, ...], threshold: float, covered: bool) -> None:
    parts = "".join(_figure(each, threshold, covered) for each in found)
    st.html(f"<div class='odd'>{parts}</div>")


def _figure(odd: Odd, threshold: float, covered: bool) -> str:
    name = words.kind(odd.kind)
    given, back = (
        f"<img class='exact' src='{encoded.url(pixels)}' alt='{escape(alt)}'>"
        for pixels, alt in (
            (odd.seen, name),
            (odd.rebuilt, t("{name}, given back", name=name)),
        )
    )
    lines = (
        ""
        if covered
        else "".join(
            f"<small{css}>{escape(text)}</small>"
            for css, text in (("", words.error(odd.error)), (" class='verdict'", words.caught(odd)))
        )
    )
    kind = " class='caught'" if odd.error > threshold and not covered else ""
    return f"<figure{kind}><div>{given}{back}</div><figcaption><b>{escape(name)}</b>{lines}</figcaption></figure>"
