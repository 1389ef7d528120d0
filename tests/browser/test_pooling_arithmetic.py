"""The browser's own pooling, in Chromium, against TensorFlow and NumPy."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import cnnlab.web.components
from cnnlab.ops.pooling import KINDS, PoolingSpec, pool
from cnnlab.ops.pooling_report import RELATIVE

pytestmark = pytest.mark.browser

SHARED = Path(cnnlab.web.components.__file__).parent / "shared"
CASES = 150

RUN = """cases => JSON.parse(cases).map(({ planes, height, width, settings, kind, every, at }) => {
  const picture = { height, width, planes: planes.map((plane) => Float32Array.from(plane)) }
  const map = poolPicture(picture, settings, kind, every)
  const trace = poolTrace(picture, settings, ...at)
  const shares = trace.planes.map((plane) => poolShares(plane, kind))
  return { ...map, values: [...map.values], trace, shares }
})"""


@pytest.fixture(scope="module")
def page(chromium):
    """A blank page with the pure functions of the shared script."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(content=(SHARED / "pool.js").read_text("utf-8"))
    yield page
    context.close()


def random_case(seed: int) -> dict:
    """Draw a picture and settings; few levels of grey in some, so that values tie."""
    rng = np.random.default_rng(seed)
    padding = ("valid", "same")[seed % 2]
    height, width = (int(n) for n in rng.integers(1, 24, 2))
    channels = (1, 3)[seed // 2 % 2]
    levels = (256, 3, 1)[seed // 4 % 3]
    # With padding the window may be larger than the picture.
    most = (16, 16) if padding == "same" else (min(16, height), min(16, width))
    stride = tuple(int(n) for n in rng.integers(1, 8, 2)) if seed % 3 else None
    spec = PoolingSpec(KINDS[seed % 3], tuple(int(rng.integers(1, m + 1)) for m in most), stride, padding)
    bytes_ = rng.integers(0, levels, (height, width, channels)) * (255 // max(levels - 1, 1))
    return {
        "image": bytes_.astype(np.float32) / np.float32(255),
        "spec": spec,
        "levels": levels,
        "at": rng.random(2),
    }


def as_message(case: dict, every: int = 1) -> dict:
    spec, image = case["spec"], case["image"]
    size = spec.output_size(image.shape[:2])
    return {
        "planes": [image[..., c].ravel().tolist() for c in range(image.shape[2])],
        "height": image.shape[0],
        "width": image.shape[1],
        "kind": spec.kind,
        "every": every,
        "at": [int(part * n) for part, n in zip(case["at"], size, strict=True)],
        "settings": {
            "window": spec.window,
            "stride": spec.stride,
            "pads": spec.padding_amounts(image.shape[:2]),
            "output_size": size,
        },
    }


def run(page, messages: list[dict]) -> list[dict]:
    return page.evaluate(RUN, json.dumps(messages))


def as_array(result: dict) -> np.ndarray:
    return np.asarray(result["values"]).reshape(result["height"], result["width"], result["channels"])


def windows(case: dict, message: dict):
    """Every output's place, and the values under its window that lie in the picture, in double precision."""
    spec, image = case["spec"], case["image"].astype(np.float64)
    starts = [first for first, _ in message["settings"]["pads"]]
    for row, column in np.ndindex(*message["settings"]["output_size"]):
        top, left = (p * s - b for p, s, b in zip((row, column), spec.stride, starts, strict=True))
        rows = slice(max(top, 0), top + spec.window[0])
        columns = slice(max(left, 0), left + spec.window[1])
        yield row, column, image[rows, columns]


def by_numpy(case: dict, message: dict) -> np.ndarray:
    reduce = {
        "max": lambda part: part.max((0, 1)),
        "average": lambda part: part.mean((0, 1)),
        "l2": lambda part: np.sqrt((part**2).sum((0, 1))),
    }[case["spec"].kind]
    result = np.zeros((*message["settings"]["output_size"], case["image"].shape[2]))
    for row, column, part in windows(case, message):
        result[row, column] = reduce(part)
    return result


@pytest.fixture(scope="module")
def drawn(page):
    cases = [random_case(seed) for seed in range(CASES)]
    messages = [as_message(case) for case in cases]
    return list(zip(cases, messages, run(page, messages), strict=True))


def test_the_cases_differ_enough(drawn):
    specs = [case["spec"] for case, _, _ in drawn]
    assert {(spec.kind, spec.padding) for spec in specs} == {(k, p) for k in KINDS for p in ("valid", "same")}
    assert {case["image"].shape[2] for case, _, _ in drawn} == {1, 3}
    assert any(spec.window[0] != spec.window[1] for spec in specs)
    assert any(spec.stride[0] != spec.stride[1] for spec in specs)
    assert any(s > w for spec in specs for s, w in zip(spec.stride, spec.window, strict=True))
    assert any(s < w for spec in specs for s, w in zip(spec.stride, spec.window, strict=True))
    assert any(max(m["settings"]["pads"][0]) > 0 for _, m, _ in drawn)


def test_like_numpy(drawn):
    for seed, (case, message, result) in enumerate(drawn):
        expected = by_numpy(case, message)
        assert as_array(result).shape == expected.shape, seed
        np.testing.assert_allclose(as_array(result), expected, rtol=1e-7, atol=0, err_msg=str(seed))


def test_like_tensorflow_as_the_badge_wants_it(drawn):
    for seed, (case, _, result) in enumerate(drawn):
        expected = pool(case["image"], case["spec"])
        allowed = RELATIVE[case["spec"].kind] * np.abs(expected)
        assert (np.abs(as_array(result) - expected) <= allowed).all(), seed


def test_the_trace_gives_the_value(drawn):
    for seed, (case, message, result) in enumerate(drawn):
        row, column = message["at"]
        for c, plane in enumerate(result["trace"]["planes"]):
            value = as_array(result)[row, column, c]
            assert plane[case["spec"].kind] == pytest.approx(value, rel=1e-6, abs=1e-7), seed


def test_the_patch_lies_where_it_says(drawn):
    for seed, (case, _, result) in enumerate(drawn):
        trace = result["trace"]
        for c, plane in enumerate(trace["planes"]):
            for u, y in enumerate(trace["rows"]):
                for v, x in enumerate(trace["columns"]):
                    expected = None if y < 0 or x < 0 else case["image"][y, x, c]
                    assert plane["patch"][u][v] == expected, seed


def test_the_first_of_the_largest_wins_as_in_tensorflow(page):
    import tensorflow as tf

    seeds = [seed for seed in range(400) if random_case(seed)["spec"].kind == "max"]
    cases = [random_case(seed) for seed in seeds]
    results = run(page, [as_message(case) for case in cases])
    ties = 0
    for seed, case, result in zip(seeds, cases, results, strict=True):
        spec, trace = case["spec"], result["trace"]
        row, column = as_message(case)["at"]
        batch = tf.constant(case["image"][None])
        with tf.GradientTape() as tape:
            tape.watch(batch)
            one = tf.nn.max_pool2d(batch, spec.window, spec.stride, spec.padding.upper())[0, row, column]
        gradient = tape.gradient(one, batch)[0].numpy()
        for c, plane in enumerate(trace["planes"]):
            y, x = trace["rows"][plane["winner"]["u"]], trace["columns"][plane["winner"]["v"]]
            assert gradient[y, x, c] == 1, seed
            assert gradient[..., c].sum() == 1, seed
            ties += plane["counted"].count(plane["max"]) > 1
    assert ties > 50


def test_shares_are_the_gradient(drawn):
    for seed, (case, _, result) in enumerate(drawn):
        kind = case["spec"].kind
        for plane, shares in zip(result["trace"]["planes"], result["shares"], strict=True):
            for values, parts in zip(plane["patch"], shares, strict=True):
                for value, part in zip(values, parts, strict=True):
                    assert (value is None) == (part is None), seed
            given = [part for line in shares for part in line if part is not None]
            if kind in ("max", "average"):
                assert sum(given) == pytest.approx(1), seed
            else:
                length = sum(part**2 for part in given)
                assert length == pytest.approx(1 if plane["l2"] > 0 else 0), seed


@pytest.mark.parametrize("every", [2, 3])
def test_a_coarser_map_has_every_nth_value(page, every):
    cases = [random_case(seed) for seed in range(36)]
    whole = run(page, [as_message(case) for case in cases])
    coarse = run(page, [as_message(case, every) for case in cases])
    for full, part in zip(whole, coarse, strict=True):
        np.testing.assert_array_equal(as_array(part), as_array(full)[::every, ::every])
