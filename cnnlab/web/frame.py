"""The frame that every page uses: header, modes, bench, tabs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.web import addressing, in_hand, in_hand_view, notices, quiz, tabs
from cnnlab.web.adopting import event
from cnnlab.web.components import inner_links, link, settled
from cnnlab.web.compute import NotReady, wait_for_engine
from cnnlab.web.deferred import in_session
from cnnlab.web.i18n import N_, t, t_error
from cnnlab.web.in_hand import InHand
from cnnlab.web.quiz import Question
from cnnlab.web.state import Choice, Property, apply_query, reset, seed

log = logging.getLogger(__name__)
FAILED = "a mode has failed"
"""What the log says then."""
UNFORESEEN = N_(
    "An error has happened here that nobody had foreseen. Whoever runs this laboratory finds it in the server's log."
    " Go on with another setting, or with Reset."
)
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
    """What a mode gives to the frame besides what it has put on the bench.

    Attributes
    ----------
    code : str
        A program.
    downloads : tuple of Download
    questions : tuple of Question
    claim : str
        Translated: what the program gives, where that is not exactly what is on the screen.
    """

    code: str
    downloads: tuple[Download, ...] = ()
    questions: tuple[Question, ...] = ()
    claim: str = ""


@dataclass(frozen=True)
class Mode:
    """A mode whose picture goes to the browser before its controls when one of them is moved.

    The controls stand there already, and their values are in the session: what is waited for is the picture.

    Attributes
    ----------
    show : callable
        Fills the bench, but for the controls; it reads their values from the page's properties.
    controls : callable
        Shows the controls for what is in hand.
    wide : bool
        The picture needs the whole width: the controls stand in one line beneath it.
    """

    show: Callable[[Bench], Shown]
    controls: Callable[[InHand], None]
    wide: bool = False


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
    modes : dict of str to callable or Mode
        For each option of `mode` a function that fills the bench; with its controls apart where the picture
        should come before them.
    properties : tuple of Property
        Everything else that the URL carries.
    takes : tuple of str, or callable
        What may be in hand: "picture", "digit"; or a function that says so anew in each run, before anything else.
        Where it says nothing, what is in hand does not matter and is not shown.
    subject : callable, optional
        Shows, beside the modes, the controls that all of them share.
    own : callable, optional
        Tells whether there is anything of the visitor's own on the page besides what is in hand: no link carries it.
    """

    key: str
    title: str
    idea: str
    mode: Choice
    modes: dict[str, Callable[[Bench], Shown] | Mode] = field(hash=False)
    properties: tuple[Property, ...]
    takes: tuple[str, ...] | Callable[[], tuple[str, ...]] = field(default=("picture",), hash=False)
    subject: Callable[[], None] | None = field(default=None, hash=False)
    own: Callable[[], bool] | None = field(default=None, hash=False)

    @property
    def state(self) -> tuple[Property, ...]:
        """Everything that the URL may carry on this page."""
        return (self.mode, *self.properties, *in_hand.PROPERTIES)


def show(page: Page) -> None:
    """Show a page. One fragment: a control redraws the page and not the application."""
    notices.of_link(seed(page.state))
    notices.of_lost_picture()
    st.session_state[_WHOLE] = True
    with st.container(key="page"):
        _body(page)


ANY = ("picture",)
_WHOLE = "_whole_page"
"""The page is shown from the top, not because one of its controls was moved."""


@st.fragment
def _body(page: Page) -> None:
    followed = event("inner_links", "query")
    if followed is not None:
        apply_query((page.mode, *page.properties), in_hand.PROPERTIES, followed)
    takes = page.takes() if callable(page.takes) else page.takes
    header, said, modes = st.container(key="header"), st.container(), st.container()
    bench, below = st.container(), st.container()
    # On a page that is there already, the picture before all that does not change; but an open menu decides what
    # is in hand.
    first = st.session_state.pop(_WHOLE, False) or in_hand_view.is_open()
    if first:
        hand, downloads = _header(page, takes, header, said, modes)
        shown = _fill(page, bench, hand, first)
    else:
        shown = _fill(page, bench, in_hand_view.held(takes or ANY), first)
        _, downloads = _header(page, takes, header, said, modes)
    with downloads:
        _downloads(shown)
    with below:
        # The lesson is long, and formulas take the browser half a second: the picture comes first.
        if settled.settled():
            tabs.show(page.key, shown, (page.mode, *page.properties))
        inner_links.inner_links("inner_links", page.key)
        addressing.write(page.state)


def _header(page: Page, takes: tuple[str, ...], header, said, modes) -> tuple:
    """Show what stands above the bench; return what is in hand, and the place of the downloads."""
    with header, st.container(key="header_row", horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(key="heading", gap="xsmall"):
            st.title(t(page.title), anchor=False)
            st.markdown(t(page.idea))
        with st.container(
            key="tools", horizontal=True, vertical_alignment="center", gap="small", width="content"
        ):
            hand = in_hand_view.show(takes) if takes else in_hand_view.held(ANY)
            st.button(
                t("Reset"),
                icon=":material/restart_alt:",
                on_click=reset,
                args=(page.properties,),
                key="reset",
                help=t("All settings of this page back to where they were at first."),
            )
            link.link(
                "link",
                words=link.words(
                    t(OWN_NOTE) if hand.name == in_hand.OWN or (page.own and page.own()) else ""
                ),
            )
            downloads = st.empty()
    with said:
        notices.show()
    with modes, st.container(key="modes", horizontal=True, vertical_alignment="bottom", gap="medium"):
        page.mode.segmented(label_visibility="collapsed")
        if page.subject is not None:
            page.subject()
    return hand, downloads


def _bench(hand: InHand, page: Page, wide: bool) -> Bench:
    with st.container(key="wide_bench" if wide else "bench", horizontal=True, gap="large"):
        controls = st.container(key="controls", gap="small")
        right = st.container(key="stage", gap="small")
    with right:
        pictures = st.container(key="pictures", gap="small")
        facts = st.container(key="facts", gap="small")
    return Bench(controls, pictures, facts, hand, quiz.is_open(page.key))


def _fill(page: Page, place, hand: InHand, controls_first: bool) -> Shown | None:
    mode = page.modes[page.mode.value]
    with place:
        bench = _bench(hand, page, isinstance(mode, Mode) and mode.wide)
    if not isinstance(mode, Mode):
        return _shown(mode, bench)
    if controls_first:
        with bench.controls:
            mode.controls(hand)
        return _shown(mode.show, bench)
    shown = _shown(mode.show, bench)
    with bench.controls:
        mode.controls(hand)
    return shown


def _shown(show: Callable[[Bench], Shown], bench: Bench) -> Shown | None:
    try:
        return show(bench)
    except LabError as error:
        with bench.pictures:
            st.error(t_error(error), icon=":material/error:")
            if not engine.ready():
                wait_for_engine()
    except NotReady:
        with bench.pictures:
            wait_for_engine()
    except Exception:
        # The rest of the page must stay: it is the way out.
        log.exception(FAILED)
        with bench.pictures, st.container(key="unforeseen"):
            st.error(t(UNFORESEEN), icon=":material/error:")
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
                in_session(file.make),
                file.file_name,
                file.mime,
                key=f"download_{file.file_name}",
                on_click="ignore",
                width="stretch",
            )
