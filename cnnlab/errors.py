"""Errors that are meant for a person, and what ends a call that nobody wants any more."""

from __future__ import annotations


class LabError(Exception):
    """A sentence for a person: what is wrong, and what would work.

    The message is written in English with ``{named}`` places and is at the same
    time the message id of the translation catalogue. It is translated where it is
    shown (``cnnlab.web.i18n``), because only there the reader's language is known.

    Parameters
    ----------
    message : str
        English sentence, with ``{name}`` for each value. A literal string, so that
        the catalogue's extraction finds it.
    **values : str, int or float
        The values for the places in the sentence.

    Examples
    --------
    >>> str(LabError("The stride is {stride}; choose 1 or more.", stride=0))
    'The stride is 0; choose 1 or more.'
    """

    def __init__(self, message: str, **values: str | int | float) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)

    def __reduce__(self) -> tuple:
        # The default would call LabError(message, values) and fail: a worker's error
        # must arrive in the web process as the error that it was.
        return _rebuild, (self.message, self.values)


class Cancelled(BaseException):
    """Ends a long call that was cancelled; its `report` raises it.

    Not an `Exception`, so that a function which handles those does not handle this. One that has something to
    leave behind catches it, and returns that within the seconds in which its next report would be due.
    """


def _rebuild(message: str, values: dict) -> LabError:
    return LabError(message, **values)
