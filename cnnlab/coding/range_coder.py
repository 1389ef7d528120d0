"""An adaptive binary range coder: the likelier a bit was, the less it costs, down to hundredths of a bit.

G. N. N. Martin, "Range encoding", 1979. The coder holds an interval of 32-bit numbers; each bit takes its share of it,
in proportion to its probability, and whatever number lies in the last interval stands for all of the bits.
"""

from __future__ import annotations

ONE = 64
"""What one observation weighs in a `Chance`."""
_WHOLE, _SMALL = 1 << 32, 1 << 24
_MOST = 1 << 20
"""Weight of a `Chance` beyond which it is halved, so that every bit keeps a share of the interval."""


class Chance:
    """How often a bit was 0 and 1 in one situation: its probability, learned on both sides alike.

    Parameters
    ----------
    zeros, ones : int
        What is supposed before the first bit, at least 1 each; `ONE` is as much as one bit that was seen.
    """

    __slots__ = ("ones", "zeros")

    def __init__(self, zeros: int = ONE, ones: int = ONE) -> None:
        self.zeros, self.ones = zeros, ones

    def halve(self) -> None:
        """Forget half of what was counted."""
        self.zeros, self.ones = self.zeros + 1 >> 1, self.ones + 1 >> 1


class Encoder:
    """Turns bits into bytes."""

    def __init__(self) -> None:
        self._low, self._range, self._bytes = 0, _WHOLE - 1, bytearray()

    def bit(self, bit: int, chance: Chance) -> None:
        """Encode a bit, and count it."""
        total = chance.zeros + chance.ones
        part = self._range // total * chance.zeros
        if bit:
            self._low += part
            self._range -= part
            chance.ones += ONE
        else:
            self._range = part
            chance.zeros += ONE
        if total >= _MOST:
            chance.halve()
        if self._range < _SMALL:
            self._give()

    def plain(self, value: int, bits: int) -> None:
        """Encode the lowest bits of a number, each as likely 0 as 1."""
        for place in range(bits - 1, -1, -1):
            self._range >>= 1
            if value >> place & 1:
                self._low += self._range
            if self._range < _SMALL:
                self._give()

    def _give(self) -> None:
        if self._low >= _WHOLE:
            self._low -= _WHOLE
            self._carry()
        while self._range < _SMALL:
            self._bytes.append(self._low >> 24)
            self._low = self._low << 8 & _WHOLE - 1
            self._range <<= 8

    def _carry(self) -> None:
        place = len(self._bytes) - 1
        while self._bytes[place] == 255:
            self._bytes[place] = 0
            place -= 1
        self._bytes[place] += 1

    def finish(self) -> bytes:
        """Return the bytes: as few as still name the last interval. The decoder reads zeros after their end."""
        for bits in (32, 24, 16, 8, 0):
            value = self._low + (1 << bits) - 1 >> bits << bits
            if value < self._low + self._range:
                self._low = value
                break
        if self._low >= _WHOLE:
            self._low -= _WHOLE
            self._carry()
        return bytes(self._bytes + self._low.to_bytes(4, "big")).rstrip(b"\0")


class Decoder:
    """Turns bytes into the bits that they were made of, asked with the same chances in the same order."""

    def __init__(self, data: bytes) -> None:
        self._data, self._place, self._range = data, 4, _WHOLE - 1
        self._value = int.from_bytes(data[:4].ljust(4, b"\0"), "big")

    def bit(self, chance: Chance) -> int:
        """Decode a bit, and count it."""
        total = chance.zeros + chance.ones
        part = self._range // total * chance.zeros
        bit = int(self._value >= part)
        if bit:
            self._value -= part
            self._range -= part
            chance.ones += ONE
        else:
            self._range = part
            chance.zeros += ONE
        if total >= _MOST:
            chance.halve()
        if self._range < _SMALL:
            self._take()
        return bit

    def plain(self, bits: int) -> int:
        """Decode so many bits that were each as likely 0 as 1."""
        value = 0
        for _ in range(bits):
            self._range >>= 1
            bit = int(self._value >= self._range)
            self._value -= bit * self._range
            value = value << 1 | bit
            if self._range < _SMALL:
                self._take()
        return value

    def _take(self) -> None:
        while self._range < _SMALL:
            held = self._data[self._place] if self._place < len(self._data) else 0
            # Of damaged bytes the value may lie beyond the interval: it must not grow without end.
            self._value = (self._value << 8 | held) & _WHOLE - 1
            self._range <<= 8
            self._place += 1
