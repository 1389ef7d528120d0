"""From the files that somebody sends to the pictures of a draft, with a word on each that was left out."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from cnnlab.datasets import archives, drafts
from cnnlab.errors import LabError
from cnnlab.folders import draft_folder
from cnnlab.images import decoding, encoding, preparing

LONG_SIDE = 112
"""Pixels to which a picture is reduced: enough for the largest square that a network gets."""
NAMED = 3
"""Names of left-out files that are said."""


@dataclass(frozen=True)
class Skip:
    """Why files were left out.

    Attributes
    ----------
    reason : LabError
    count : int
    names : tuple of str
        The first of them.
    """

    reason: LabError
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """What became of what was sent."""

    taken: int
    skips: tuple[Skip, ...]


@dataclass
class _Tally:
    reasons: dict[str, list] = field(default_factory=dict)
    taken: int = 0

    def skip(self, name: str, reason: LabError) -> None:
        held = self.reasons.setdefault(reason.message, [reason, 0, []])
        held[1] += 1
        if len(held[2]) < NAMED:
            held[2].append(name[-40:])

    def added(self) -> Added:
        return Added(
            self.taken,
            tuple(Skip(reason, count, tuple(names)) for reason, count, names in self.reasons.values()),
        )


def add_files(
    draft: str,
    which: str,
    files: Iterable[tuple[str, bytes]],
    report: Callable[..., None] = lambda *_, **__: None,
) -> Added:
    """Add files to a class of a draft: many of them by a long call.

    Parameters
    ----------
    draft, which : str
        Ids of the draft and of its class.
    files : sequence of (str, bytes)
        Name and content.
    report : callable

    Returns
    -------
    Added

    Raises
    ------
    LabError
        They cannot be kept.
    """
    files = list(files)
    tally, known = _Tally(), _known(draft)
    for number, (name, data) in enumerate(files):
        report(number / len(files), done=number, of=len(files), taken=tally.taken)
        _take(draft, which, name, lambda data=data: data, known, tally)
    return tally.added()


def add_archive(draft: str, data: bytes, report: Callable[..., None]) -> Added:
    """Add a zip of folders to a draft, a class for each folder (for a long call).

    Parameters
    ----------
    draft : str
    data : bytes
    report : callable

    Returns
    -------
    Added

    Raises
    ------
    LabError
        It is no zip file that may be read, or its pictures cannot be kept.
    """
    tally, known = _Tally(), _known(draft)
    contents = archives.Contents(data)
    for name, reason in contents.refused:
        tally.skip(name, reason)
    named = {each.name: each.id for each in drafts.classes_of(draft)}
    for number, entry in enumerate(contents.entries):
        report(number / len(contents.entries), done=number, of=len(contents.entries), taken=tally.taken)
        label = drafts.clean(entry.label) or "?"
        try:
            if label not in named:
                named[label] = drafts.add_class(draft, label)
        except LabError as error:
            tally.skip(entry.name, error)
            continue
        _take(draft, named[label], entry.name, lambda entry=entry: contents.read(entry), known, tally)
    return tally.added()


def add_pixels(draft: str, which: str, picture: np.ndarray) -> Added:
    """Add a drawing to a class of a draft.

    Parameters
    ----------
    draft, which : str
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
    """
    tally = _Tally()
    _keep(draft, which, "", picture, _known(draft), tally)
    return tally.added()


def _known(draft: str) -> dict[str, str]:
    """Return the fingerprints of all pictures of a draft, each with the id of its class."""
    drafts.touch(draft)
    return {_fingerprint_in(file): each.id for each in drafts.classes_of(draft) for file in each.files}


def _take(draft: str, which: str, name: str, read: Callable[[], bytes], known: dict, tally: _Tally) -> None:
    if len(known) >= drafts.MOST_PICTURES:
        tally.skip(name, _full())
        return
    try:
        picture = decoding.decode_bytes(read())
    except LabError as error:
        tally.skip(name, error)
        return
    _keep(draft, which, name, picture, known, tally)


def _keep(draft: str, which: str, name: str, picture: np.ndarray, known: dict, tally: _Tally) -> None:
    if len(known) >= drafts.MOST_PICTURES:
        tally.skip(name, _full())
        return
    small = (
        preparing.fit(picture, LONG_SIDE, "colour", "fit") if max(picture.shape[:2]) > LONG_SIDE else picture
    )
    fingerprint = hashlib.blake2b(repr(small.shape).encode() + small.tobytes(), digest_size=8).hexdigest()
    if fingerprint in known:
        same = known[fingerprint] == which
        tally.skip(name, _TWICE if same else _ELSEWHERE)
        return
    folder = draft_folder(draft) / which
    file = folder / f"{time.time_ns() // 1000:018d}-{fingerprint}.png"
    part = folder / f".{secrets.token_hex(4)}"
    if not folder.is_dir():
        raise LabError("This class has been removed meanwhile.")
    with drafts.writing():
        part.write_bytes(encoding.png(small))
        os.replace(part, file)
    known[fingerprint] = which
    tally.taken += 1


def _fingerprint_in(file: str) -> str:
    return file.rpartition("-")[2].removesuffix(".png")


_TWICE = LabError("The same picture is there already.")
_ELSEWHERE = LabError("The same picture is there already, in another class.")


def _full() -> LabError:
    return LabError("A set has {most} pictures at the most.", most=drafts.MOST_PICTURES)
