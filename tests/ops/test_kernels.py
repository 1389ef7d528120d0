from __future__ import annotations

import numpy as np
import pytest
import scipy.ndimage as ndi
import skimage.filters

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.kernels import LIMITS, PRESETS, SIZES, build, facts, uses

IMAGE = np.random.default_rng(3).random((40, 36))
SAME = ConvolutionSpec(padding="same")


def inside(array, margin=9):
    return array[margin:-margin, margin:-margin]


def filtered(name, **settings):
    return inside(convolve(IMAGE, build(name, **settings), SAME))


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_in_every_size(name):
    for size in SIZES[name]:
        kernel = build(name, size)
        assert kernel.shape == (size, size)
        assert kernel.dtype == np.float32
        assert np.isfinite(kernel).all()
        assert np.abs(kernel).max() > 0
        np.testing.assert_array_equal(kernel, build(name, size))


@pytest.mark.parametrize("name", PRESETS)
def test_uses_names_exactly_what_changes_a_kernel(name):
    others = {"sigma": 2.0, "angle": 30.0, "wavelength": 6.0, "amount": 2.5, "seed": 5}
    size = SIZES[name][-1]
    changing = {
        key
        for key, value in others.items()
        if not np.array_equal(build(name, size), build(name, size, **{key: value}))
    }
    assert changing == set(uses(name).parameters)
    assert uses(name).sizes == SIZES[name]


@pytest.mark.parametrize("name", PRESETS)
def test_limits_give_sound_kernels(name):
    for parameter in uses(name).parameters:
        for value in LIMITS[parameter]:
            for size in SIZES[name]:
                kernel = build(name, size, **{parameter: value})
                assert np.isfinite(kernel).all()
                assert np.abs(kernel).max() > 0


@pytest.mark.parametrize("size", range(1, 16))
def test_identity_with_same_padding_changes_nothing(size):
    image = IMAGE.astype(np.float32)
    np.testing.assert_array_equal(convolve(image, build("identity", size), SAME), image)


@pytest.mark.parametrize("size", [3, 5, 9, 15])
def test_box_equals_scipy(size):
    expected = inside(ndi.uniform_filter(IMAGE, size))
    np.testing.assert_allclose(filtered("box", size=size), expected, atol=1e-6)


