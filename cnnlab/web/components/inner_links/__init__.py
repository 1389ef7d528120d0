"""Links of a lesson to states of its own page: they change the page instead of opening another one."""

from __future__ import annotations

from cnnlab.web.components import register

_mount = register("inner_links", "inner_links/inner_links.js")


def inner_links(key: str, page: str) -> None:
    """Catch clicks on links to a page, and send their query.

    Streamlit opens every link of a Markdown text in a new window, where the visitor's own picture is not.
    The event is read by :func:`cnnlab.web.adopting.event` under the name "query".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    page : str
        Path of the page, as it ends the links' address.
    """
    _mount(key=key, data={"page": page}, default={"query": None}, on_query_change=lambda: None)
