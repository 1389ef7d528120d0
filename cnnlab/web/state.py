"""What a page's state is: typed properties, each declared once, kept in the session and in the URL.

Streamlit can bind a widget to the URL by itself, but it then writes the option's label there, which is in
the reader's language; the URL needs ids that every language understands. So the first run reads the URL
(:func:`seed`) and each run writes what differs from the defaults (:mod:`cnnlab.web.addressing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

import streamlit as st

from cnnlab.web.i18n import language, t


@dataclass(frozen=True)
class Property:
    """A named value of a page's state.

    Attributes
    ----------
    key : str
        Name in the session and in the URL.
    label : str
        Message id of the label.
    """

    key: str
    label: str
    wrong = ""
    """Message id: what is said where a link holds a value that is none; "" for the usual sentence."""

    @property
    def value(self) -> Any:
        """The value now, also while its widget is not on the page."""
        return st.session_state.get(self.key, self.default)

    def read(self, text: str) -> Any:
        """Return the value that an accepted text stands for."""
        return text

    def write(self, value: Any) -> str:
        """Return the text that stands for a value."""
        return str(value)

    def _common(self) -> dict[str, Any]:
        # The session keeps the value while the widget is on another page or in another mode.
        return {"key": self.key, "help": t(self.help) or None, "persist_state": "session"}


@dataclass(frozen=True)
class Choice(Property):
    """One of a few named options.

    Attributes
    ----------
    options : dict of str to str
        Option id (stable, in the URL) and the message id of its name.
    default : str
        An option id.
    help : str
        Message id of the help text.
    """

    options: dict[str, str] = field(hash=False)
    default: str
    help: str = ""

    @property
    def value(self) -> str:
        """The option now; the default where a browser has sent something that is none."""
        value = super().value
        return value if isinstance(value, str) and value in self.options else self.default

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return text in self.options

    def select(self, options: Iterable[str] = (), label: str = "", **more: Any) -> str:
        """Show a drop-down list, of some of the options and under another label if they are given."""
        names = self._offered(options)
        return st.selectbox(
            t(label or self.label), names, format_func=self._named(), **self._common(), **more
        )

    def segmented(self, **more: Any) -> str:
        """Show the options side by side."""
        return st.segmented_control(
            t(self.label),
            self._offered(),
            required=True,
            format_func=self._named(),
            **self._common(),
            **more,
        )

    def pills(self, options: Iterable[str] = (), **more: Any) -> str:
        """Show the options, or some of them, as pills, which wrap where there is no room for one row."""
        return st.pills(
            t(self.label),
            self._offered(options),
            required=True,
            format_func=self._named(),
            **self._common(),
            **more,
        )

    def _offered(self, options: Iterable[str] = ()) -> list[str]:
        """Return the options that are offered, all or these, with one of them as the value.

        A browser knows a choice by its label: it keeps the old one, and would send it back, unless it is told that
        the reader's language has changed.
        """
        names = list(options) or list(self.options)
        if self.value not in names:
            st.session_state[self.key] = self.default
        shown = f"_{self.key}.language"
        if st.session_state.get(shown, language()) != language():
            st.session_state[self.key] = self.value
        st.session_state[shown] = language()
        return names

    def _named(self) -> Callable[[str], str]:
        # Translated now: Streamlit may call it where the session, and with it the language, is out of reach.
        return {option: t(message) for option, message in self.options.items()}.__getitem__


@dataclass(frozen=True)
class Number(Property):
    """A number within limits: whole where the default is whole."""

    low: float
    high: float
    default: float
    step: float = 1
    help: str = ""

    @property
    def value(self) -> float:
        """The number now; the default where a browser has sent what is none, such as a name that a list had before."""
        value = super().value
        return value if isinstance(value, int | float) else self.default

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        try:
            value = self.read(text)
        except ValueError:
            return False
        # Neither infinity nor NaN lies within limits; and a whole number may be too long to ask of it anything else.
        return self.low <= value <= self.high

    def read(self, text: str) -> float:
        """Return the value that an accepted text stands for."""
        return type(self.default)(text)

    def write(self, value: float) -> str:
        """Return the text that stands for a value."""
        return str(value) if isinstance(value, int) else f"{value:.6g}"

    def slider(self, **more: Any) -> float:
        """Show a slider."""
        return st.slider(t(self.label), self.low, self.high, step=self.step, **self._common(), **more)

    def box(self, **more: Any) -> float:
        """Show a box with plus and minus."""
        return st.number_input(t(self.label), self.low, self.high, step=self.step, **self._common(), **more)

    def pick(self, names: Mapping[float, str], **more: Any) -> float:
        """Show a drop-down list of some numbers under the names of what they count, the default among them.

        A value that is not among them gives way to the default.
        """
        # A browser knows a choice by its name, and must be told when the names change, with the language or otherwise.
        shown = f"_{self.key}.names"
        value = self.value if self.value in names else self.default
        if st.session_state.get(self.key) != value or st.session_state.get(shown, names) != names:
            st.session_state[self.key] = value
        st.session_state[shown] = dict(names)
        return st.selectbox(
            t(self.label), list(names), format_func=names.__getitem__, **self._common(), **more
        )


@dataclass(frozen=True)
class Flag(Property):
    """On or off."""

    default: bool = False
    help: str = ""

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return text in {"true", "false"}

    def read(self, text: str) -> bool:
        """Return the value that an accepted text stands for."""
        return text == "true"

    def write(self, value: bool) -> str:
        """Return the text that stands for a value."""
        return "true" if value else "false"

    def toggle(self, **more: Any) -> bool:
        """Show a switch."""
        return st.toggle(t(self.label), **self._common(), **more)


@dataclass(frozen=True)
class Text(Property):
    """A short text that a function of the page's own must be able to read."""

    reads: Callable[[str], bool]
    default: str = ""
    help: str = ""
    limit: int = 20_000
    wrong: str = ""

    @property
    def valid(self) -> str:
        """The value, or the default where something has been typed in that nobody can read."""
        value = self.value
        return value if isinstance(value, str) and self.accepts(value) else self.default

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return text == self.default or (len(text) <= self.limit and self.reads(text))

    def box(self, **more: Any) -> str:
        """Show a line to type in."""
        return st.text_input(t(self.label), max_chars=self.limit, **self._common(), **more)


