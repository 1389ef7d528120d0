"""The program of the Code tab gives what is on the screen: it is run, in a folder with the downloaded picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.images import encoding
from cnnlab.ops.convolution import PADDINGS, ConvolutionSpec
from cnnlab.ops.filtering import filter_picture
from cnnlab.web.channels import channel_of
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution.geometry_controls import Geometry
from cnnlab.web.convolution.program import program


def run(text: str, picture: np.ndarray, folder, monkeypatch) -> np.ndarray:
    (folder / "picture.png").write_bytes(encoding.png(picture))
    monkeypatch.chdir(folder)
    names: dict = {}
    exec(compile(text, "code tab", "exec"), names)
    return names["feature_map"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("program")


pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 99),
    size=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    stride=pairs,
    dilation=pairs,
    padding=st.sampled_from(PADDINGS),
    flip=st.booleans(),
    channel=st.sampled_from(list(p.CHANNEL.options)),
    bias=st.sampled_from([0.0, -0.3]),
    activation=st.sampled_from(list(p.ACTIVATION.options)),
)
def test_the_program_gives_what_is_on_the_screen(
    folder, seed, size, stride, dilation, padding, flip, channel, bias, activation
):
    random = np.random.default_rng(seed)
    picture = random.integers(0, 256, (17, 16, 3), np.uint8)
    kernel = random.normal(size=(3, *size) if channel == "sum" else size).astype(np.float32)
    spec = ConvolutionSpec(stride, dilation, padding, flip)
    geometry = Geometry(spec, channel, bias, activation)
    try:
        pads = spec.padding_amounts((17, 16), size)
    except LabError:
        return
    shown = filter_picture(channel_of(picture, channel), kernel, spec, bias, activation)
    with pytest.MonkeyPatch.context() as patch:
        result = run(program(kernel, geometry, pads), picture, folder, patch)
    assert result.shape == shown.after.shape
    assert np.allclose(result, shown.after, atol=max(1e-5, shown.tolerance))


def test_a_result_of_one_column(folder, monkeypatch):
    """What TensorFlow leaves unwritten when the three channels are one batch."""
    picture = np.random.default_rng(0).integers(0, 256, (17, 16, 3), np.uint8)
    kernel = np.ones((1, 15), np.float32)
    geometry = Geometry(ConvolutionSpec(stride=(1, 2)), "each", 0.0, "linear")
    shown = filter_picture(picture, kernel, geometry.spec, 0.0, "linear")
    for _ in range(5):
        result = run(program(kernel, geometry, ((0, 0), (0, 0))), picture, folder, monkeypatch)
        assert np.allclose(result, shown.after, atol=shown.tolerance)


def test_a_grey_picture_in_hand(folder, monkeypatch):
    picture = np.random.default_rng(0).integers(0, 256, (16, 16), np.uint8)
    kernel = np.eye(3, dtype=np.float32)
    geometry = Geometry(ConvolutionSpec(), "grey", 0.0, "relu")
    shown = filter_picture(picture, kernel, geometry.spec, 0.0, "relu")
    result = run(program(kernel, geometry, ((0, 0), (0, 0))), picture, folder, monkeypatch)
    assert np.allclose(result, shown.after, atol=1e-5)
