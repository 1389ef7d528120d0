"""The view Samples: pictures from codes drawn by chance, in two ways."""

from __future__ import annotations

from math import isqrt

import streamlit as st

from cnnlab.images.sheet import beside
from cnnlab.inference.imagine_samples import Samples, report_samples
from cnnlab.web.autoencoder import imagine_downloads as files
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.autoencoder import imagine_words as words
from cnnlab.web.autoencoder.imagine_asking import network_control, subject
from cnnlab.web.autoencoder.imagine_program import samples_program
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    about = subject(q.NETWORK)
    work = (about.name, about.stamp, int(q.DRAWS.value), int(q.SEED.value))
    with bench.pictures:
        samples: Samples = ask_again(report_samples, *work)
        st.markdown(words.samples(samples, about.variational, bench.covered))
        columns = isqrt(len(samples.prior))
        row(
            [
                Figure(
                    beside(samples.prior, columns, 1),
                    t("From the prior N(0, I)"),
                    words.sheet_alt(len(samples.prior), samples.prior_shares, bench.covered),
                    words.sure_here(samples.prior_shares, bench.covered),
                ),
                Figure(
                    beside(samples.mixture, columns, 1),
                    t("From a mixture of {count} Gaussians, fitted to the codes", count=samples.components),
                    words.sheet_alt(len(samples.mixture), samples.mixture_shares, bench.covered),
                    words.sure_here(samples.mixture_shares, bench.covered),
                ),
            ],
            220,
            380,
        )
    if not bench.covered:
        with bench.facts:
            facts(words.samples_facts(samples))
    return Shown(samples_program(about, int(q.DRAWS.value), int(q.SEED.value)), files.samples(work))


def controls(hand: InHand) -> None:
    """Show the controls."""
    network_control(q.NETWORK)
    st.button(t("Draw others"), icon=":material/casino:", on_click=_others, key="ae_draw_others")
    with st.expander(t("More"), key="more"):
        q.DRAWS.segmented()
        q.SEED.box()


def _others() -> None:
    st.session_state[q.SEED.key] = (int(q.SEED.value) + 1) % (int(q.SEED.high) + 1)
