"""Numbers that are chosen in growing steps, as learning rates are: 0.001, 0.003, 0.01."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.state import Number


@dataclass(frozen=True)
class Stepped(Number):
    """A number within limits, of which the slider offers some; a link or a recipe may hold any.

    Attributes
    ----------
    stops : tuple of float
        What the slider offers, ascending.
    """

    stops: tuple[float, ...] = ()

    def accepts(self, text: str) -> bool:
        """Tell whether a text from a URL is a value of this property."""
        return len(text) <= 20 and super().accepts(text)

    def slider(self, **more) -> float:
        """Show a slider over the stops, and over the value where it is none of them."""
        stops = sorted({*self.stops, self.value})
        return st.select_slider(t(self.label), stops, format_func=_name, **self._common(), **more)


def _name(value: float) -> str:
    # As exactly as the address has it: two values of one name would be one to the slider.
    return f"{value:,}" if isinstance(value, int) else number(value, 6)
