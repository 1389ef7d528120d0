"""What a zip file of folders holds: looked at with suspicion, read piece by piece, never written to a disk."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from cnnlab.errors import LabError
from cnnlab.images import admission

MEGABYTES = 60
"""Of the file as it is sent."""
MOST_ENTRIES = 6000
MOST_UNPACKED = 600 << 20
"""Bytes that all files together may have once unpacked."""
HIGHEST_RATIO = 100
"""Unpacked to packed: pictures are packed already, so that more is a bomb."""

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_DIRECTORY = MOST_ENTRIES * 300
"""Bytes of the table of contents: Python reads all of it at once."""
_IGNORED = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}
_PARTS = {"train", "training", "test", "testing", "val", "valid", "validation"}


@dataclass(frozen=True)
class Entry:
    """A file in it.

    Attributes
    ----------
    label : str
        The folder that names its class.
    name : str
        Its own name.
    info : zipfile.ZipInfo
    """

    label: str
    name: str
    info: zipfile.ZipInfo


class Contents:
    """The pictures of a zip file, folder by folder.

    Parameters
    ----------
    data : bytes

    Attributes
    ----------
    entries : list of Entry
        What may be read.
    refused : list of (str, LabError)
        What may not: name and reason.

    Raises
    ------
    LabError
        It is no zip file, has too much in it, or nothing that belongs to a class.
    """

    def __init__(self, data: bytes) -> None:
        _check_size(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise _damaged() from error
        # Not `is_dir`, which stumbles over an entry without a name.
        files = [each for each in self._archive.infolist() if not each.filename.endswith("/")]
        if len(files) > MOST_ENTRIES:
            raise _too_many()
        self._left = MOST_UNPACKED
        self.refused: list[tuple[str, LabError]] = []
        paths: list[tuple[list[str], zipfile.ZipInfo]] = []
        for info in files:
            path = _path_of(info)
            if _IGNORED & set(path) or path[-1].startswith("."):
                continue
            reason = _refusal(info, path)
            if reason is None:
                paths.append(([part for part in path if part not in ("", ".")], info))
            else:
                self.refused.append(("/".join(path), reason))
        self.entries = self._labelled(paths)
        if not self.entries and not self.refused:
            raise LabError(
                "There are no files in folders in this zip file. Pack a folder for each class, with its pictures in"
                " it."
            )

    def read(self, entry: Entry) -> bytes:
        """Unpack a file.

        Raises
        ------
        LabError
            It is damaged or too large, or all together are.
        """
        most = min(admission.MEGABYTES << 20, self._left)
        try:
            with self._archive.open(entry.info) as file:
                # One byte more than it may have: the size that stands in the table may be a lie.
                data = file.read(most + 1)
        except _DAMAGED as error:
            raise _packed_otherwise() from error
        self._left -= len(data)
        if self._left < 0:
            raise LabError("The files in it have more than {most} MB in all.", most=MOST_UNPACKED >> 20)
        return data

    def _labelled(self, paths: list) -> list[Entry]:
        """Find the folder of each class: beneath folders that all have in common, and beneath train and test."""
        while paths and len(paths[0][0]) > 2 and all(len(p) > 2 and p[0] == paths[0][0][0] for p, _ in paths):
            paths = [(path[1:], info) for path, info in paths]
        tops = {path[0].lower() for path, _ in paths}
        if tops and tops <= _PARTS and all(len(path) > 2 for path, _ in paths):
            paths = [(path[1:], info) for path, info in paths]
        entries = []
        for path, info in paths:
            if len(path) < 2:
                self.refused.append(
                    (path[-1], LabError("It lies in no folder, so that its class is not known."))
                )
            else:
                entries.append(Entry(path[0], "/".join(path), info))
        return entries


def _check_size(data: bytes) -> None:
    if len(data) > MEGABYTES << 20:
        raise LabError(
            "The zip file has more than {most} MB. Make the pictures smaller, or send it in parts.",
            most=MEGABYTES,
        )
    end = data.rfind(_END, max(0, len(data) - 66_000))
    if end < 0 or len(data) - end < 22:
        raise _damaged()
    directory = struct.unpack_from("<I", data, end + 12)[0]
    # A table for large files (Zip64) overrules what stands here; no file of this size needs one.
    if directory > _DIRECTORY or data[max(0, end - 20) : end].startswith(_END_64):
        raise _too_many()


def _path_of(info: zipfile.ZipInfo) -> list[str]:
    return _name_of(info).replace("\\", "/").split("/")


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: many programs write UTF-8 or GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    as_utf8, as_gb = (_decoded(raw, encoding) for encoding in ("utf-8", "gb2312"))
    if as_utf8 is None or (as_gb is not None and _is_odd(as_utf8)):
        return as_gb or info.filename
    return as_utf8


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_odd(path: str) -> bool:
    """Tell whether nobody would call a file so: short Chinese names in GBK are also valid UTF-8, of mixed letters."""
    for part in path.replace("\\", "/").split("/"):
        letters = [each for each in part.rpartition(".")[0] or part if each.isalpha()]
        foreign = [each for each in letters if not each.isascii()]
        scripts = {unicodedata.name(each, "").partition(" ")[0] for each in foreign}
        if len(scripts) > 1 or (scripts == {"LATIN"} and foreign == letters):
            return True
    return False


def _refusal(info: zipfile.ZipInfo, path: list[str]) -> LabError | None:
    if not info.filename:
        return LabError("It has no name.")
    if ".." in path or path[0] == "" or path[0].endswith(":"):
        return LabError("Its path leads out of the zip file.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return LabError("It is a link and not a file.")
    if info.flag_bits & 0x1:
        return LabError("It is encrypted. Pack it without a password.")
    if path[-1].lower().endswith((".zip", ".rar", ".7z", ".tar", ".gz")):
        return LabError("It is an archive within the archive. Unpack it first.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others unpack all that they have been given at once, however much that becomes.
        return _packed_otherwise()
    if info.file_size > admission.MEGABYTES << 20:
        return LabError("It has more than {most} MB.", most=admission.MEGABYTES)
    if info.file_size > HIGHEST_RATIO * max(info.compress_size, 1000):
        return LabError("It unpacks to a hundred times its size and more, which no picture does.")
    return None


_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    LookupError,
    MemoryError,
    OverflowError,
)


def _packed_otherwise() -> LabError:
    return LabError("The file is damaged, or packed in a way that is not read here.")


def _damaged() -> LabError:
    return LabError("The file is not a sound zip file. Pack the folders once more, as .zip.")


def _too_many() -> LabError:
    return LabError("The zip file has more than {most} files. Leave some out.", most=MOST_ENTRIES)
