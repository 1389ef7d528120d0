"""All that the mode Compress asks: a sheet of a hundred pictures in as many bytes by each codec."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from cnnlab.images import encoding, lossy
from cnnlab.inference.compress_codecs import Codec, codec_of, scales_of
from cnnlab.inference.compress_names import BEST, NETWORKS, PCA, STILL
from cnnlab.inference.digit_sheet import joined, tiles_of
from cnnlab.inference.known_codes import codes_of, network_of
from cnnlab.inference.tried_sheet import TriedSheet
from cnnlab.pretrained import metrics_of

KEPT = 8
"""Sheets that a worker keeps, with all that was tried on them."""
DOUBT = 2
"""Decibels by which a hundred digits may come back better than all of them."""
POINTS = 14
"""Points of each curve."""


@dataclass(frozen=True, eq=False)
class Entry:
    """What a codec makes of the sheet.

    Attributes
    ----------
    codec, family : str
        As in `Codec`.
    setting : int
    sheet : ndarray of uint8, shape (280, 280)
    bytes, header : int
        Of the file, and how many of them say nothing of any picture.
    psnr, ssim : float
        Of the whole sheet.
    fits : bool
        It has no more bytes than were allowed; otherwise it is the smallest that there is.
    finest : bool
        More bytes would not make it better.
    decoder : int
        As in `Codec`.
    """

    codec: str
    family: str
    setting: int
    sheet: np.ndarray
    bytes: int
    header: int
    psnr: float
    ssim: float
    fits: bool
    finest: bool
    decoder: int


@dataclass(frozen=True, eq=False)
class CompressReport:
    """The duel.

    Attributes
    ----------
    original : ndarray of uint8, shape (280, 280)
    source : str
        As in `cnnlab.inference.digit_sheet.tiles_of`.
    entries : tuple of Entry
        The network, PCA with one of several numbers of components, JPEG, WebP.
    lossless : int
        Bytes without loss, as PNG or WebP.
    as_good : int or None
        Bytes of the smallest JPEG that is at least as near as the network; None where the best JPEG is not.
    at_home : float or None
        The network's PSNR with as many bytes on digits like those that it has learned from, where the sheet holds
        something else.
    """

    original: np.ndarray
    source: str
    entries: tuple[Entry, ...]
    lossless: int
    as_good: int | None
    at_home: float | None


@dataclass(frozen=True)
class Point:
    """A point of a curve."""

    codec: str
    setting: int
    bytes: int
    psnr: float
    ssim: float


_sheets: OrderedDict[tuple, TriedSheet] = OrderedDict()
_lock = threading.Lock()


def report_compress(
    kind: str, picture: np.ndarray | None, seed: int, budget: int, network: str
) -> CompressReport:
    """Compress a sheet so that it takes at most so many bytes, by each codec.

    Parameters
    ----------
    kind, picture, seed
        As for `cnnlab.inference.digit_sheet.tiles_of`.
    budget : int
        Bytes for the hundred pictures.
    network : str
        One of `NETWORKS`, or `BEST`: the one that comes nearest on digits, whatever the sheet holds. So many
        components as come nearest on digits are always taken.

    Raises
    ------
    LabError
        There is no such network, or the sheet cannot be made.
    """
    sheet = _sheet(kind, picture, seed)
    home = sheet if kind == "digits" else _sheet("digits", picture if kind == "inverted" else None, seed)
    own = _best(home, _worth_trying(home, budget) if network == BEST else (network,), budget)
    pca = _best(home, PCA, budget)
    at_home = None
    if home is not sheet:
        at_home = own.psnr
        own, pca = (_best(sheet, (each.codec,), budget) for each in (own, pca))
    still = (_best(sheet, (name,), budget) for name in STILL)
    return CompressReport(
        joined(sheet.tiles),
        sheet.source,
        (own, pca, *still),
        sheet.lossless,
        _as_good(sheet, own.psnr),
        at_home,
    )


def report_curves(
    kind: str, picture: np.ndarray | None, seed: int, *, report: Callable[..., None]
) -> tuple[Point, ...]:
    """Return bytes and PSNR of each codec at many settings (long: seconds).

    Parameters
    ----------
    kind, picture, seed
        As for `report_compress`.
    """
    report(0.02)
    sheet = _sheet(kind, picture, seed)
    names = (*STILL, *PCA, *NETWORKS)
    points = []
    for place, name in enumerate(names):
        codec = codec_of(name)
        for index in np.unique(np.linspace(0, len(codec.settings) - 1, POINTS).round().astype(int)):
            setting = codec.settings[index]
            distance, likeness = sheet.psnr(codec, setting), sheet.ssim(codec, setting)
            points.append(Point(name, setting, sheet.size(codec, setting), distance, likeness))
        report((place + 1) / len(names))
    return tuple(points)


def coded_sheet(kind: str, picture: np.ndarray | None, seed: int, codec: str, setting: int) -> bytes:
    """Return the bytes that a codec makes of the sheet, as they are counted."""
    return _sheet(kind, picture, seed).data(codec_of(codec), setting)


def code_files(name: str) -> dict[str, np.ndarray]:
    """Return what encoder and decoder of a network's codes both know, as arrays for a file."""
    network = network_of(name)
    known, scales = codes_of(network), scales_of(network)
    return {"mean": known.mean, "axes": known.axes, "deviations": scales.deviations, "gains": scales.gains}


