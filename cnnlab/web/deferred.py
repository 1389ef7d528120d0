"""Files that are made when somebody asks for them, after the page has been drawn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def in_session(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that does the same as `make` for the visitor whose page is being drawn.

    Streamlit calls what makes a file in a thread that belongs to nobody. There the session's state is empty: what is
    painted by hand would be missing, and what has been led on would be as it began.
    """
    enter = partial(add_script_run_ctx, None, get_script_run_ctx())

    def made() -> bytes:
        with ThreadPoolExecutor(1, "cnnlab-download", enter) as thread:
            return thread.submit(make).result()

    return made
