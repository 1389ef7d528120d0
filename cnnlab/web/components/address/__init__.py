"""The address of the page, kept up to date without a new entry in the browser's history."""

from __future__ import annotations

from cnnlab.web.components import register

_mount = register("address", "address/address.js", html="<span hidden></span>")


def address(query: str) -> None:
    """Let the page's address carry a query.

    Streamlit's own ``st.query_params`` adds an entry to the history with every write.

    Parameters
    ----------
    query : str
        Without the question mark; may be empty.
    """
    _mount(key="address", data={"query": query})
