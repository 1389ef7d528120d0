"""The answers of a network that have not been kept are made once, on the long worker, while the page shows the rest."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.inference import examining
from cnnlab.web import long_work
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.compute import wait_for_engine
from cnnlab.web.i18n import t, t_error

KEY = "_cls_answers"


def ask(subject: Subject) -> bool:
    """Have the answers of a network made where they are missing; return whether that is under way.

    It is done once for each network and visit: what could not be had then is not asked for again and again.
    """
    long_work.take(KEY)
    if subject.has_pictures or not subject.can_be_asked:
        return False
    if not engine.ready():
        return True
    last = long_work.ended(KEY)
    if last is not None and last[0] == subject.name:
        return False
    under_way = long_work.current(KEY)
    if under_way is not None and under_way.name != subject.name:
        long_work.drop(KEY)
    long_work.begin(KEY, subject.name, examining.make, subject.name)
    return long_work.current(KEY) is not None


def failure(subject: Subject) -> str:
    """Return the sentence of an attempt that failed; "" where none has."""
    last = long_work.ended(KEY)
    if last is None or last[0] != subject.name or not isinstance(last[1], LabError):
        return ""
    return t_error(last[1])


def wait() -> None:
    """Say how far it is, and show the page anew when it is done; likewise while the engine is starting."""
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, lambda payload: t("The network is asked about all pictures, once …"))
    else:
        wait_for_engine()
