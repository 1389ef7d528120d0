"""What How it works asks: against plain loops, and properties that must hold whatever the networks have learned."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import as_bytes
from cnnlab.images.tiles import shuffled_tiles
from cnnlab.inference import (
    style_how,
    style_how_gram,
    style_how_layers,
    style_how_shuffle,
    style_how_statistics,
)
from cnnlab.inference.stylizing import code_of, paint, stylize
from cnnlab.metrics.gram import gram_matrix, relative_distance
from cnnlab.metrics.style import normalised, statistics
from tests.style_models import PERCEPTUAL, STYLIZER, models

RNG = np.random.default_rng(0)
CONTENT, STYLE = RNG.integers(0, 256, (2, 64, 64, 3), dtype=np.uint8)
STYLE[:32] = STYLE[:32] // 4


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def maps_of(picture):
    model = pretrained.load(PERCEPTUAL)
    return [each[0] for each in model.predict(picture[None] / np.float32(255), verbose=0)]


def test_fields_are_what_a_pixel_can_reach():
    """Change one pixel after the other: which of them does the value in the middle notice?"""
    model, side = pretrained.load(PERCEPTUAL), 64
    grey = np.random.default_rng(1).random((1, side, side, 3)).astype(np.float32)
    changed = np.repeat(grey, side, axis=0)
    changed[np.arange(side), :, np.arange(side)] = 0  # one whole column of pixels each
    for before, after, field in zip(
        model.predict(grey, verbose=0), model.predict(changed, verbose=0), style_how.fields(), strict=True
    ):
        middle = before.shape[2] // 2
        noticed = np.flatnonzero(np.abs(after - before)[:, :, middle].max(axis=(1, 2)) > 0)
        assert noticed[-1] - noticed[0] + 1 <= field
        assert noticed[-1] - noticed[0] + 1 >= field - 2  # a maximum may come from a neighbour


def test_gram_matrices_of_all_three():
    report = style_how_gram.report_gram(CONTENT, STYLE, 1, 0, 2)
    made = as_bytes(stylize(CONTENT / np.float32(255), STYLE / np.float32(255)))
    np.testing.assert_array_equal(report.made, made)
    for place, grams in enumerate(report.layers):
        content, style, result = (gram_matrix(maps_of(each)[place]) for each in (CONTENT, STYLE, made))
        np.testing.assert_allclose(grams.style, style[np.ix_(grams.order, grams.order)], rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(
            grams.content, content[np.ix_(grams.order, grams.order)], rtol=1e-4, atol=1e-6
        )
        assert (np.diff(np.diagonal(grams.style)) <= 0).all()
        assert grams.content_apart == pytest.approx(relative_distance(content, style), rel=1e-3)
        assert grams.made_apart == pytest.approx(relative_distance(result, style), rel=1e-3)


def test_a_number_of_the_matrix_is_the_mean_of_the_product():
    report = style_how_gram.report_gram(CONTENT, STYLE, 2, 1, 3)
    np.testing.assert_array_equal(report.pair.product, report.pair.first * report.pair.second)
    assert report.pair.product.mean() == pytest.approx(report.layers[2].style[1, 3], rel=1e-4)


def test_shuffling_moves_the_maps_more_than_their_gram_matrices():
    report = style_how_shuffle.report_shuffle(STYLE, CONTENT, 7)
    place = style_how_shuffle.TILES.index(32)
    before, after = maps_of(STYLE), maps_of(shuffled_tiles(STYLE, 32, 7))
    for layer in range(4):
        assert report.maps[layer, place] == pytest.approx(
            relative_distance(after[layer], before[layer]), rel=1e-3
        )
        grams = [gram_matrix(each[layer]) for each in (after, before)]
        assert report.grams[layer, place] == pytest.approx(relative_distance(*grams), rel=1e-3)
    assert (report.grams[:, place] < report.maps[:, place]).all()
    # One tile as large as the picture has only one place.
    assert report.grams[:, -1].max() == 0
    assert report.maps[:, -1].max() == 0


@pytest.mark.parametrize("swap", ["none", "all", "0", "2"])
def test_statistics_of_the_style_where_they_are_asked_for(swap):
    network = pretrained.trained(STYLIZER)
    mine, theirs = (code_of(network, each / np.float32(255)) for each in (CONTENT, STYLE))
    code = style_how_statistics.mixed_code(network, mine, theirs, swap)
    bounds = style_how_statistics.parts(network)
    assert bounds[0] == (0, 6)
    assert bounds[-1][1] == len(mine)
    for scale, (low, high) in enumerate(bounds):
        wanted = theirs if swap in ("all", str(scale)) else mine
        np.testing.assert_array_equal(code[low:high], wanted[low:high])
    report = style_how_statistics.report_statistics(CONTENT, STYLE, swap, 1)
    np.testing.assert_array_equal(report.painted, as_bytes(paint(network, CONTENT / np.float32(255), code)))


def channel_by_hand(scale: int) -> tuple[int, int]:
    """Return the map whose statistics differ most, of those that are alive in both pictures, and how many there are."""
    encoder = pretrained.trained(STYLIZER).model.get_layer("encoder")
    mine, theirs = (
        [each / np.float32(255), *(maps.numpy()[0] for maps in encoder(each[None] / np.float32(255)))][scale]
        for each in (CONTENT, STYLE)
    )
    count = mine.shape[2]
    spreads = [[float(maps[..., each].std()) for each in range(count)] for maps in (mine, theirs)]
    alive = [
        min(here / max(spreads[0]), there / max(spreads[1])) for here, there in zip(*spreads, strict=True)
    ]
    best, furthest = -1, -1.0
    for each in range(count):
        if alive[each] < 0.5 * max(alive):
            continue
        means = float(mine[..., each].mean() - theirs[..., each].mean())
        apart = (means**2 + (spreads[0][each] - spreads[1][each]) ** 2) ** 0.5
        if apart > furthest:
            best, furthest = each, apart
    return best, count


@pytest.mark.parametrize("scale", range(4))
def test_one_map_before_and_after(scale):
    report = style_how_statistics.report_statistics(CONTENT, STYLE, "all", scale)
    assert (report.channel, report.maps) == channel_by_hand(scale)
    mean, deviation = statistics(report.before[..., None])
    assert report.content == (pytest.approx(mean[0], rel=1e-4), pytest.approx(deviation[0], rel=1e-4))
    assert report.after.mean() == pytest.approx(0, abs=1e-4)
    assert report.after.std() == pytest.approx(1, abs=0.02)
    assert report.swapped.mean() == pytest.approx(report.style[0], abs=1e-3)
    # The place of everything is as it was.
    assert np.corrcoef(report.before.ravel(), report.swapped.ravel())[0, 1] == pytest.approx(1, abs=1e-5)


def test_normalisation_takes_contrast_out():
    """Of red, green and blue all of it: what is left of half the contrast is nothing."""
    values = RNG.random((9, 9, 3))
    np.testing.assert_allclose(normalised(0.3 + 0.5 * values), normalised(values), atol=2e-3)
    report = style_how_statistics.report_statistics(CONTENT, STYLE, "none", 0)
    assert (report.paler_after < report.paler_before).all()


def test_a_picture_made_of_noise_comes_near_to_what_it_is_to_agree_with():
    network, told = pretrained.load(PERCEPTUAL), []
    stripes = np.zeros((32, 32, 3), np.uint8)
    stripes[:, ::2] = (255, 200, 0)
    before, made = (
        style_how_layers.rebuilt(
            CONTENT / np.float32(255),
            stripes / np.float32(255),
            "style",
            1,
            network,
            told.append,
            (16, 32),
            steps,
        )
        for steps in ((0, 0), (3, 40))
    )
    assert made.shape == (32, 32, 3)
    assert told[-1] == 1
    wanted = gram_matrix(maps_of(stripes)[1])
    apart = [relative_distance(gram_matrix(maps_of(each)[1]), wanted) for each in (before, made)]
    assert apart[1] < 0.5 * apart[0]


def test_all_eight_are_told_about(monkeypatch, tmp_path):
    monkeypatch.setattr(
        style_how_layers,
        "rebuilt",
        lambda content, style, kind, place, network, tell: np.full((96, 96, 3), place),
    )
    style_how_layers.write_sheet(CONTENT, STYLE, tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert np.asarray(sheet)[::96, ::96, 0].tolist() == [[0, 1, 2, 3]] * 2
    told = []
    made = style_how_layers.rebuild_layers(
        CONTENT, STYLE, lambda fraction, **more: told.append((fraction, more))
    )
    assert made[:, :, 0, 0, 0].tolist() == [[0, 1, 2, 3]] * 2
    assert [fraction for fraction, _ in told] == [place / 8 for place in range(8)]
    assert told[5][1] == {"kind": "style", "layer": "relu2_1"}


def test_without_the_networks(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    with pytest.raises(LabError, match="no shipped model"):
        style_how_gram.report_gram(CONTENT, STYLE, 0, 0, 1)
