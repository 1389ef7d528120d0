"""The range coder: what was written is read again, in as many bytes as its chances say."""

from __future__ import annotations

from math import log2

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.coding.range_coder import ONE, Chance, Decoder, Encoder

CHANCES = st.tuples(st.integers(1, 1 << 19), st.integers(1, 1 << 19))


@given(st.lists(st.tuples(st.booleans(), CHANCES), max_size=300))
def test_bits_with_chances_of_any_kind_are_read_again(bits):
    coder = Encoder()
    for bit, chance in bits:
        coder.bit(int(bit), Chance(*chance))
    reader = Decoder(coder.finish())
    assert [reader.bit(Chance(*chance)) for _, chance in bits] == [int(bit) for bit, _ in bits]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2**40 - 1)), max_size=60))
def test_plain_numbers_are_read_again(numbers):
    coder = Encoder()
    for bits, value in numbers:
        coder.plain(value % 2**bits, bits)
    reader = Decoder(coder.finish())
    assert [reader.plain(bits) for bits, _ in numbers] == [value % 2**bits for bits, value in numbers]


def test_a_carry_goes_through_a_row_of_full_bytes():
    # A likely 0 after an unlikely 1 leaves the interval just below a power of two.
    for count in range(40):
        coder, bits = Encoder(), [1, *[0] * count, 1, 1, 1]
        for bit in bits:
            coder.bit(bit, Chance((1 << 19) - 1, 1))
        reader = Decoder(coder.finish())
        assert [reader.bit(Chance((1 << 19) - 1, 1)) for _ in bits] == bits


@given(st.integers(0, 2**32 - 1), st.floats(0.005, 0.5), st.integers(200, 4000))
def test_it_takes_as_many_bytes_as_learned_chances_say(seed, share, count):
    bits = (np.random.default_rng(seed).random(count) < share).astype(int).tolist()
    coder, chance, counts, ideal = Encoder(), Chance(), [1, 1], 0.0
    for bit in bits:
        ideal -= log2(counts[bit] / sum(counts))
        counts[bit] += 1
        coder.bit(bit, chance)
    # What the coder loses to whole numbers is far below a thousandth. Zeros at the end are not kept: a lucky message,
    # such as one of nothing but zeros, is shorter by a byte or two.
    assert ideal / 8 - 3 <= len(coder.finish()) <= 1.001 * ideal / 8 + 2


def test_a_chance_never_holds_anything_for_impossible():
    coder, chance = Encoder(), Chance()
    for _ in range(100_000):
        coder.bit(0, chance)
    assert chance.ones >= 1
    assert chance.zeros + chance.ones <= 1 << 20
    assert chance.zeros > 1000 * chance.ones
    assert ONE > 1


@given(st.binary(max_size=40), st.integers(1, 400))
def test_bytes_of_any_kind_are_read_without_an_error(data, count):
    reader, chance = Decoder(data), Chance()
    assert {reader.bit(chance) for _ in range(count)} <= {0, 1}
