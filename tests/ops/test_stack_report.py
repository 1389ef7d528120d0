from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.kernels import build
from cnnlab.ops.stack_geometry import field_slips, follow, require_fit
from cnnlab.ops.stack_report import obstacle, report_stack
from cnnlab.ops.stacking import Layer, run_stack

layer = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 2))


def settings_of(drawn, padding="valid"):
    return [
        (ConvolutionSpec((stride, 1), (dilation, 1), padding), (kernel, 2))
        for kernel, stride, dilation in drawn
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(layer, min_size=1, max_size=3),
    st.sampled_from(["valid", "same", "full"]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_what_is_seen_is_what_changes_the_value(drawn, padding, down, right):
    chosen, size = settings_of(drawn, padding), (24, 9)
    try:
        steps = follow(size, chosen, down, right)
    except LabError:
        return
    stack = [Layer(np.ones(kernel), spec) for spec, kernel in chosen]
    (top, bottom), (left, right_end) = steps[-1].window
    assert (bottom - top, right_end - left) == (1, 1)
    lit = []
    for row in range(size[0]):
        image = np.zeros(size)
        image[row] = 1
        if run_stack(image, stack)[-1][top, left] > 0:
            lit.append(row)
    # Between dilated cells rows may be skipped; the ends count.
    first, last = steps[-1].seen[0]
    reach = [row for row in range(size[0]) if first <= row < last]
    assert last - first == steps[-1].field[0]
    assert set(lit) <= set(reach)
    if max(dilation for _, _, dilation in drawn) == 1 and all(
        kernel >= stride for kernel, stride, _ in drawn
    ):
        assert lit == reach


def test_the_fields_grow_around_the_chosen_value():
    steps = follow((64, 64), [(ConvolutionSpec(), (3, 3))] * 3, 0.5, 0.25)
    assert [step.field for step in steps] == [(3, 3), (5, 5), (7, 7)]
    assert [step.output for step in steps] == [(62, 62), (60, 60), (58, 58)]
    for inner, outer in pairwise(steps):
        for small, large in zip(inner.seen, outer.seen, strict=True):
            assert (large[0], large[1]) == (small[0] - 1, small[1] + 1)
    assert [step.window for step in steps] == [
        ((28, 33), (14, 19)),
        ((28, 31), (14, 17)),
        ((28, 29), (14, 15)),
    ]
    assert sum(step.multiply_adds for step in steps) == 9 * (62**2 + 60**2 + 58**2)


def test_the_layer_that_does_not_fit_is_named():
    with pytest.raises(LabError, match=r"Layer 2 does not fit: its kernel spans 5 × 5 .* only 4 × 4"):
        require_fit((6, 6), [(ConvolutionSpec(), (3, 3)), (ConvolutionSpec(), (5, 5))])
    with pytest.raises(LabError, match="the picture has only 2 × 2"):
        require_fit((2, 2), [(ConvolutionSpec(), (3, 3))])


@given(st.lists(layer, min_size=1, max_size=4))
def test_no_slip_is_the_right_size(drawn):
    field, jump = 1, 1
    for kernel, stride, dilation in drawn:
        field += dilation * (kernel - 1) * jump
        jump *= stride
    assert field not in field_slips(settings_of(drawn))


def test_the_slips_of_two_layers():
    chosen = [(ConvolutionSpec((2, 2)), (3, 3)), (ConvolutionSpec(dilation=(2, 2)), (5, 5))]
    # Right: 1 + 2 + 8 * 2 = 19.
    assert field_slips(chosen) == {
        8: "sum",
        11: "stride",
        # 1 + 2 + 4 * 2 would be 11 as well: the first named stays.
        5: "last",
        15: "product",
        361: "area",
        20: "jump",
    }


def test_an_activation_between_makes_the_difference():
    pixels = np.random.default_rng(1).integers(0, 256, (20, 20), np.uint8)
    first, second = build("sobel_x"), build("gaussian")
    report = report_stack(pixels, [Layer(first, activation="relu"), Layer(second, activation="tanh")])
    image = pixels / 255
    between = scipy.signal.correlate2d(image, first, "valid")
    two = scipy.signal.correlate2d(np.maximum(between, 0), second, "valid")
    one = scipy.signal.correlate2d(between, second, "valid")
    np.testing.assert_allclose(report.maps[1], np.tanh(two), atol=1e-5)
    np.testing.assert_allclose(report.comparison.two_steps, two, atol=1e-5)
    np.testing.assert_allclose(report.comparison.difference, two - one, atol=1e-5)
    assert report.comparison.largest == pytest.approx(np.abs(two - one).max(), abs=1e-5)


def test_without_an_activation_only_rounding_is_left():
    pixels = np.random.default_rng(2).integers(0, 256, (20, 20), np.uint8)
    report = report_stack(pixels, [Layer(build("laplacian")), Layer(build("random", 5))])
    assert report.comparison.largest <= report.comparison.tolerance < 1e-3


def test_what_stands_in_the_way_of_a_comparison():
    kernel = build("box")
    assert obstacle([Layer(kernel)]) == "layers"
    assert obstacle([Layer(kernel, ConvolutionSpec((2, 2))), Layer(kernel)]) == "steps"
    assert obstacle([Layer(kernel), Layer(kernel, ConvolutionSpec(dilation=(1, 2)))]) == "steps"
    assert obstacle([Layer(kernel, ConvolutionSpec(padding="reflect"))] * 2) == "padding"
    assert obstacle([Layer(kernel)] * 3) == ""
    pixels = np.zeros((9, 9), np.uint8)
    assert report_stack(pixels, [Layer(kernel)]).comparison is None
