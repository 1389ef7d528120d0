"""The browser's own arithmetic, in Chromium, against SciPy, NumPy and TensorFlow."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import correlate2d

import cnnlab.web.components
from cnnlab.ops.activation import activate
from cnnlab.ops.convolution import PADDINGS, ConvolutionSpec, convolve

pytestmark = pytest.mark.browser

SHARED = Path(cnnlab.web.components.__file__).parent / "shared"
NUMPY_MODES = {"circular": "wrap", "reflect": "reflect", "replicate": "edge"}
CASES = 200
RELATIVE = 1e-5

RUN = """cases => JSON.parse(cases).map(({ planes, height, width, settings, every, at }) => {
  const picture = { height, width, planes: planes.map((plane) => Float32Array.from(plane)) }
  const padded = padPicture(picture, settings.pads, settings.padding)
  const map = convolve(padded, settings, every)
  const trace = traceAt(padded, settings, ...at)
  return { ...map, values: [...map.values], trace }
})"""


@pytest.fixture(scope="module")
def page(chromium):
    """A blank page with the pure functions of the shared scripts."""
    context = chromium.new_context()
    page = context.new_page()
    for name in ("convolve.js", "activate.js"):
        page.add_script_tag(content=(SHARED / name).read_text("utf-8"))
    yield page
    context.close()


def random_case(seed: int) -> dict:
    """Draw a picture, kernels and settings; the padding's amounts are those of the specification."""
    rng = np.random.default_rng(seed)
    padding = PADDINGS[seed % len(PADDINGS)]
    height, width = (int(n) for n in rng.integers(5, 17, 2))
    channels, kernels = [(1, 1), (3, 1), (3, 3)][seed // len(PADDINGS) % 3]
    dilation = tuple(int(n) for n in rng.integers(1, 4, 2))
    # With padding by zeros the kernel may be larger than the picture; the others need one that fits.
    zeros = padding in ("same", "full")
    most = [15 if zeros else (n - 1) // d + 1 for n, d in zip((height, width), dilation, strict=True)]
    kernel_size = tuple(int(rng.integers(1, min(15, m) + 1)) for m in most)
    spec = ConvolutionSpec(
        stride=tuple(int(n) for n in rng.integers(1, 5, 2)),
        dilation=dilation,
        padding=padding,
        flip=bool(rng.integers(2)),
    )
    return {
        "image": rng.integers(0, 256, (height, width, channels)).astype(np.float32) / np.float32(255),
        "kernels": rng.normal(0, 2, (kernels, *kernel_size)).astype(np.float32),
        "spec": spec,
        "bias": float(np.float32(rng.normal())),
        "at": rng.random(2),
    }


def as_message(case: dict, every: int = 1) -> dict:
    spec, image, kernels = case["spec"], case["image"], case["kernels"]
    size = spec.output_size(image.shape[:2], kernels.shape[1:])
    return {
        "planes": [image[..., c].ravel().tolist() for c in range(image.shape[2])],
        "height": image.shape[0],
        "width": image.shape[1],
        "every": every,
        "at": [int(part * n) for part, n in zip(case["at"], size, strict=True)],
        "settings": {
            "kernels": kernels.tolist(),
            "bias": case["bias"],
            "stride": spec.stride,
            "dilation": spec.dilation,
            "padding": spec.padding,
            "pads": spec.padding_amounts(image.shape[:2], kernels.shape[1:]),
            "output_size": size,
            "flip": spec.flip,
        },
    }


def run(page, messages: list[dict]) -> list[dict]:
    return page.evaluate(RUN, json.dumps(messages))


def as_array(result: dict) -> np.ndarray:
    return np.asarray(result["values"]).reshape(result["height"], result["width"], result["channels"])


def by_scipy(case: dict, message: dict) -> tuple[np.ndarray, np.ndarray]:
    """Pad by NumPy, correlate by SciPy in double precision; the result, and the sums of absolute products."""
    spec, image = case["spec"], case["image"].astype(np.float64)
    mode = NUMPY_MODES.get(spec.padding, "constant")
    results, sizes = [], []
    for c in range(image.shape[2]):
        kernel = case["kernels"][c if len(case["kernels"]) == 3 else 0].astype(np.float64)
        if spec.flip:
            kernel = kernel[::-1, ::-1]
        spread = np.zeros([d * (k - 1) + 1 for d, k in zip(spec.dilation, kernel.shape, strict=True)])
        spread[:: spec.dilation[0], :: spec.dilation[1]] = kernel
        padded = np.pad(image[..., c], message["settings"]["pads"], mode=mode)
        for weights, into in ((spread, results), (np.abs(spread), sizes)):
            into.append(correlate2d(padded, weights, "valid")[:: spec.stride[0], :: spec.stride[1]])
    if len(case["kernels"]) == 3:
        results, sizes = [sum(results)], [sum(sizes)]
    return np.stack(results, -1) + case["bias"], np.stack(sizes, -1) + abs(case["bias"])


@pytest.fixture(scope="module")
def drawn(page):
    cases = [random_case(seed) for seed in range(CASES)]
    messages = [as_message(case) for case in cases]
    return list(zip(cases, messages, run(page, messages), strict=True))


def test_the_cases_differ_enough(drawn):
    kernels = [case["kernels"].shape for case, _, _ in drawn]
    assert {case["spec"].padding for case, _, _ in drawn} == set(PADDINGS)
    assert {case["spec"].flip for case, _, _ in drawn} == {True, False}
    assert {shape[1] % 2 for shape in kernels} == {0, 1}
    assert {(case["image"].shape[2], len(case["kernels"])) for case, _, _ in drawn} == {
        (1, 1),
        (3, 1),
        (3, 3),
    }
    assert any(max(case["kernels"].shape[1:]) > min(case["image"].shape[:2]) for case, _, _ in drawn)


def test_like_scipy(drawn):
    for seed, (case, message, result) in enumerate(drawn):
        expected, sizes = by_scipy(case, message)
        got = as_array(result)
        assert got.shape == expected.shape, seed
        assert (np.abs(got - expected) <= RELATIVE * sizes).all(), seed


def test_like_tensorflow(drawn):
    for seed, (case, message, result) in enumerate(drawn):
        kernels, image = case["kernels"], case["image"]
        weights = kernels[0] if len(kernels) == 1 else np.moveaxis(kernels, 0, -1)[..., None]
        expected = convolve(image, weights, case["spec"], case["bias"])
        sizes = by_scipy(case, message)[1]
        assert (np.abs(as_array(result) - expected) <= RELATIVE * sizes).all(), seed


def test_the_trace_adds_up_to_the_value(drawn):
    for seed, (case, message, result) in enumerate(drawn):
        trace, (row, column) = result["trace"], message["at"]
        values = as_array(result)[row, column]
        sums = np.array([plane["sum"] for plane in trace["planes"]])
        totals = (sums.sum(keepdims=True) if trace["added"] else sums) + trace["bias"]
        np.testing.assert_allclose(
            totals, values, rtol=0, atol=RELATIVE * by_scipy(case, message)[1].max(), err_msg=str(seed)
        )
        for plane, channel in zip(trace["planes"], range(case["image"].shape[2]), strict=True):
            patch = np.array(plane["patch"])
            for u, y in enumerate(trace["rows"]):
                for v, x in enumerate(trace["columns"]):
                    source = 0.0 if y < 0 or x < 0 else case["image"][y, x, channel]
                    assert patch[u, v] == source, seed


@pytest.mark.parametrize("every", [2, 3, 4])
def test_a_coarser_map_has_every_nth_value(page, every):
    cases = [random_case(seed) for seed in range(36)]
    whole = run(page, [as_message(case) for case in cases])
    coarse = run(page, [as_message(case, every) for case in cases])
    for full, part in zip(whole, coarse, strict=True):
        np.testing.assert_array_equal(as_array(part), as_array(full)[::every, ::every])


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_lines_behind_the_padding_like_numpy(page, padding, size):
    before, after = 13, 8
    got = page.evaluate("args => [...paddedLines(...args)]", [size, [before, after], padding])
    line = np.arange(size)
    mode = NUMPY_MODES.get(padding)
    extra = {"mode": mode} if mode else {"mode": "constant", "constant_values": -1}
    np.testing.assert_array_equal(got, np.pad(line, (before, after), **extra))


@pytest.mark.parametrize("name", ["linear", "relu", "leaky_relu", "sigmoid", "tanh"])
def test_activations_like_tensorflow(page, name):
    values = np.linspace(-40, 40, 401, dtype=np.float32)
    got = page.evaluate(
        "([values, name]) => [...activate(Float32Array.from(values), name)]", [values.tolist(), name]
    )
    np.testing.assert_allclose(got, activate(values, name), rtol=1e-5, atol=1e-7)
