"""A disk that is full, or may not be written to, said in one sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from cnnlab.errors import LabError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST}
# "disk I/O error" is what SQLite says of a quota that is used up.
_FULL_WORDS = (
    "No space left on device",
    "database or disk is full",
    "quota exceeded",
    "File too large",
    "disk I/O error",
)
_CLOSED_WORDS = ("readonly database", "unable to open database", "Read-only file system", "Permission denied")


def disk_error(error: BaseException) -> LabError | None:
    """Return the sentence for an error that comes from the disk; None for any other.

    Parameters
    ----------
    error : BaseException
        Also one of a library that has only words for what happened: HDF5 and SQLite.

    Returns
    -------
    LabError or None
    """
    number = getattr(error, "errno", None)
    words = str(error).lower()

    def says(phrases: tuple[str, ...]) -> bool:
        return any(phrase.lower() in words for phrase in phrases)

    if number in _FULL or says(_FULL_WORDS):
        return LabError(
            "The disk of the laboratory is full, so nothing more can be kept. "
            "Delete runs that are no longer needed, or make room on the disk; then try once more."
        )
    if number in _CLOSED or says(_CLOSED_WORDS):
        return LabError(
            "The laboratory may not write to its own folder. "
            "Let CNNLAB_HOME name a folder that it may write to, and start it again."
        )
    return None


@contextmanager
def in_words() -> Iterator[None]:
    """Turn an error of the disk, raised in the block, into its `LabError`; others pass as they are."""
    try:
        yield
    except LabError:
        raise
    except (OSError, RuntimeError) as error:
        if said := disk_error(error):
            raise said from error
        raise
