"""The Code tab of the mode Map of images."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image

from cnnlab.folders import run_folder
from cnnlab.images import gallery
from cnnlab.inference.images_report import picture_files
from cnnlab.web.classifier import use_downloads
from cnnlab.web.inside import images_making
from tests import trained
from tests.web.inside.images_checks import NAME, RUN, message, opened, settled
from tests.web.mode_checks import sound


@pytest.fixture(autouse=True)
def _no_maps(monkeypatch):
    monkeypatch.setattr(images_making, "_maps", type(images_making._maps)())


@pytest.mark.parametrize(
    "query",
    [
        "",
        "in_map_space=pixels",
        "in_point=7",
        "cls_given=example&cls_example=3",
        "in_map_plane=tsne&in_map_seed=2",
        "in_map_plane=tsne&in_map_space=pixels&cls_given=example",
        "cls_model=shapes-classifier&cls_example=5",
    ],
)
def test_the_program_gives_what_is_on_the_screen(open_page, tmp_path, monkeypatch, query):
    app = settled(opened(open_page, query))
    assert sound(app)
    ours = message(app)
    name = app.session_state["cls_model"] if "shapes" in query else NAME
    (tmp_path / "model.weights.h5").write_bytes(use_downloads.weights(name))
    np.savez(tmp_path / "pictures.npz", **picture_files(name, 0))
    Image.open(io.BytesIO(base64.b64decode(ours["own"]["src"].partition(",")[2]))).save(
        tmp_path / "picture.png"
    )
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    places = np.frombuffer(base64.b64decode(ours["places"]), "<f4").reshape(-1, 2)
    assert left["near"].tolist() == [each["index"] for each in ours["near"]]
    np.testing.assert_allclose(
        left["distances"][left["near"]], [float(each["away"]) for each in ours["near"]], rtol=0.01
    )
    assert float(left["alike"]) == pytest.approx(ours["alike"][ours["space"]], abs=1e-9)
    if "tsne" not in query:
        np.testing.assert_allclose(left["places"], places, atol=5e-3)
        np.testing.assert_allclose(left["place"], ours["own"]["place"], atol=5e-3)
        assert f"{100 * left['shares'][0]:.1f} %" in ours["axes"][0]
    elif "pixels" in query:  # these are the same to the last bit, so that chance takes the same way
        np.testing.assert_allclose(left["places"], places, atol=1e-2)
        np.testing.assert_allclose(left["place"], ours["own"]["place"], atol=1e-2)


def test_a_network_with_one_number_has_a_map_by_t_sne_too(open_page, tmp_path, monkeypatch):
    recipe = trained.ClassifierRecipe(
        data="digits", layers=(trained.Layer("flatten"), trained.Layer("dense", 1))
    )
    trained.first_weights(recipe, run_folder(RUN), (28, 28, 1))
    app = settled(opened(open_page, f"run={RUN}&in_map_plane=tsne"))
    assert sound(app)
    ours = message(app)
    places = np.frombuffer(base64.b64decode(ours["places"]), "<f4").reshape(-1, 2)
    assert not places[:, 1].any()
    np.savez(tmp_path / "pictures.npz", **picture_files(RUN, 0))
    (tmp_path / "model.weights.h5").write_bytes(use_downloads.weights(RUN))
    Image.fromarray(gallery.digit(5)).save(tmp_path / "picture.png")
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    np.testing.assert_allclose(left["places"], places, atol=1e-4)
    np.testing.assert_allclose(left["place"], ours["own"]["place"], atol=1e-4)