@pytest.mark.parametrize(("size", "sigma"), [(3, 0.7), (7, 1.0), (15, 2.5)])
def test_gaussian_equals_scipy(size, sigma):
    expected = inside(ndi.gaussian_filter(IMAGE, sigma, radius=size // 2))
    np.testing.assert_allclose(filtered("gaussian", size=size, sigma=sigma), expected, atol=1e-6)


@pytest.mark.parametrize(("axis", "letter"), [(1, "x"), (0, "y")])
def test_slopes_equal_scipy_and_scikit_image(axis, letter):
    np.testing.assert_allclose(filtered(f"sobel_{letter}"), inside(ndi.sobel(IMAGE, axis)), atol=1e-5)
    np.testing.assert_allclose(filtered(f"prewitt_{letter}"), inside(ndi.prewitt(IMAGE, axis)), atol=1e-5)
    scharr = 16 * skimage.filters.scharr(IMAGE, axis=axis)
    np.testing.assert_allclose(filtered(f"scharr_{letter}"), inside(scharr), atol=1e-4)


def test_sobel_of_five_is_opencv_s():
    expected = np.outer([1, 4, 6, 4, 1], [-1, -2, 0, 2, 1])
    np.testing.assert_array_equal(build("sobel_x", 5), expected)
    np.testing.assert_array_equal(build("sobel_y", 5), expected.T)
    np.testing.assert_array_equal(build("sobel_x", 2), [[-1, 1], [-1, 1]])


@pytest.mark.parametrize("size", range(2, 16))
def test_prewitt_measures_the_slope_of_a_plane(size):
    rows, columns = np.mgrid[:size, :size]
    kernel = build("prewitt_x", size).astype(float)
    scale = (kernel * columns).sum()
    assert scale > 0
    plane, _, _, _ = np.linalg.lstsq(
        np.stack([np.ones(size**2), rows.ravel(), columns.ravel()], axis=1), IMAGE[:size, :size].ravel()
    )
    assert (kernel * IMAGE[:size, :size]).sum() / scale == pytest.approx(plane[2])


@pytest.mark.parametrize(("name", "rising"), [("x", [[0, 0.5, 1]] * 3), ("y", [[0] * 3, [0.5] * 3, [1] * 3])])
@pytest.mark.parametrize("family", ["sobel", "prewitt", "scharr"])
def test_slopes_are_positive_where_brightness_rises(family, name, rising):
    assert convolve(rising, build(f"{family}_{name}"))[0, 0] > 0
    assert convolve(np.transpose(rising), build(f"{family}_{name}"))[0, 0] == 0


def test_laplacian_and_sharpen_equal_scipy():
    np.testing.assert_allclose(filtered("laplacian"), inside(ndi.laplace(IMAGE)), atol=1e-5)
    expected = inside(IMAGE - 0.7 * ndi.laplace(IMAGE))
    np.testing.assert_allclose(filtered("sharpen", amount=0.7), expected, atol=1e-5)


def test_laplacian_of_gaussian_equals_scipy():
    expected = inside(ndi.gaussian_laplace(IMAGE, 1.5))
    np.testing.assert_allclose(filtered("log", size=15, sigma=1.5), expected, atol=2e-4)
    assert np.abs(expected).max() > 0.02


def test_unsharp_equals_scikit_image():
    # Its Gaussian ends at four standard deviations: nine pixels.
    expected = skimage.filters.unsharp_mask(IMAGE, radius=1, amount=1.5, preserve_range=True)
    unclipped = inside(IMAGE + 1.5 * (IMAGE - ndi.gaussian_filter(IMAGE, 1)))
    found = filtered("unsharp", size=9, sigma=1.0, amount=1.5)
    np.testing.assert_allclose(found, unclipped, atol=1e-5)
    np.testing.assert_allclose(found, inside(expected), atol=1e-5)


def test_emboss():
    np.testing.assert_array_equal(build("emboss"), [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])
    np.testing.assert_array_equal(build("emboss", amount=0), build("identity"))


@pytest.mark.parametrize("size", SIZES["motion"])
def test_motion_is_a_line_through_the_centre(size):
    middle = size // 2
    flat = np.zeros((size, size))
    flat[middle] = 1 / size
    np.testing.assert_allclose(build("motion", size, angle=0), flat, atol=1e-7)
    np.testing.assert_allclose(build("motion", size, angle=90), flat.T, atol=1e-7)
    np.testing.assert_allclose(build("motion", size, angle=-180), flat, atol=1e-7)
    rising = build("motion", size, angle=45)
    np.testing.assert_allclose(rising, rising.T, atol=1e-7)
    assert rising[middle - 1, middle + 1] > 0 == rising[0, 0]
    for angle in range(0, 180, 7):
        kernel = build("motion", size, angle=angle)
        assert kernel.min() >= 0
        assert kernel.sum() == pytest.approx(1)
        np.testing.assert_allclose(kernel, kernel[::-1, ::-1], atol=1e-6)


@pytest.mark.parametrize(("angle", "wavelength", "sigma"), [(0, 4, 1.5), (30, 5, 2), (120, 3, 2.5)])
def test_gabor_equals_scikit_image_without_its_mean(angle, wavelength, sigma):
    raw = skimage.filters.gabor_kernel(
        1 / wavelength, theta=-np.radians(angle), sigma_x=sigma, sigma_y=sigma, n_stds=10
    ).real
    middle = np.array(raw.shape) // 2
    raw = raw[middle[0] - 7 : middle[0] + 8, middle[1] - 7 : middle[1] + 8]
    window = np.exp(-(np.square(np.mgrid[-7:8, -7:8]).sum(axis=0)) / (2 * sigma**2))
    expected = raw - window * raw.sum() / window.sum()
    expected /= np.abs(expected).sum()
    found = build("gabor", 15, sigma=sigma, angle=angle, wavelength=wavelength)
    np.testing.assert_allclose(found, expected, atol=1e-7)


@pytest.mark.parametrize("name", ["identity", "box", "gaussian", "sharpen", "unsharp", "emboss", "motion"])
def test_these_keep_the_brightness(name):
    for size in SIZES[name]:
        assert facts(build(name, size)).sums_to == "one"


@pytest.mark.parametrize(
    "name",
    ["sobel_x", "sobel_y", "prewitt_x", "prewitt_y", "scharr_x", "scharr_y", "laplacian", "log", "gabor"],
)
def test_these_answer_to_changes_only(name):
    for size in SIZES[name]:
        assert facts(build(name, size)).sums_to == "zero"


def test_random_depends_on_its_seed():
    assert not np.array_equal(build("random", 5, seed=1), build("random", 5, seed=2))


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("sobel", {}, "no kernel of that name"),
        (None, {}, "no kernel of that name"),
        (["box"], {}, "no kernel of that name"),
        ("box", {"size": 0}, "cannot have that size. It can have 1, 2"),
        ("box", {"size": 16}, "cannot have that size"),
        ("box", {"size": 3.0}, "cannot have that size"),
        ("box", {"size": 10**5000}, "cannot have that size"),
        ("box", {"size": True}, "cannot have that size"),
        ("scharr_x", {"size": 5}, "It can have 3"),
        ("motion", {"size": 4}, "It can have 3, 5"),
        ("gaussian", {"sigma": 0}, "Sigma needs to be a number of pixels from 0.3 to 20"),
        ("gaussian", {"sigma": float("nan")}, "(?i)sigma"),
        ("gaussian", {"sigma": "1"}, "(?i)sigma"),
        ("gabor", {"wavelength": 1.9}, "(?i)wavelength"),
        ("gabor", {"angle": 361}, "(?i)angle"),
        ("sharpen", {"amount": float("inf")}, "(?i)amount"),
        ("random", {"seed": -1}, "(?i)seed"),
        ("random", {"seed": 0.5}, "(?i)seed"),
    ],
)
def test_wrong_settings_get_a_sentence(name, settings, says):
    with pytest.raises(LabError, match=says):
        build(name, **settings)
