"""The programs of the mode Imagine give what is on the screen."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import gallery
from cnnlab.inference.imagine_odd import report_odd
from cnnlab.inference.imagine_report import report_space
from cnnlab.inference.imagine_samples import report_samples
from cnnlab.inference.imagine_walk import report_walk
from cnnlab.web.autoencoder.imagine_properties import NETWORKS
from tests.imagine_networks import models

FIVE, THREE = gallery.digit(5)[..., None], gallery.digit(3)[..., None]


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def ran(open_page, query: str, network: str, folder, monkeypatch) -> dict:
    """Run what the Code tab shows, with the files beside it that the page offers."""
    app = open_page(
        "autoencoder", f"ae_mode=imagine&ae_plane_network={network}&ae_imagine_network={network}&{query}"
    )
    for file in (models() / NETWORKS[network]).iterdir():
        shutil.copy(file, folder)
    for name, picture in (("first", FIVE), ("second", FIVE), ("picture", FIVE)):
        Image.fromarray(picture[..., 0]).save(folder / f"{name}.png")
    monkeypatch.chdir(folder)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    return left


def close(ours: np.ndarray, theirs: np.ndarray) -> bool:
    return np.abs(ours / 255 - np.squeeze(theirs)).max() < 0.51 / 255


@pytest.mark.parametrize(("network", "place"), [("vae_2", "0.5,-1"), ("plain_8", "1,-1,0,0,2,0,0,0.5")])
def test_a_place(open_page, tmp_path, monkeypatch, network, place):
    from cnnlab.inference.imagine_report import decode_at

    left = ran(open_page, f"ae_place={place}", network, tmp_path, monkeypatch)
    numbers = tuple(map(float, place.split(",")))
    start = () if len(numbers) == 2 else tuple(map(float, report_space(NETWORKS[network], 0, FIVE, 0).code))
    found = decode_at(NETWORKS[network], 0, numbers, start)
    assert np.abs(found.pixels / 255 - left["picture"][..., 0]).max() < 0.6 / 255
    assert (tmp_path / "picture.png").is_file()


def test_a_walk(open_page, tmp_path, monkeypatch):
    left = ran(open_page, "ae_imagine=walk&ae_walk_to=digit", "vae_16", tmp_path, monkeypatch)
    walk = report_walk("mnist-vae-16", 0, (FIVE, 0), (FIVE, 0), 9)
    assert close(walk.decoded, left["decoded"])
    assert close(walk.blended, left["blended"])


def test_samples(open_page, tmp_path, monkeypatch):
    left = ran(
        open_page, "ae_imagine=samples&ae_samples=16&ae_samples_seed=5", "plain_8", tmp_path, monkeypatch
    )
    found = report_samples("mnist-autoencoder-8", 0, 16, 5)
    assert close(found.prior, left["prior"])
    assert close(found.mixture, left["mixture"])


def test_the_odd_one(open_page, tmp_path, monkeypatch):
    left = ran(open_page, "ae_imagine=odd", "plain_8", tmp_path, monkeypatch)
    assert left["error"] == pytest.approx(report_odd("mnist-autoencoder-8", 0, FIVE, 0).error, rel=1e-3)
    assert left["THRESHOLD"] == pytest.approx(
        report_odd("mnist-autoencoder-8", 0, FIVE, 0).threshold, rel=1e-4
    )
