"""Often said, but ...: descriptions that mislead, and what is right, each with a state that shows it."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parents[2] / "lessons" / "errata.json"

GRADES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "wrong": {"en": "not so", "zh": "说法有误"},
        "muddled": {"en": "unclear words", "zh": "说法不清"},
        "half": {"en": "only half of it", "zh": "说法不全"},
    }
)
"""The grades of a mistake, and how they are called in each language."""


@dataclass(frozen=True)
class Erratum:
    """Something that is often said, and what is right.

    Attributes
    ----------
    name : str
        Stable id, such as "E1".
    page : str
        Name of the page whose lesson sets it right.
    grade : str
        One of `GRADES`.
    article, claim, correction, label : mapping of str to str
        By language: where it was said, what was said, what is right, and the words of
        the link.
    query : str
        The state of the page that shows it, as in a URL.
    """

    name: str
    page: str
    grade: str
    article: Mapping[str, str] = field(hash=False)
    claim: Mapping[str, str] = field(hash=False)
    correction: Mapping[str, str] = field(hash=False)
    label: Mapping[str, str] = field(hash=False)
    query: str


def entries(page: str) -> tuple[Erratum, ...]:
    """Return what a page sets right.

    Parameters
    ----------
    page : str
        Name of the page, as in its address.

    Returns
    -------
    tuple of Erratum
        In the order of the file; empty where the page has none.
    """
    return tuple(entry for entry in _all() if entry.page == page)


def as_markdown(entry: Erratum, language: str) -> str:
    """Write an entry down: what is said, what is right, the link, and where it was said.

    Parameters
    ----------
    entry : Erratum
    language : str
        "en" or "zh".

    Returns
    -------
    str
        One paragraph of Streamlit's Markdown. The link names the language, so that it
        opens in the one that is read.

    Raises
    ------
    KeyError
        Where there is no such language.
    """
    address = f"/{entry.page}?{entry.query}&lang={language}"
    return "  \n".join(
        (
            f"**{entry.claim[language]}**",
            f"{entry.correction[language]} [{entry.label[language]}]({address})",
            f":small[:gray[{entry.article[language]} · {GRADES[entry.grade][language]}]]",
        )
    )


@functools.cache
def _all() -> tuple[Erratum, ...]:
    return tuple(
        Erratum(
            name=each["id"],
            page=each["page"],
            grade=each["grade"],
            article=MappingProxyType(each["article"]),
            claim=MappingProxyType(each["claim"]),
            correction=MappingProxyType(each["correction"]),
            label=MappingProxyType(each["link"]["label"]),
            query=each["link"]["query"],
        )
        for each in json.loads(FILE.read_text("utf-8"))
    )
