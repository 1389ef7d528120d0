from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from cnnlab.errors import LabError
from cnnlab.ops.extremes import largest_of
from cnnlab.ops.noise_report import pooled, report_noise
from cnnlab.ops.pooling import KINDS, PoolingSpec


def specs(window):
    return [PoolingSpec(kind, (window, window)) for kind in ("max", "average", "l2")]


FUNCTIONS = {
    "max": np.max,
    "average": np.mean,
    "l2": lambda values: np.sqrt(np.mean(values.astype(float) ** 2)),
}


@settings(max_examples=150)
@given(
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(1, 4),
    st.sampled_from([(), (1,), (3,)]),
    st.integers(0, 99),
)
def test_each_number_is_what_a_loop_gives(rows, columns, window, channels, seed):
    generator = np.random.default_rng(seed)
    clean = generator.random((rows, columns, *channels), np.float32)
    noisy = np.float32(1.4) * generator.random(clean.shape, np.float32) - np.float32(0.2)
    if window > min(rows, columns):
        with pytest.raises(LabError, match="smaller window"):
            report_noise(clean, noisy, specs(window))
        return
    report = report_noise(clean, noisy, specs(window))
    for spec, found in zip(specs(window), report.after, strict=True):
        expected = [
            [
                [
                    FUNCTIONS[spec.kind](patch)
                    for patch in np.moveaxis(
                        each[top : top + window, left : left + window].reshape(window, window, -1), -1, 0
                    )
                ]
                for top in range(0, rows - window + 1, window)
                for left in range(0, columns - window + 1, window)
            ]
            for each in (clean, noisy)
        ]
        before, after = np.array(expected)
        error = after - before
        assert found.shift == pytest.approx(error.mean(), abs=1e-6)
        assert found.spread == pytest.approx(error.std(), abs=1e-6)
        assert found.total == pytest.approx(np.sqrt((error**2).mean()), abs=1e-6)
        np.testing.assert_allclose(found.error.ravel(), error.ravel(), atol=1e-6)
        np.testing.assert_allclose(found.noisy.ravel(), after.ravel(), atol=1e-6)
        assert found.white == pytest.approx(((after > 1 - 1e-6) & (before < 1 - 1e-6)).mean())
        assert found.black == pytest.approx(((after < 1e-6) & (before > 1e-6)).mean())
    assert report.before.shift == pytest.approx((noisy - clean).mean(), abs=1e-6)
    np.testing.assert_array_equal(report.before.error, noisy - clean)


def test_the_classic_finding():
    # Flat grey 0.50 with a standard deviation of 0.10, in windows of 2 x 2.
    clean = np.full((512, 512), 0.5, np.float32)
    noisy = clean + np.float32(0.1) * np.random.default_rng(1).standard_normal(clean.shape, np.float32)
    report = report_noise(clean, noisy, specs(2))
    largest, average, l2 = report.after
    assert largest.noisy.mean() == pytest.approx(0.603, abs=0.001)
    assert largest.shift == pytest.approx(0.103, abs=0.001)
    assert largest.spread == pytest.approx(0.070, abs=0.001)
    assert average.noisy.mean() == pytest.approx(0.5, abs=0.001)
    assert average.spread == pytest.approx(0.05, abs=0.001)
    assert report.passes(1) == pytest.approx(0.5, abs=0.01)
    assert report.passes(0) == pytest.approx(0.7, abs=0.01)
    # The two errors of max pooling together are larger than the noise was.
    assert largest.total > report.before.total > l2.total > average.total
    # To first order the root mean square passes as much as the mean, and it is a little too bright.
    assert l2.spread == pytest.approx(average.spread, rel=0.02)
    assert 0.005 < l2.shift < 0.015


def test_max_pooling_multiplies_white_specks_and_removes_black_ones():
    clean = np.full((512, 512), 0.5, np.float32)
    drawn = np.random.default_rng(2).random(clean.shape)
    noisy = np.where(drawn < 0.024, np.float32(1), np.where(drawn > 0.976, np.float32(0), clean))
    report = report_noise(clean, noisy, specs(2))
    assert report.before.white == pytest.approx(0.024, abs=0.002)
    assert report.after[0].white == pytest.approx(1 - 0.976**4, abs=0.003)  # 0.093
    assert report.after[0].black < 1e-4
    assert report.after[1].white < 1e-4


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("window", [2, 3, 7, 16])
@pytest.mark.parametrize("grey", [0, 0.5, 1])
def test_an_even_grey_stays_as_it_is(kind, window, grey):
    result = pooled(np.full((16, 33), grey, np.float32), PoolingSpec(kind, (window, window)))
    np.testing.assert_allclose(result, grey, atol=1e-6)
    assert report_noise(np.full((16, 33), grey), np.full((16, 33), grey), specs(window)).passes(0) is None


@pytest.mark.parametrize("count", [1, 2, 4, 9, 64, 256])
def test_the_largest_of_several_normal_numbers(count):
    def moment(power):
        return integrate.quad(
            lambda x: x**power * count * stats.norm.pdf(x) * stats.norm.cdf(x) ** (count - 1), -9, 9
        )[0]

    mean, spread = largest_of(count)
    assert mean == pytest.approx(moment(1), abs=1e-6)
    assert spread == pytest.approx(np.sqrt(moment(2) - moment(1) ** 2), abs=1e-6)


def test_what_was_white_or_black_before_is_no_speck():
    clean = np.array([[0, 1], [0.5, 0.5]], np.float32)
    noisy = np.array([[0, 1], [0, 1]], np.float32)
    before = report_noise(clean, noisy, []).before
    assert (before.white, before.black) == (0.25, 0.25)


def test_the_largest_of_two_is_known_in_closed_form():
    assert largest_of(2) == pytest.approx((1 / np.sqrt(np.pi), np.sqrt(1 - 1 / np.pi)), abs=1e-9)
