"""What a page's state is: typed properties, each declared once, kept in the URL by Streamlit.

A property is bound to a query parameter of its own name. The URL carries what differs from the
default; Streamlit itself ignores a value that does not fit, and :func:`rejected` finds it first, so
that the page can say so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from cnnlab.web.i18n import t

BOUND = {"bind": "query-params"}


@dataclass(frozen=True)
class Choice:
    """One of a few named options.

    Parameters
    ----------
    key : str
        Name in the session and in the URL.
    label : str
        Message id of the label.
    options : dict of str to str
        Option id (stable, in the URL) and the message id of its name.
    default : str
        An option id.
    help : str
        Message id of the help text.
    """

    key: str
    label: str
    options: dict[str, str] = field(hash=False)
    default: str
    help: str = ""

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return text in self.options

    def read(self, text: str) -> str:
        """Return the value that an accepted text stands for."""
        return text

    @property
    def value(self) -> str:
        """The value now, also while the widget is not on the page."""
        return st.session_state.get(self.key, self.default)

    def select(self, options: Iterable[str] = (), **more: Any) -> str:
        """Show a drop-down list, of some of the options if they are given."""
        names = list(options) or list(self.options)
        return st.selectbox(t(self.label), names, index=names.index(self.default), **self._common(), **more)

    def segmented(self, **more: Any) -> str:
        """Show the options side by side."""
        return st.segmented_control(
            t(self.label), list(self.options), default=self.default, required=True, **self._common(), **more
        )

    def _common(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "format_func": lambda name: t(self.options[name]),
            "help": t(self.help) or None,
            **BOUND,
        }


@dataclass(frozen=True)
class Number:
    """A number within limits: whole where the default is whole."""

    key: str
    label: str
    low: float
    high: float
    default: float
    step: float = 1
    help: str = ""

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        try:
            value = int(text) if isinstance(self.default, int) else float(text)
        except ValueError:
            return False
        return math.isfinite(value) and self.low <= value <= self.high

    def read(self, text: str) -> float:
        """Return the value that an accepted text stands for."""
        return type(self.default)(text)

    @property
    def value(self) -> float:
        """The value now, also while the widget is not on the page."""
        return st.session_state.get(self.key, self.default)

    def slider(self, **more: Any) -> float:
        """Show a slider."""
        return st.slider(t(self.label), self.low, self.high, self.default, self.step, **self._common(), **more)

    def box(self, **more: Any) -> float:
        """Show a box with plus and minus."""
        return st.number_input(
            t(self.label), self.low, self.high, self.default, self.step, **self._common(), **more
        )

    def _common(self) -> dict[str, Any]:
        return {"key": self.key, "help": t(self.help) or None, **BOUND}


@dataclass(frozen=True)
class Flag:
    """On or off."""

    key: str
    label: str
    default: bool = False
    help: str = ""

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return text.lower() in {"true", "false"}

    def read(self, text: str) -> bool:
        """Return the value that an accepted text stands for."""
        return text.lower() == "true"

    @property
    def value(self) -> bool:
        """The value now, also while the widget is not on the page."""
        return st.session_state.get(self.key, self.default)

    def toggle(self, **more: Any) -> bool:
        """Show a switch."""
        return st.toggle(
            t(self.label), self.default, key=self.key, help=t(self.help) or None, **BOUND, **more
        )


@dataclass(frozen=True)
class Text:
    """A short text that a function of the page's own must be able to read."""

    key: str
    label: str
    reads: Any
    default: str = ""
    help: str = ""
    limit: int = 20_000

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return text == self.default or (len(text) <= self.limit and self.reads(text))

    def read(self, text: str) -> str:
        """Return the value that an accepted text stands for."""
        return text

    @property
    def value(self) -> str:
        """The value now, also while the widget is not on the page."""
        return st.session_state.get(self.key, self.default)

    def box(self, **more: Any) -> str:
        """Show a line to type in."""
        return st.text_input(
            t(self.label), self.default, self.limit, key=self.key, help=t(self.help) or None, **BOUND, **more
        )


Property = Choice | Number | Flag | Text


def rejected(properties: Iterable[Property]) -> list[str]:
    """Return the names in the URL whose values no property takes.

    Must be called before the widgets are made: Streamlit then removes those values from the URL.
    """
    url = st.query_params
    return [each.key for each in properties if each.key in url and not each.accepts(url[each.key])]


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
