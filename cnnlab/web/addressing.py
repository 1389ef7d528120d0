"""The page's address says what is on the screen."""

from __future__ import annotations

from collections.abc import Iterable

from cnnlab.web.components import address
from cnnlab.web.language import query_of_language
from cnnlab.web.state import Property, query


def write(properties: Iterable[Property]) -> None:
    """Write the language and what differs from the defaults into the address."""
    address.address("&".join(filter(None, (query(properties), query_of_language()))))
