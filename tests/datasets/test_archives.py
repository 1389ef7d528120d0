"""Zip files of every kind: good ones, odd ones, and those made to do harm."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.datasets import archives
from cnnlab.datasets.archives import Contents
from cnnlab.errors import LabError
from tests.datasets.zips import file_of, packed, photo, renamed

PNG = file_of(photo(0))


def labels(files: dict) -> list[str]:
    return [entry.label for entry in Contents(packed(files)).entries]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["cat/a.png", "dog/b.png"], ["cat", "dog"]),
        (["my data/cat/a.png", "my data/dog/b.png"], ["cat", "dog"]),
        (["a/b/cat/1.png", "a/b/dog/2.png"], ["cat", "dog"]),
        (["./cat/1.png", "./dog/2.png"], ["cat", "dog"]),
        (["cat\\1.png", "dog\\2.png"], ["cat", "dog"]),
        (["train/cat/1.png", "test/cat/2.png", "test/dog/3.png"], ["cat", "cat", "dog"]),
        (["set/train/cat/1.png", "set/val/dog/2.png"], ["cat", "dog"]),
        (["cat/indoors/1.png", "cat/2.png", "dog/3.png"], ["cat", "cat", "dog"]),
        (["cat/1.png", "__MACOSX/cat/._1.png", "cat/.DS_Store", "cat/Thumbs.db", ".hidden"], ["cat"]),
    ],
)
def test_the_folder_that_names_the_class_is_found(names, expected):
    contents = Contents(packed(dict.fromkeys(names, PNG)))
    assert [entry.label for entry in contents.entries] == expected
    assert contents.refused == []
    assert contents.read(contents.entries[0]) == PNG


def test_files_in_no_folder_are_named():
    contents = Contents(packed({"loose.png": PNG, "cat/1.png": PNG}))
    assert [name for name, _ in contents.refused] == ["loose.png"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *((name, encoding) for name in ("猫", "小猫", "交通工具") for encoding in ("utf-8", "gb2312")),
        *((name, "utf-8") for name in ("cat 猫", "café", "дом", "кот", "ねこ", "고양이")),
    ],
)
def test_names_that_are_not_marked_as_what_they_are(name, encoding):
    raw = name.encode(encoding)
    data = renamed(packed({"X" * len(raw) + "/1.png": PNG}), b"X" * len(raw), raw)
    assert [entry.label for entry in Contents(data).entries] == [name]


def test_names_as_old_programs_write_them():
    data = renamed(packed({"caf?/1.png": PNG}), b"caf?", "café".encode("cp437"))
    assert [entry.label for entry in Contents(data).entries] == ["café"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../../etc/cat/1.png", "leads out"),
        ("cat/../../1.png", "leads out"),
        ("/cat/1.png", "leads out"),
        ("C:/cat/1.png", "leads out"),
        ("cat/more.zip", "archive within"),
    ],
)
def test_what_is_refused_is_named_and_the_rest_is_read(name, says):
    contents = Contents(packed({name: PNG, "cat/good.png": PNG}))
    assert [entry.label for entry in contents.entries] == ["cat"]
    ((_, reason),) = contents.refused
    assert says in str(reason)


def test_links_are_refused():
    link = zipfile.ZipInfo("cat/link.png")
    link.external_attr = 0o120777 << 16
    contents = Contents(packed({link: b"/etc/passwd"}))
    assert contents.entries == []
    assert "link" in str(contents.refused[0][1])


def test_encrypted_files_are_refused():
    data = bytearray(packed({"cat/1.png": PNG}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1
    assert "encrypted" in str(Contents(bytes(data)).refused[0][1])


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_does(monkeypatch):
    zeros = bytes(5_000_000)
    honest = packed({"cat/1.png": zeros})
    assert len(honest) < 10_000
    assert "hundred times" in str(Contents(honest).refused[0][1])
    # A table of contents that lies about the size: what comes out is cut off at the limit.
    liar = bytearray(honest)
    liar[liar.index(b"PK\1\2") + 24 : liar.index(b"PK\1\2") + 28] = struct.pack("<I", 1000)
    contents = Contents(bytes(liar))
    with contextlib.suppress(LabError):
        assert len(contents.read(contents.entries[0])) <= 1001
    monkeypatch.setattr(archives, "MOST_UNPACKED", 2 * len(PNG) + 10)
    many = Contents(packed({f"cat/{number}.png": PNG for number in range(3)}, zipfile.ZIP_STORED))
    assert many.read(many.entries[0]) == many.read(many.entries[1]) == PNG
    with pytest.raises(LabError, match="in all"):
        many.read(many.entries[2])


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_measure_are_refused(method):
    # A few hundred bytes of them unpack to hundreds of megabytes, whatever the table says.
    contents = Contents(packed({"cat/1.png": PNG}, method))
    assert not contents.entries
    assert "not read here" in str(contents.refused[0][1])


def test_a_second_table_of_contents_is_refused():
    data = packed({"cat/1.png": PNG})
    end = data.rindex(b"PK\5\6")
    with pytest.raises(LabError, match="files"):
        Contents(data[:end] + b"PK\6\7" + bytes(16) + data[end:])


def test_too_many_files_are_refused_before_they_are_looked_at(monkeypatch):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 5)
    with pytest.raises(LabError, match="more than 5 files"):
        Contents(packed({f"cat/{number}.png": b"x" for number in range(6)}))
    monkeypatch.setattr(archives, "_DIRECTORY", 200)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(LabError, match="more than 5 files"):
        Contents(packed_before({f"cat/{number}.png": b"x" for number in range(5)}))


_ZipFile = zipfile.ZipFile


def packed_before(files: dict) -> bytes:
    file = io.BytesIO()
    with _ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MEGABYTES", 0)
    with pytest.raises(LabError, match="more than 0 MB"):
        Contents(packed({"cat/1.png": PNG}))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + bytes(18), b"no zip at all" * 100, packed({})])
def test_what_is_no_zip_file_or_empty_gets_a_sentence(data):
    with pytest.raises(LabError):
        Contents(data)


SOUND = packed({"cat/1.png": PNG, "dog/2.png": PNG, "three.txt": b"text"})


def test_an_entry_without_a_name_is_refused_alone():
    # A name ends at its first zero byte. The names stand twice; the table at the end is what is read.
    data = bytearray(SOUND)
    data[SOUND.rindex(b"cat/1.png")] = 0
    contents = Contents(bytes(data))
    path, reason = contents.refused[0]
    assert path == ""
    assert str(reason) == "It has no name."
    assert [entry.name for entry in contents.entries] == ["dog/2.png"]


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_no_change_of_bytes_gives_anything_but_a_sentence(changes):
    data = bytearray(SOUND)
    for place, value in changes:
        data[place] = value
    try:
        contents = Contents(bytes(data))
    except LabError:
        return
    for entry in contents.entries:
        try:
            assert len(contents.read(entry)) <= 21 << 20
        except LabError:
            continue
