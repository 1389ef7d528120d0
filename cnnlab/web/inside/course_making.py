"""What the network at each step says to many pictures is made once, on the long worker; meanwhile the rest is shown."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.inference import course_stock
from cnnlab.web import long_work
from cnnlab.web.i18n import t, t_error

KEY = "_in_course"


def begin(about: tuple[str, int]) -> None:
    """Have it made, unless that is under way, or has failed for this network in this visit.

    What was made before may be gone, or belong to fewer copies than there are now: then it is made once more.

    Parameters
    ----------
    about : (name, stamp)
        Of the network.
    """
    long_work.take(KEY)
    if not engine.ready() or _failed(about) is not None:
        return
    under_way = long_work.current(KEY)
    if under_way is not None and under_way.name != about:
        long_work.drop(KEY)
    long_work.begin(KEY, about, course_stock.make, *about)


def under_way() -> bool:
    """Tell whether it is being made."""
    return long_work.current(KEY) is not None


def failure(about: tuple[str, int]) -> str:
    """Return why it could not be made, in the reader's language; "" where nothing has failed."""
    error = _failed(about)
    return "" if error is None else t_error(error)


def wait() -> None:
    """Say how far it is, and show the page anew when it is done."""
    if under_way():
        long_work.watch(
            KEY, lambda payload: t("The network at each step is asked about many pictures, once …")
        )


def _failed(about: tuple[str, int]) -> LabError | None:
    last = long_work.ended(KEY)
    return last[1] if last is not None and last[0] == about and isinstance(last[1], LabError) else None
