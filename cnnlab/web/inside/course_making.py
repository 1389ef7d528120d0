"""What the network at each step says to many pictures is made once, on the long worker; meanwhile the rest is shown."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.inference import course_stock
from cnnlab.web.classifier import long_work
from cnnlab.web.i18n import t, t_error

KEY = "_in_course"


def begin(about: tuple[str, int]) -> None:
    """Have it made, unless that is under way, or has been tried for this network in this visit.

    Parameters
    ----------
    about : (name, stamp)
        Of the network.
    """
    long_work.take(KEY)
    last, under_way = long_work.ended(KEY), long_work.current(KEY)
    if not engine.ready() or (last is not None and last[0] == about):
        return
    if under_way is not None and under_way.name != about:
        long_work.drop(KEY)
    long_work.begin(KEY, about, course_stock.make, *about)


def under_way() -> bool:
    """Tell whether it is being made."""
    return long_work.current(KEY) is not None


def failure(about: tuple[str, int]) -> str:
    """Return why it could not be made, in the reader's language; "" where nothing has failed."""
    last = long_work.ended(KEY)
    if last is None or last[0] != about or not isinstance(last[1], LabError):
        return ""
    return t_error(last[1])


def wait() -> None:
    """Say how far it is, and show the page anew when it is done."""
    if under_way():
        long_work.watch(
            KEY, lambda payload: t("The network at each step is asked about many pictures, once …")
        )
