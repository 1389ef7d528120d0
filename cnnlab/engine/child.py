"""The entry of the engine's own processes: ``python -m cnnlab.engine.child scheduler|worker|trainer FOLDER ...``.

It sees to it that the process does not outlive the one that started it, warms a worker
up while the scheduler is still starting, and then hands over to Dask's own command line.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

LATER = 15
"""Niceness of what can wait."""

ASIDE = 10
"""Niceness of what takes minutes: it leaves a page nine tenths of the processor, and does not starve."""

FIRST_TO_GO = "500"
"""How much rather than any other process the system ends one that trains when the memory is not enough."""


def main(arguments: list[str]) -> None:
    """Guard, warm up, hand over.

    Parameters
    ----------
    arguments : list of str
        The role (a trainer is a worker that gives way to others), the private folder, the
        id of the parent process, and what Dask's command line is to get.
    """
    role, folder, parent, *rest = arguments
    threading.Thread(target=_end_with_parent, args=(role, folder, int(parent)), daemon=True).start()
    if role == "scheduler":
        from distributed.cli.dask_scheduler import main as dask
    else:
        from cnnlab.engine.work import warm_up

        if role == "trainer":
            _give_way()
        _load_politely()
        print(f"TensorFlow was ready after {warm_up():.1f} s", flush=True)
        from distributed.cli.dask_worker import main as dask
    dask(rest)


def _give_way() -> None:
    """Have this process, with every thread that it will ever have, run when others leave it room."""
    import psutil

    windows = sys.platform == "win32"
    psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if windows else ASIDE)
    if sys.platform == "linux":
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, "ascii")


def _load_politely() -> None:
    """Load TensorFlow behind everything else: the page that is opening at the same time comes first.

    In a thread of its own, whose low priority goes with it; on Linux alone is it the thread's.
    """
    if sys.platform != "linux":
        return

    def load() -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LATER)
        import tensorflow  # noqa: F401 - a failure shows in the warm-up, which imports it again

    thread = threading.Thread(target=load)
    thread.start()
    thread.join()


def _end_with_parent(role: str, folder: str, parent: int) -> None:
    _wait_for_end(parent)
    if role == "scheduler":  # one of the processes clears up: the folder holds the private key
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _wait_for_end(parent: int) -> None:
    """Return when the parent has gone or has closed our standard input."""
    if sys.platform != "win32":
        while os.read(0, 1):
            pass
        return
    # On Windows a thread that blocks in a read of standard input can block the creation of
    # other processes. The parent's id is given because a virtual environment's python.exe
    # puts a process of its own between.
    import psutil

    try:
        psutil.Process(parent).wait()
    except psutil.NoSuchProcess:
        return


if __name__ == "__main__":
    main(sys.argv[1:])
