"""Whole numbers through the range coder: length, sign and then the bits below the first, each with its own chance.

The code of lengths is Elias's gamma code, of which the range coder makes an adaptive one. What is supposed of the
numbers before the first has been seen is a normal distribution.
"""

from __future__ import annotations

from math import erfc, log2, sqrt

from cnnlab.coding.range_coder import ONE, Chance, Decoder, Encoder

LONGEST = 40
"""Bits of the largest number."""
BELIEF = 12
"""Observations that the normal distribution counts for."""
SPREADS = range(-8, 41)
"""Spreads that are told apart, in half octaves: below a sixteenth of a step all is zero."""
_EXACT = 2
"""Bits below the first that have chances; the further ones are about as often 0 as 1."""


def spread_of(deviation: float) -> int:
    """Return the number in `SPREADS` of a standard deviation, in steps."""
    wanted = round(2 * log2(deviation)) if deviation > 0 else SPREADS[0]
    return min(max(wanted, SPREADS[0]), SPREADS[-1])


class Chances:
    """What has been learned of numbers with one spread.

    Parameters
    ----------
    spread : int
        One of `SPREADS`: what is supposed before the first number.

    Attributes
    ----------
    longer : list of Chance
        For each length the chance that a number of at least so many bits has more.
    """

    def __init__(self, spread: int) -> None:
        beyond = [1.0, *(_beyond(1 << length, spread) for length in range(LONGEST))]
        self.longer = [_supposed(beyond[length + 1], beyond[length]) for length in range(LONGEST)]
        self._spread = spread
        self._below: dict[int, Chance] = {}

    def below(self, length: int, head: int) -> Chance:
        """Return the chance of a 1 after the first bits `head` of a number of `length` bits."""
        left = length - head.bit_length()
        edge = head << left  # the least number of this length that begins so
        key = edge << 6 | left
        if key not in self._below:
            low, middle, high = (
                _beyond(each << left - 1, self._spread) for each in (2 * head, 2 * head + 1, 2 * head + 2)
            )
            self._below[key] = _supposed(middle - high, low - high)
        return self._below[key]


def write(number: int, chances: Chances, to: Encoder) -> None:
    """Encode a whole number of at most `LONGEST` bits."""
    size = abs(number)
    length = size.bit_length()
    for each in range(length):
        to.bit(1, chances.longer[each])
    if length < LONGEST:
        to.bit(0, chances.longer[length])
    if not length:
        return
    to.plain(int(number < 0), 1)
    exact = min(_EXACT, length - 1)
    for place in range(length - 2, length - 2 - exact, -1):
        to.bit(size >> place & 1, chances.below(length, size >> place + 1))
    to.plain(size, length - 1 - exact)


def read(chances: Chances, of: Decoder) -> int:
    """Decode a whole number."""
    length = 0
    while length < LONGEST and of.bit(chances.longer[length]):
        length += 1
    if not length:
        return 0
    negative, size = of.plain(1), 1
    exact = min(_EXACT, length - 1)
    for _ in range(exact):
        size = size << 1 | of.bit(chances.below(length, size))
    rest = length - 1 - exact
    size = size << rest | of.plain(rest)
    return -size if negative else size


def _beyond(size: int, spread: int) -> float:
    """Return how probable a number of at least this size is, rounded from a normal distribution."""
    return erfc((size - 0.5) / (2 ** (spread / 2) * sqrt(2))) if size else 1.0


def _supposed(ones: float, all_of_them: float) -> Chance:
    """Return the chance of a bit of which so large a share is 1; nothing is held for impossible."""
    one = ones / all_of_them if all_of_them > 0 else 0.5
    weight = min(max(round(BELIEF * ONE * one), 1), BELIEF * ONE - 1)
    return Chance(BELIEF * ONE - weight, weight)
