"""The figures that the lesson of the page Style transfer states about the shipped perceptual network."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.images import fit, gallery, styles
from cnnlab.inference import style_how
from cnnlab.inference.style_how_gram import report_gram
from cnnlab.inference.style_how_shuffle import TILES, report_shuffle
from cnnlab.metrics.gram import gram_matrix, relative_distance
from cnnlab.networks.perceptual import convolutions
from cnnlab.training.perceptual import SHIPPED
from cnnlab.web.stylize import how_layers
from cnnlab.web.stylize.how_asking import STYLIZER

pytestmark = pytest.mark.skipif(
    not {SHIPPED, STYLIZER} <= set(pretrained.names()),
    reason="models/perceptual or models/stylizer is not here",
)
CONTENT, STYLE = fit(gallery.sample(gallery.DEFAULT), 192), fit(styles.sample(styles.DEFAULT), 192)


def test_sizes():
    model = pretrained.load(SHIPPED)
    assert model.count_params() == 145_936
    assert [output.shape[-1] for output in model.outputs] == [16, 32, 64, 64]
    assert style_how.fields() == (3, 10, 24, 48)
    before, total = 3, 0
    for _, units in convolutions():
        total, before = total + 9 * before * units + units, units
    assert total == 2_325_568


def test_shuffled_tiles():
    """The maps change about as much as by mixing up every pixel; the Gram matrices move by a fraction of that."""
    report = report_shuffle(STYLE, CONTENT, 0)
    large = TILES.index(64)
    assert (report.maps[:, large] > 0.7 * report.maps[:, 0]).all()
    assert (report.grams[:, large] < 0.3 * report.maps[:, large]).all()
    # The further in, the larger the tiles have to be.
    assert report.grams[0, TILES.index(16)] < report.grams[3, TILES.index(16)]


def test_the_result_has_the_style():
    for grams in report_gram(CONTENT, STYLE, 0, 0, 1).layers:
        assert grams.made_apart < grams.content_apart


def test_the_shipped_pictures_agree_where_they_are_to():
    """Those of the style in Gram matrices, those of the content in maps: nearer than the other picture by far."""
    small = {"content": fit(CONTENT, 96), "style": fit(STYLE, 96)}
    maps = {name: style_how.maps_of(picture[None]) for name, picture in small.items()}
    for place in range(4):
        content, style = (style_how.maps_of(made[place][None])[place][0] for made in how_layers.shipped())
        theirs, ours = (maps[name][place][0] for name in ("style", "content"))
        assert relative_distance(gram_matrix(style), gram_matrix(theirs)) < 0.3 * relative_distance(
            gram_matrix(ours), gram_matrix(theirs)
        )
        assert relative_distance(content, ours) < 0.5 * relative_distance(theirs, ours)
    assert np.abs(small["content"].astype(float) - how_layers.shipped()[0, 0]).mean() < 12
