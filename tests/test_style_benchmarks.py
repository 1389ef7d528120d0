"""The benchmark of painting, and the sheet of pictures in styles: with a small network, each once."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from benchmarks import style_sheet, style_speed
from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.networks.perceptual import convolutions
from cnnlab.recipes import write
from tests import stylizers


@pytest.fixture
def network(monkeypatch, tmp_path):
    """A run of a stylizer with its first weights."""
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    name, recipe = "4" * 32, replace(stylizers.recipe(), filters=4)
    run_folder(name).mkdir(parents=True)
    pretrained.built(recipe, datasets.about(recipe.data)).save_weights(run_folder(name) / pretrained.WEIGHTS)
    (run_folder(name) / "recipe.json").write_text(write(recipe), "utf-8")
    return name


def test_the_benchmark_says_seconds_and_a_ratio(network, capsys):
    met = style_speed.run(2, (32, 64), network, stylizers.weights(), 64)
    said = capsys.readouterr().out
    assert said.count(" s (") == 2
    assert "stylize, 64 × 64" in said
    assert ("NOT MET" in said) != met


def test_weights_by_chance_do_for_the_time():
    assert len(style_speed._drawn()) == 2 * len(convolutions())


def test_a_sheet_has_the_photographs_above_and_the_styles_at_the_left(network):
    folder = stylizers.data()
    contents = style_sheet.pictures([str(folder / "photos"), "coffee"], "content", 2)
    wanted = style_sheet.pictures(["glass", str(folder / "styles" / "styles-0.png")], "style", 6)
    assert [len(contents), len(wanted)] == [2, 2]
    made = style_sheet.sheet(contents, wanted, 32, network)
    size = 32 + style_sheet.GAP
    assert made.shape == (3 * size - style_sheet.GAP, 3 * size - style_sheet.GAP, 3)
    assert (made[:32, :32] == 255).all()
    np.testing.assert_array_equal(made[:32, size : size + 32], style_sheet.middle(contents[0], 32))
    np.testing.assert_array_equal(made[size : size + 32, :32], style_sheet.middle(wanted[0], 32))
    assert made[size : size + 32, size : size + 32].std() > 0
    with pytest.raises(LabError, match="nowhere"):
        style_sheet.pictures(["nowhere"], "content", 6)


def test_a_sheet_fits_into_its_bytes():
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    file = style_sheet.small_jpeg(noise, 20_000)
    assert len(file) <= 20_000
    assert Image.open(io.BytesIO(file)).format == "JPEG"