def _sheet(kind: str, picture: np.ndarray | None, seed: int) -> TriedSheet:
    key = (kind, seed, None if picture is None else encoding.picture_id(picture))
    with _lock:
        if key not in _sheets:
            tiles, source = tiles_of(kind, picture, seed, network_of(NETWORKS[-1]))
            _sheets[key] = TriedSheet(tiles, source, lossy.without_loss(joined(tiles)))
        _sheets.move_to_end(key)
        while len(_sheets) > KEPT:
            _sheets.popitem(last=False)
        return _sheets[key]


def _worth_trying(sheet: TriedSheet, budget: int) -> tuple[str, ...]:
    """Return the networks that may come nearest on digits: none comes nearer than its codes do without rounding."""
    last = NETWORKS[-1]
    codec = codec_of(last)
    setting, fits = _finest(sheet, codec, budget)
    if not fits:
        return NETWORKS
    reached = sheet.psnr(codec, setting)
    ceilings = {name: metrics_of(name).get("test_psnr", inf) + DOUBT for name in NETWORKS[:-1]}
    return (*(name for name, ceiling in ceilings.items() if ceiling > reached), last)


def _best(sheet: TriedSheet, names: tuple[str, ...], budget: int) -> Entry:
    """Return what comes nearest with so many bytes; where nothing fits, the smallest."""
    tried = [(codec, *_finest(sheet, codec, budget)) for codec in map(codec_of, names)]
    fitting = [each for each in tried if each[2]]
    if fitting:
        codec, setting, _ = max(fitting, key=lambda each: sheet.psnr(each[0], each[1]))
    else:
        codec, setting, _ = min(tried, key=lambda each: sheet.size(each[0], each[1]))
    return _entry(sheet, codec, setting, bool(fitting))


def _finest(sheet: TriedSheet, codec: Codec, budget: int) -> tuple[int, bool]:
    """Return the finest setting that takes at most so many bytes, and whether any does."""
    found = bisect_right(codec.settings, budget, key=lambda setting: sheet.size(codec, setting))
    # Sizes rise all but evenly: a file may come out a few bytes larger than the next one.
    while found and sheet.size(codec, codec.settings[found - 1]) > budget:
        found -= 1
    return codec.settings[max(found - 1, 0)], found > 0


def _entry(sheet: TriedSheet, codec: Codec, setting: int, fits: bool) -> Entry:
    picture = sheet.picture(codec, setting)
    return Entry(
        codec.name,
        codec.family,
        setting,
        picture,
        sheet.size(codec, setting),
        sheet.headers[codec.name, setting],
        sheet.psnr(codec, setting),
        sheet.ssim(codec, setting),
        fits,
        setting == codec.settings[-1],
        codec.decoder,
    )


def _as_good(sheet: TriedSheet, wanted: float) -> int | None:
    codec = codec_of("jpeg")
    if sheet.psnr(codec, codec.settings[-1]) < wanted:
        return None
    low, high = -1, len(codec.settings) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sheet.psnr(codec, codec.settings[middle]) >= wanted else (middle, high)
    return sheet.size(codec, codec.settings[high])
