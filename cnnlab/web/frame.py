"""The frame that every page uses: header, modes, bench, tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.web import addressing, in_hand, in_hand_view, notices, quiz, tabs
from cnnlab.web.adopting import event
from cnnlab.web.components import inner_links, link, settled
from cnnlab.web.compute import NotReady, wait_for_engine
from cnnlab.web.i18n import N_, t, t_error
from cnnlab.web.in_hand import InHand
from cnnlab.web.quiz import Question
from cnnlab.web.state import Choice, Property, apply_query, reset, seed

OWN_NOTE = N_("The link cannot carry your own picture: whoever opens it sees the sample instead.")


@dataclass(frozen=True)
class Bench:
    """Where a mode puts what it shows, and what it works on."""

    controls: st.delta_generator.DeltaGenerator
    pictures: st.delta_generator.DeltaGenerator
    facts: st.delta_generator.DeltaGenerator
    hand: InHand
    covered: bool
    """A question is open: what answers it must not be shown."""


@dataclass(frozen=True)
class Download:
    """A file that is made when it is asked for."""

    label: str
    file_name: str
    mime: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Shown:
    """What a mode gives to the frame besides what it has put on the bench."""

    code: str
    downloads: tuple[Download, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page: its words, its state, and a function for each mode.

    Attributes
    ----------
    key : str
        Name in the URL and of the lesson.
    title, idea : str
        Message ids: the title, and the one sentence under it.
    mode : Choice
        The property that says which mode is open.
    modes : dict of str to callable
        For each option of `mode` a function that fills the bench.
    properties : tuple of Property
        Everything else that the URL carries.
    takes : tuple of str
        What may be in hand: "picture", "digit".
    """

    key: str
    title: str
    idea: str
    mode: Choice
    modes: dict[str, Callable[[Bench], Shown]] = field(hash=False)
    properties: tuple[Property, ...]
    takes: tuple[str, ...] = ("picture",)

    @property
    def state(self) -> tuple[Property, ...]:
        """Everything that the URL may carry on this page."""
        return (self.mode, *self.properties, *in_hand.PROPERTIES)


def show(page: Page) -> None:
    """Show a page. One fragment: a control redraws the page and not the application."""
    notices.of_link(seed(page.state))
    notices.of_lost_picture()
    with st.container(key="page"):
        _body(page)


@st.fragment
def _body(page: Page) -> None:
    followed = event("inner_links", "query")
    if followed is not None:
        apply_query((page.mode, *page.properties), in_hand.PROPERTIES, followed)
    heading, tools = _header(page)
    with heading:
        st.title(t(page.title), anchor=False)
        st.markdown(t(page.idea))
    with tools:
        hand = in_hand_view.show(page.takes)
        st.button(
            t("Reset"),
            icon=":material/restart_alt:",
            on_click=reset,
            args=(page.properties,),
            key="reset",
            help=t("All settings of this page back to where they were at first."),
        )
        link.link("link", words=link.words(t(OWN_NOTE) if hand.name == in_hand.OWN else ""))
        downloads = st.empty()
    notices.show()
    mode = page.mode.segmented(label_visibility="collapsed")
    bench = _bench(hand, page)
    shown = _fill(page, mode, bench)
    with downloads:
        _downloads(shown)
    # The lesson is long, and formulas take the browser half a second: the picture comes first.
    if settled.settled():
        tabs.show(page.key, shown, (page.mode, *page.properties))
    inner_links.inner_links("inner_links", page.key)
    addressing.write(page.state)


def _header(page: Page) -> tuple:
    with st.container(key="header", horizontal=True, vertical_alignment="bottom", gap="medium"):
        heading = st.container(key="heading", gap="xsmall")
        tools = st.container(
            key="tools", horizontal=True, vertical_alignment="center", gap="small", width="content"
        )
    return heading, tools


def _bench(hand: InHand, page: Page) -> Bench:
    with st.container(key="bench", horizontal=True, gap="large"):
        controls = st.container(key="controls", gap="small")
        right = st.container(key="stage", gap="small")
    with right:
        pictures = st.container(key="pictures", gap="small")
        facts = st.container(key="facts", gap="small")
    return Bench(controls, pictures, facts, hand, quiz.is_open(page.key))


def _fill(page: Page, mode: str, bench: Bench) -> Shown | None:
    try:
        return page.modes[mode](bench)
    except LabError as error:
        with bench.pictures:
            st.error(t_error(error), icon=":material/error:")
            if not engine.ready():
                wait_for_engine()
    except NotReady:
        with bench.pictures:
            wait_for_engine()
    return None


def _downloads(shown: Shown | None) -> None:
    files = shown.downloads if shown else ()
    menu = st.popover(
        t("Download"), icon=":material/download:", disabled=not files, key="downloads", on_change="rerun"
    )
    if not menu.open:
        return
    with menu:
        for file in files:
            st.download_button(
                t(file.label),
                file.make,
                file.file_name,
                file.mime,
                key=f"download_{file.file_name}",
                on_click="ignore",
                width="stretch",
            )
