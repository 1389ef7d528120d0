"""What makes reruns cheap once the first page has been shown."""

from __future__ import annotations

import functools
import gc


@functools.cache
def freeze_once() -> None:
    """Take everything that is loaded by now out of the garbage collector's sight.

    Streamlit collects garbage after each run of the script; with all modules in sight that costs several
    times what a rerun costs. Called at the end of the first run, because page modules are imported by it.
    """
    gc.collect()
    gc.freeze()
