"""What autoencoders make of pictures, against Keras asked plainly."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.inference import reconstruct
from cnnlab.inference.compress_codecs import scales_of
from cnnlab.inference.known_codes import codes_of
from cnnlab.inference.rebuild_report import report_rebuild
from cnnlab.inference.rebuilding import decode, encode, encode_spread, rebuild
from cnnlab.metrics.pictures import psnr, ssim
from tests import autoencoders

DIGITS = np.stack([gallery.digit(n % 10, n // 10) for n in range(20)])[..., None].astype(np.float32) / 255
PHOTO = gallery.sample(gallery.DEFAULT, 64)[:50, :37].astype(np.float32)[None] / 255


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", autoencoders.models())


@pytest.mark.parametrize("name", ["mnist-autoencoder-8", "mnist-vae-2", "mnist-denoiser"])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_it_is_what_keras_gives(name, count):
    made = reconstruct(DIGITS[:count], model=name)
    assert made.shape == (count, 28, 28, 1)
    assert made.dtype == np.float32
    if count:
        np.testing.assert_allclose(made, pretrained.load(name)(DIGITS[:count]), atol=1e-5)


def test_pictures_may_have_no_channel_axis():
    flat = reconstruct(DIGITS[..., 0], model="mnist-autoencoder-8")
    np.testing.assert_array_equal(flat, reconstruct(DIGITS, model="mnist-autoencoder-8")[..., 0])


def test_through_the_code_it_is_the_same():
    for name in ("mnist-autoencoder-8", "mnist-vae-2"):
        network = pretrained.trained(name)
        codes = encode(network, DIGITS)
        assert codes.shape == (20, network.recipe.code)
        np.testing.assert_allclose(decode(network, codes), rebuild(network, DIGITS), atol=1e-5)
    spread = encode_spread(network, DIGITS)
    found = np.asarray(network.model.get_layer("encoder")(DIGITS))
    np.testing.assert_allclose(spread, np.exp(found[:, 2:] / 2), rtol=1e-4)
    assert not encode_spread(pretrained.trained("mnist-autoencoder-8"), DIGITS).any()


@pytest.mark.parametrize("shape", [(28, 28), (20, 28, 28), (20, 28, 28, 1)])
def test_an_inpainter_changes_what_is_missing_alone(shape):
    mask = np.zeros((20, 28, 28), np.uint8)
    mask[:, 8:20, 8:20] = 1
    made = reconstruct(
        DIGITS, model="mnist-inpainter", mask=mask[0] if len(shape) == 2 else mask.reshape(shape)
    )
    known = mask[..., None] == 0
    np.testing.assert_array_equal(made[known], DIGITS[known])
    hidden = np.where(known, DIGITS, np.float32(0.7))  # what stands in the hole does not matter
    np.testing.assert_array_equal(reconstruct(hidden, model="mnist-inpainter", mask=mask), made)
    plain = pretrained.load("mnist-inpainter")([np.where(known, DIGITS, 0), (~known).astype(np.float32)])
    np.testing.assert_allclose(made[~known], np.asarray(plain)[~known], atol=1e-5)


def test_a_photograph_keeps_its_size():
    made = reconstruct(PHOTO, model="photo-denoiser")
    assert made.shape == PHOTO.shape
    assert made.min() >= 0
    assert made.max() <= 1
    network = pretrained.trained("photo-denoiser")
    even = PHOTO[:, :46, :34]
    levels = np.full((1, 46, 34, 1), 0.2, np.float32)
    np.testing.assert_allclose(
        rebuild(network, even, level=0.2), np.clip(network.model([even, levels]), 0, 1), atol=1e-5
    )


@pytest.mark.parametrize(
    ("images", "model", "more", "says"),
    [
        (DIGITS, "nothing", {}, "no shipped model"),
        (DIGITS, "mnist-classifier", {}, "no autoencoder"),
        (DIGITS[:, :20], "mnist-autoencoder-8", {}, "shape"),
        (2 * DIGITS, "mnist-autoencoder-8", {}, "between 0 and 1"),
        (np.full_like(DIGITS, np.nan), "mnist-autoencoder-8", {}, "between 0 and 1"),
        (np.zeros(5), "mnist-autoencoder-8", {}, "shape"),
        (DIGITS, "mnist-inpainter", {}, "needs a mask"),
        (DIGITS, "mnist-inpainter", {"mask": np.zeros((3, 28, 28))}, "28 × 28"),
        (PHOTO[..., :1], "photo-denoiser", {}, "shape"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(images, model, more, says):
    with pytest.raises(LabError, match=says):
        reconstruct(images, model=model, **more)


def test_codes_that_do_not_fit_get_a_sentence():
    network = pretrained.trained("mnist-autoencoder-8")
    for codes in (np.zeros((1, 3)), np.zeros(8), np.full((1, 8), np.inf)):
        with pytest.raises(LabError, match="8 finite values"):
            decode(network, codes)
    with pytest.raises(LabError, match="no code"):
        encode(pretrained.trained("mnist-denoiser"), DIGITS)


def test_the_report_compares_with_what_went_in():
    name = "mnist-autoencoder-8"
    picture = (255 * DIGITS[3]).round().astype(np.uint8)
    report = report_rebuild(name, pretrained.stamp(name), picture, 0, ("mnist-autoencoder-2",))
    image = picture.astype(np.float32) / 255
    np.testing.assert_allclose(report.made.picture, reconstruct(image[None], name)[0], atol=1e-5)
    assert report.made.psnr == pytest.approx(psnr(report.made.picture, image))
    assert report.made.ssim == pytest.approx(ssim(report.made.picture, image))
    assert report.linear.code.shape == (8,)
    assert len(report.others) == 1
    assert report.others[0][0].code.shape == report.others[0][1].code.shape == (2,)
    assert 0 <= report.rank <= 1
    assert (report.scale > 0).all()
    assert report.truth is None
    # The other modes ask the same network of the same worker.
    known = codes_of(pretrained.trained(name))
    assert scales_of(pretrained.trained(name)).gains.shape == known.mean.shape
