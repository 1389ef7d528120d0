"""The mode Rebuild."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.images import gallery
from cnnlab.inference import reconstruct
from cnnlab.inference.rebuild_report import RebuildReport, Rebuilt
from cnnlab.metrics.pictures import psnr
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder.rebuild_downloads import downloads
from cnnlab.web.autoencoder.rebuild_properties import SHIPPED
from cnnlab.web.autoencoder.rebuild_question import questions
from cnnlab.web.autoencoder.rebuild_words import strangeness, verdict
from tests import autoencoders
from tests.web.mode_checks import bodies, pictures, sound

DIGIT = gallery.digit(5).astype(np.float32)[None, ..., None] / 255


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", autoencoders.models())


def said(app) -> str:
    return " ".join(each.value for kind in (app.markdown, app.caption) for each in kind)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_sight(open_page, language):
    app = open_page("autoencoder", f"lang={language}")
    assert sound(app)
    alts = pictures(app)
    assert len(alts) >= 6
    found = psnr(reconstruct(DIGIT, "mnist-autoencoder-8"), DIGIT)
    assert f"{found:.1f} dB" in said(app)
    assert any("rebuilt" in part for part in bodies(app))


@pytest.mark.parametrize("network", ["autoencoder", "variational", "colour"])
def test_every_network_in_every_size(open_page, network):
    for size, name in SHIPPED[network].items():
        if name not in pretrained.names("autoencoder"):
            continue
        app = open_page("autoencoder", f"ae_network={network}&ae_d={size}")
        assert sound(app)
        assert f"{size} " in said(app)


def test_the_slider_changes_the_code(open_page):
    app = open_page("autoencoder", "ae_d=8")
    assert "8 numbers" in said(app)
    app.select_slider[0].set_value("2").run()
    assert sound(app)
    assert "2 numbers" in said(app)


def test_a_photograph_is_said_to_be_foreign(open_page):
    app = open_page("autoencoder", "ae_given=picture")
    assert sound(app)
    assert "digit-like" in said(app)


def test_links_that_are_wrong_get_a_warning(open_page):
    app = open_page("autoencoder", "ae_network=gpt&ae_d=5&ae_given=cat&ae_example=-3")
    assert not app.exception
    assert app.warning


def test_what_the_articles_table_says(open_page):
    app = open_page("autoencoder", "", ae_article=True)
    assert sound(app)
    tables = " ".join(bodies(app))
    for figure in ("24,400,321", "24,288,320", "7744", "42 × 42 × 1", "28 × 28 × 1"):
        assert figure in tables


def test_with_which_words_fit_fails_is_what_keras_says(open_page):
    import keras
    from keras import layers as kl

    # As the article has it, written down once more.
    x = picture = keras.Input((28, 28, 1))
    x = kl.MaxPooling2D(2)(kl.Conv2D(64, 3, activation="relu")(x))
    x = kl.Flatten()(kl.Conv2D(64, 3, activation="relu")(x))
    x = kl.Reshape((7, 7, 64))(kl.Dense(3136, activation="relu")(x))
    x = kl.UpSampling2D(2)(kl.Conv2DTranspose(64, 3, activation="relu")(x))
    x = kl.UpSampling2D(2)(kl.Conv2DTranspose(64, 3, activation="relu")(x))
    model = keras.Model(picture, kl.Conv2DTranspose(1, 3, activation="sigmoid")(x))
    model.compile("adam", "binary_crossentropy")
    images = np.zeros((2, 28, 28, 1), np.float32)
    with pytest.raises(ValueError, match="42") as failed:
        model.fit(images, images, verbose=0)
    app = open_page("autoencoder", "", ae_article=True)
    assert sound(app)
    assert f"ValueError: {failed.value}" in [each.value for each in app.code]
    assert not any("ValueError" in each.value for each in open_page("autoencoder").code)


def test_the_program_gives_what_is_on_the_screen(open_page, tmp_path, monkeypatch):
    app = open_page("autoencoder", "ae_d=8")
    work = ("mnist-autoencoder-8", 0, gallery.digit(5)[..., None], 0, ())
    files = {each.file_name: each.make() for each in downloads(work)}
    assert set(files) == {"rebuilt.png", "rebuilt.npz", "model.weights.h5"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    np.testing.assert_allclose(left["rebuilt"], reconstruct(DIGIT, "mnist-autoencoder-8"), atol=1e-5)


@pytest.mark.parametrize(
    ("network", "linear", "answer"), [(23.0, 18.0, "network"), (18.0, 23.0, "pca"), (20.0, 20.6, "even")]
)
def test_the_question_is_answered_by_the_picture_on_the_screen(network, linear, answer):
    def built(value):
        return Rebuilt("x", np.zeros(8, np.float32), np.zeros((28, 28, 1), np.float32), value, 0.5)

    report = RebuildReport(
        np.zeros((28, 28, 1), np.uint8), None, built(network), np.zeros(8), built(linear), (), np.ones(8), 0.5
    )
    (question,) = questions(report)
    assert question.answer == answer
    assert question.answer in question.options


@pytest.mark.parametrize(
    ("rank", "share"),
    [
        (0.5, "50 in 100 test pictures"),
        (0.989, "98 in 100 test pictures"),
        (0.9999, "all but a few test pictures"),
        (1.0, "all test pictures"),
    ],
)
def test_a_share_is_never_said_to_be_larger_than_it_is(rank, share):
    built = Rebuilt("x", np.zeros(8, np.float32), np.zeros((28, 28, 1), np.float32), 20, 0.5)
    report = RebuildReport(
        np.zeros((28, 28, 1), np.uint8), None, built, np.zeros(8), None, (), np.ones(8), rank
    )
    assert f"The network's error is larger than that of {share}" in strangeness(
        report, AutoencoderRecipe(), False
    )


@pytest.mark.parametrize(
    ("network", "linear", "says"),
    [
        (3.249, 3.151, "does as well: 3.2 dB"),
        (3.26, 3.24, "gets 3.2 dB: 0.1 dB less"),
        (20.0, 20.04, "does as well: 20.0 dB"),
        (18.04, 19.96, "gets 20.0 dB: **2.0 dB more**"),
        (np.inf, np.inf, "does as well: ∞ dB"),
        (np.inf, 20.0, "gets 20.0 dB: ∞ dB less"),
    ],
)
def test_the_difference_is_that_of_the_numbers_that_are_written(network, linear, says):
    def built(value):
        return Rebuilt(
            "x", np.zeros(8, np.float32), np.zeros((28, 28, 1), np.float32), np.float64(value), 0.5
        )

    report = RebuildReport(
        np.zeros((28, 28, 1), np.uint8), None, built(network), np.zeros(8), built(linear), (), np.ones(8), 0.5
    )
    assert says in verdict(report)


def test_the_deviations_of_a_code_are_compared_with_the_prior(open_page):
    app = open_page("autoencoder", "ae_network=variational&ae_d=2")
    [text] = [each.value for each in app.caption if "variational network" in each.value]
    assert text.endswith("and 1 in the prior.")


def test_without_any_network_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("autoencoder")
    assert not app.exception
    assert any("No autoencoder is here yet" in each.value for each in app.error)
