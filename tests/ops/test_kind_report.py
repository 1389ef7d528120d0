from __future__ import annotations

import numpy as np
import pytest

from cnnlab.ops.kind_counts import separable_slips, typical_weights
from cnnlab.ops.kind_report import as_colour, copies_inside, kind_maps, report_kind
from cnnlab.ops.kinds import KINDS
from cnnlab.ops.transposed import overlap

PIXELS = np.random.default_rng(3).integers(0, 256, (40, 37, 3), np.uint8)


def test_a_grey_picture_becomes_three_equal_channels():
    image = as_colour(PIXELS[..., 0])
    assert image.shape == (40, 37, 3)
    assert np.ptp(image, axis=2).max() == 0
    assert image.max() <= 1


@pytest.mark.parametrize("name", KINDS)
def test_the_cost_is_that_of_the_layer_in_keras(name):
    report = report_kind(PIXELS, name, 2, 4, 2)
    assert report.ordinary.parameters == 3 * 3 * 3 * 4 + 4
    assert report.ordinary.multiply_adds == 40 * 37 * 3 * 3 * 3 * 4
    assert (report.cost.parameters, report.cost.multiply_adds) == (
        report.kind.parameters,
        report.kind.multiply_adds,
    )
    assert len(report.signed) == report.kind.maps.shape[2]


@pytest.mark.parametrize("name", [name for name in KINDS if name != "transposed"])
def test_a_map_without_negative_weights_has_no_negative_value(name):
    report = report_kind(PIXELS, name, 2, 4, 2)
    assert report.size == report.kind.maps.shape[:2] == (40, 37)
    for index, signed in enumerate(report.signed):
        assert signed == (report.kind.maps[..., index].min() < 0)


@pytest.mark.parametrize("stride", range(1, 5))
@pytest.mark.parametrize("kernel", range(2, 7))
def test_a_part_of_an_enlargement(kernel, stride):
    report = report_kind(PIXELS, "transposed", 2, kernel, stride)
    whole, part = kind_maps(PIXELS, "transposed", 2, kernel, stride).maps, report.enlargement
    assert report.size == whole.shape[:2] == (39 * stride + kernel, 36 * stride + kernel)
    (top, bottom), (left, right) = part.source
    expected = whole[top * stride : bottom * stride, left * stride : right * stride]
    np.testing.assert_array_equal(part.detail, expected)
    assert part.detail.shape[0] == (bottom - top) * stride <= 48
    counts = overlap((40, 37), (kernel, kernel), (stride, stride))
    np.testing.assert_array_equal(part.copies, counts[:9, :9])
    inside = counts[kernel:-kernel, kernel:-kernel]
    assert (part.least, part.most) == (inside.min(), inside.max())
    # So many copies of a flat kernel, whose weights are stride² / kernel², of a picture of 0.5.
    place = counts[top * stride : bottom * stride, left * stride : right * stride]
    np.testing.assert_allclose(part.flat, 0.5 * place * stride**2 / kernel**2, atol=1e-5)


def test_even_exactly_where_the_stride_divides_the_size():
    for kernel in range(1, 9):
        for stride in range(1, 9):
            least, most = copies_inside(kernel, stride)
            assert (least == most) == (kernel % stride == 0)


def test_the_slips_of_a_separable_layer():
    right, slips = separable_slips(3, 3, 4)
    assert right == 43
    assert slips == {
        112: "ordinary",
        39: "bias",
        27: "depthwise",
        16: "pointwise",
        25: "shared",
        46: "both",
        324: "product",
    }


def test_the_weights_in_the_middle_of_a_network():
    assert {name: typical_weights(name) for name in KINDS} == {
        "ordinary": 18432,
        "pointwise": 2048,
        "depthwise": 288,
        "separable": 2336,
        "dilated": 18432,
        "transposed": 18432,
    }
