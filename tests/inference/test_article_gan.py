"""The source article's GAN: it stops four times, and its loop never trains the generator."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from cnnlab import datasets
from cnnlab.inference.article_gan_report import STEPS, report_article
from cnnlab.training import article_gan


@pytest.fixture(scope="module")
def report():
    return report_article(lambda share: None)


def test_it_stops_with_the_words_of_python_and_keras(report):
    said = {stop.name: stop.said for stop in report.stops}
    assert list(said) == ["leaky", "reshape", "numpy", "compile"]
    assert said["leaky"] == "NameError: name 'LeakyReLU' is not defined"
    assert said["numpy"] == "NameError: name 'np' is not defined"
    # Written down once more.
    with pytest.raises(ValueError, match=r"\(28, 784\)") as failed:
        keras.Sequential(
            [keras.Input((784,)), layers.Reshape((28, 28)), layers.Dense(784), layers.Reshape((28, 28))]
        )
    first = str(failed.value).splitlines()[2].removeprefix("\x1b[1m").removesuffix("\x1b[0m")
    assert first in said["reshape"]
    assert "\x1b" not in said["reshape"]
    uncompiled = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
    with pytest.raises(ValueError, match="compile") as failed:
        uncompiled.train_on_batch(np.zeros((1, 2)), np.zeros((1, 1)))
    assert said["compile"] == f"ValueError: {failed.value}"


def test_each_line_that_fails_stands_in_the_program():
    whole = article_gan.GENERATOR + article_gan.DISCRIMINATOR + article_gan.STEP
    for stop in article_gan.stops():
        assert stop.line.removesuffix("…)") in whole


def test_the_generators_weights_never_change():
    networks = article_gan.mended_so_far(0)
    had = [np.array(each) for each in networks.generator.variables]
    of_discriminator = [np.array(each) for each in networks.discriminator.variables]
    pictures = datasets.load("digits").x_train[..., 0].astype(np.float32)
    article_gan.as_printed_loop(networks, pictures, 5, 0, lambda share: None)
    for was, now in zip(had, networks.generator.variables, strict=True):
        np.testing.assert_array_equal(was, np.asarray(now))
    assert any(
        (was != np.asarray(now)).any()
        for was, now in zip(of_discriminator, networks.discriminator.variables, strict=True)
    )


def test_what_the_page_tells_of_it(report):
    assert report.steps == STEPS
    assert report.generator == 0.0
    assert report.discriminator > 0
    np.testing.assert_array_equal(report.before, report.after)
    assert report.low < 0  # nothing holds its values within 0 and 1
    assert report.real > report.fake


def test_it_is_made_once(report):
    assert report_article(lambda share: pytest.fail("made again")) is report
