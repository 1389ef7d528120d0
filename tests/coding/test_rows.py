"""Rows of numbers as bytes: exact, near the entropy, and far below what a general compressor makes of them."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnlab.coding.range_coder import Decoder, Encoder
from cnnlab.coding.rows import HEADER, STEPS, Scales, decode, encode, quantise, restore, step_of
from cnnlab.coding.whole_numbers import LONGEST, SPREADS, Chances, read, spread_of, write
from cnnlab.errors import LabError

MOST = 2**LONGEST - 1


@given(st.lists(st.tuples(st.integers(-MOST, MOST), st.sampled_from(SPREADS)), max_size=80))
def test_whole_numbers_of_any_size_are_read_again(numbers):
    coder, chances = Encoder(), {spread: Chances(spread) for spread in SPREADS}
    for number, spread in numbers:
        write(number, chances[spread], coder)
    reader, chances = Decoder(coder.finish()), {spread: Chances(spread) for spread in SPREADS}
    assert [read(chances[spread], reader) for _, spread in numbers] == [number for number, _ in numbers]


floats = st.floats(-1e6, 1e6, width=32)


@settings(max_examples=60)
@given(st.data(), st.integers(0, 12), st.integers(0, 6), st.sampled_from(STEPS))
def test_rows_of_any_kind_come_back_as_they_were_rounded(data, count, size, step):
    rows = data.draw(arrays(np.float32, (count, size), elements=floats))
    scales = Scales(
        data.draw(arrays(np.float32, size, elements=floats)),
        data.draw(arrays(np.float32, size, elements=st.floats(0, 1e4, width=32))),
        data.draw(arrays(np.float32, size, elements=st.floats(0, 1e4, width=32))),
    )
    coded = encode(rows, scales, step)
    again = decode(coded, scales)
    assert again.dtype == np.float32
    np.testing.assert_array_equal(again, restore(quantise(rows, scales, step), scales, step))
    assert coded[:HEADER] == count.to_bytes(2, "big") + bytes((size, step))


@given(st.integers(0, 2**32 - 1), st.integers(104, 150))
def test_no_number_is_wrong_by_more_than_half_of_its_step(seed, step):
    random = np.random.default_rng(seed)
    scales = some_scales(random, 5)
    rows = (scales.mean + scales.deviations * random.standard_normal((20, 5))).astype(np.float32)
    wrong = np.abs(decode(encode(rows, scales, step), scales) - rows)
    assert (wrong * scales.gains <= 0.5001 * step_of(step) + 1e-3).all()


def some_scales(random, size):
    return Scales(
        random.standard_normal(size).astype(np.float32),
        random.uniform(0.1, 8, size).astype(np.float32),
        random.uniform(0.3, 3, size).astype(np.float32),
    )


@pytest.mark.parametrize("step", [112, 120, 128, 136])
@pytest.mark.parametrize("size", [2, 8, 32])
def test_it_comes_near_to_the_entropy(size, step):
    random = np.random.default_rng(size * step)
    scales = some_scales(random, size)
    rows = (scales.mean + scales.deviations * random.standard_normal((400, size))).astype(np.float32)
    coded = len(encode(rows, scales, step))
    least = entropy(quantise(rows, scales, step))
    # Below the entropy of these very counts there is nothing to be had without sending the counts, too.
    assert least < coded < 1.06 * least + HEADER + 12
    small = quantise(rows, scales, step)
    assert np.abs(small).max() < 2**15
    assert coded < 0.9 * len(zlib.compress(small.astype("<i2").tobytes(), 9))


def entropy(numbers):
    """Bytes by the share of each number in its column."""
    bits = 0.0
    for column in numbers.T:
        shares = np.unique(column, return_counts=True)[1] / len(column)
        bits -= len(column) * float((shares * np.log2(shares)).sum())
    return bits / 8


def test_it_learns_what_is_no_normal_distribution():
    scales = Scales(np.zeros(4, np.float32), np.ones(4, np.float32), np.ones(4, np.float32))
    rows = (
        np.random.default_rng(3).choice([-1.0, 0.0, 1.0], (1000, 4), p=[0.05, 0.9, 0.05]).astype(np.float32)
    )
    least = entropy(quantise(rows, scales, 128))
    assert len(encode(rows, scales, 128)) < 1.03 * least + HEADER + 8


def test_numbers_that_never_change_cost_almost_nothing():
    scales = Scales(np.zeros(50, np.float32), np.full(50, 1e-4, np.float32), np.ones(50, np.float32))
    assert len(encode(np.zeros((100, 50), np.float32), scales, 128)) < HEADER + 4
    none = Scales(scales.mean, np.zeros(50, np.float32), np.zeros(50, np.float32))
    assert not decode(encode(np.full((100, 50), 7, np.float32), none, 128), none).any()


def test_what_is_no_number_does_no_harm():
    scales = some_scales(np.random.default_rng(0), 3)
    rows = np.array([[np.nan, np.inf, -np.inf], [1e38, -1e38, 0]], np.float32)
    again = decode(encode(rows, scales, 0), scales)
    assert np.isfinite(again).all()


@pytest.mark.parametrize("data", [b"", b"\0\1\3", b"\0\1\4\x80", b"\0\1\2\x80abc"])
def test_bytes_that_are_no_codes_of_this_network_get_a_sentence(data):
    with pytest.raises(LabError, match="no codes of this network"):
        decode(data, some_scales(np.random.default_rng(0), 3))


@given(st.binary(max_size=60))
def test_damaged_bytes_give_some_numbers(data):
    scales = some_scales(np.random.default_rng(0), 3)
    assert decode(b"\0\5\3\x80" + data, scales).shape == (5, 3)


def test_there_is_an_end_to_what_is_written():
    scales = some_scales(np.random.default_rng(0), 256)
    with pytest.raises(LabError, match="65535"):
        encode(np.zeros((1, 256), np.float32), scales, 128)
    with pytest.raises(LabError, match="65535"):
        encode(np.zeros((65536, 0), np.float32), scales.first(0), 128)


@pytest.mark.parametrize(
    ("deviation", "spread"), [(0.0, -8), (1.0, 0), (2.0, 2), (1e-9, -8), (1e30, 40), (0.7, -1)]
)
def test_spreads_are_told_apart_in_half_octaves(deviation, spread):
    assert spread_of(deviation) == spread
