"""A sheet that is compressed again and again: nothing that has been tried on it is tried twice."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnlab.inference.compress_codecs import Codec
from cnnlab.inference.digit_sheet import joined
from cnnlab.metrics.pictures import psnr, ssim

PICTURES = 24
"""Pictures that are kept of a sheet."""


def _alone(method: Callable) -> Callable:
    """Let one thread at a time into what a sheet can do."""

    @functools.wraps(method)
    def called(sheet: TriedSheet, codec: Codec, setting: int) -> Any:
        with sheet.lock:
            return method(sheet, codec, setting)

    return called


@dataclass(eq=False)
class TriedSheet:
    """A sheet with what has been tried on it; pictures are kept of the last few."""

    tiles: np.ndarray
    source: str
    lossless: int
    prepared: dict[str, np.ndarray] = field(default_factory=dict)
    sizes: dict[tuple[str, int], int] = field(default_factory=dict)
    found: dict[tuple[str, int], float] = field(default_factory=dict)
    alike: dict[tuple[str, int], float] = field(default_factory=dict)
    pictures: OrderedDict[tuple[str, int], np.ndarray] = field(default_factory=OrderedDict)
    headers: dict[tuple[str, int], int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    """Where the engine is in the web's process, visitors' threads share a sheet."""

    @_alone
    def data(self, codec: Codec, setting: int) -> bytes:
        """Return the file that a codec writes."""
        if codec.name not in self.prepared:
            self.prepared[codec.name] = codec.prepare(self.tiles)
        return codec.write(self.prepared[codec.name], setting)

    @_alone
    def size(self, codec: Codec, setting: int) -> int:
        """Return how many bytes it has."""
        key = (codec.name, setting)
        if key not in self.sizes:
            self.sizes[key] = len(self.data(codec, setting))
        return self.sizes[key]

    @_alone
    def picture(self, codec: Codec, setting: int) -> np.ndarray:
        """Return what comes back, as a sheet."""
        key = (codec.name, setting)
        if key not in self.pictures:
            data = self.data(codec, setting)
            self.sizes[key], self.headers[key] = len(data), codec.header(data)
            self.pictures[key] = joined(codec.read(data))
        self.pictures.move_to_end(key)
        while len(self.pictures) > PICTURES:
            self.pictures.popitem(last=False)
        return self.pictures[key]

    @_alone
    def psnr(self, codec: Codec, setting: int) -> float:
        """Return how near the whole sheet comes back, in decibels."""
        key = (codec.name, setting)
        if key not in self.found:
            self.found[key] = psnr(self.original, self.picture(codec, setting) / np.float32(255))
        return self.found[key]

    @_alone
    def ssim(self, codec: Codec, setting: int) -> float:
        """Return how like the whole sheet is that comes back."""
        key = (codec.name, setting)
        if key not in self.alike:
            self.alike[key] = ssim(self.original, self.picture(codec, setting) / np.float32(255))
        return self.alike[key]

    @property
    def original(self) -> np.ndarray:
        """What is compressed, from 0 to 1, (280, 280)."""
        return joined(self.tiles) / np.float32(255)