def seed(properties: Iterable[Property]) -> list[Property]:
    """Give the session the values that the URL holds, and the defaults of the others.

    What the session has already stays as it is: only the first run reads the URL.

    Returns
    -------
    list of Property
        Those whose value in the URL is none of theirs.
    """
    wrong = []
    for each in properties:
        if each.key in st.session_state:
            continue
        text = st.query_params.get(each.key)
        fits = text is not None and each.accepts(text)
        st.session_state[each.key] = each.read(text) if fits else each.default
        if text is not None and not fits:
            wrong.append(each)
    return wrong


def query(properties: Iterable[Property]) -> str:
    """Return what a URL needs to carry: the values that differ from the defaults.

    Returns
    -------
    str
        Such as ``preset=gaussian&sigma=2``.
    """
    return "&".join(
        f"{each.key}={quote(each.write(each.value), safe=',;|.:-')}"
        for each in properties
        if each.value != each.default
    )


def reset(properties: Iterable[Property]) -> None:
    """Give every property its default (as a button's callback, before the widgets are made)."""
    for each in properties:
        st.session_state[each.key] = each.default


def apply_query(properties: Iterable[Property], kept: Iterable[Property], query: str) -> None:
    """Bring the state to what a query such as ``preset=gaussian&sigma=2`` says.

    To be used as a button's callback: it runs before the widgets are made.

    Parameters
    ----------
    properties : iterable of Property
        Those that go to their defaults where the query does not name them.
    kept : iterable of Property
        Those that stay as they are where the query does not name them.
    query : str
        As in a URL.
    """
    wanted = dict(parse_qsl(query, keep_blank_values=True))
    reset(properties)
    for each in (*properties, *kept):
        if each.key in wanted and each.accepts(wanted[each.key]):
            st.session_state[each.key] = each.read(wanted[each.key])
