"""The mode Repair asks the network that a visitor has trained."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import encoding
from cnnlab.inference.repair_case import Hole, Noise, picture_of
from cnnlab.inference.repair_report import repaired_arrays, report_repair
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder import repair_words
from cnnlab.web.autoencoder.repair_asking import ERASER
from tests import autoencoders
from tests.autoencoder_runs import ON_OWN, first_weights, own_pictures
from tests.web.autoencoder.repair_checks import asked_plainly, said
from tests.web.autoencoder.run_checks import MODES, SMALL, ran
from tests.web.mode_checks import facts, pictures, sound


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", autoencoders.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    own_pictures()


REPAIRERS = {
    "digits": replace(SMALL, network="denoiser", noise="gaussian"),
    "shapes": replace(SMALL, data="shapes", network="denoiser", noise="mixed"),
    "own": replace(ON_OWN, network="denoiser", noise="blur"),
    "hole": replace(SMALL, network="inpainter"),
    "hole in shapes": replace(SMALL, data="shapes", network="inpainter"),
    "photographs": AutoencoderRecipe(data="photos", network="photo_denoiser", filters=4),
}


@pytest.mark.parametrize("given", ["digit", "example", "picture"])
@pytest.mark.parametrize("name", REPAIRERS)
def test_repair_asks_it(open_page, name, given):
    run = first_weights(REPAIRERS[name])
    query = f"{MODES['repair']}&run={run}&ae_given={given}&ae_example=3&size=48&ae_compare=true"
    app = open_page("autoencoder", query)
    assert sound(app)
    assert facts(app)["Network"].startswith("The run of this link")
    assert ("Pixels missing" in facts(app)) == (REPAIRERS[name].network == "inpainter")
    assert ("The network was told" in facts(app)) == (name == "photographs")
    assert any("repaired by" in each for each in pictures(app))
    with pytest.raises(KeyError):
        app.get_by_key("ae_job")  # what it repairs is the network's
    digits = name in ("digits", "hole")
    assert ("classifier says" in said(app)) == (digits and given != "picture")
    assert ("knows only digits" in said(app)) == (digits and given == "picture")
    app.session_state["ae_repair_network"] = "shipped"
    app.run()
    assert sound(app)
    assert facts(app)["Network"] in autoencoders.FIRST
    assert app.get_by_key("ae_job")


def test_what_it_repairs_is_what_its_network_gives():
    run = first_weights(REPAIRERS["shapes"])
    report = report_repair(None, 3, Noise("gaussian", 0.2, 1), None, run)
    assert report.original.shape == (32, 32, 3)
    broken = repaired_arrays(None, 3, Noise("gaussian", 0.2, 1), None, run)["broken"]
    np.testing.assert_allclose(report.repaired, 255 * asked_plainly(run, broken), atol=0.51)
    assert report.told is None
    assert report.verdicts == ()


@pytest.mark.parametrize(
    ("name", "damage", "shape"),
    [
        ("digits", Hole("centre"), (28, 28, 1)),
        ("hole", Noise("gaussian", 0.1), (28, 28, 1)),
        ("shapes", Noise("gaussian", 0.1), (28, 28, 1)),
        ("photographs", Noise("gaussian", 0.1), (28, 28, 1)),
        ("photographs", Noise("gaussian", 0.1), (513, 4, 3)),
    ],
)
def test_what_it_is_not_for_is_refused(name, damage, shape):
    from cnnlab.errors import LabError

    with pytest.raises(LabError):
        report_repair(np.zeros(shape, np.uint8), 0, damage, None, first_weights(REPAIRERS[name]))


def test_another_damage_than_it_has_learned_from_is_named(open_page):
    run = first_weights(REPAIRERS["digits"])
    app = open_page("autoencoder", f"{MODES['repair']}&run={run}&ae_kind=blur")
    assert "It has learned to take away Gaussian noise, and nothing else." in said(app)
    app.session_state["ae_kind"] = "gaussian"
    app.run()
    assert "nothing else" not in said(app)
    assert set(repair_words.DAMAGES) == {"gaussian", "salt_pepper", "speckle", "blur", "jpeg"}


def test_a_network_for_photographs_is_no_more_than_it_has_learned(open_page):
    run = first_weights(REPAIRERS["photographs"])
    for kind in ("jpeg", "blur", "salt_pepper", "gaussian", "none"):
        app = open_page("autoencoder", f"{MODES['repair']}&run={run}&ae_given=picture&size=48&ae_kind={kind}")
        assert sound(app)
        honest = "It has learned to take away Gaussian noise, and nothing else." in said(app)
        assert honest == (kind not in ("gaussian", "none")), kind


def test_a_hole_is_painted_in_colour(open_page):
    run = first_weights(REPAIRERS["hole in shapes"])
    query = f"{MODES['repair']}&run={run}&ae_given=example&ae_example=3&ae_hole=brush"
    app = open_page("autoencoder", query)
    assert sound(app)
    picture = report_repair(None, 3, Hole("centre"), None, run).original
    mask = np.zeros((32, 32), np.uint8)
    mask[4:9, 5:9] = 1
    packed = base64.b64encode(np.packbits(mask.ravel()).tobytes()).decode()
    app = open_page("autoencoder", query, **{ERASER: {"mask": f"{encoding.picture_id(picture)}:{packed}"}})
    assert sound(app)
    assert facts(app)["Pixels missing"] == "20 of 1024"


@pytest.mark.parametrize(
    ("name", "given", "query", "damage"),
    [
        ("digits", "picture", "ae_sigma=0.3", Noise("gaussian", 0.3)),
        ("digits", "example", "ae_sigma=0.3", Noise("gaussian", 0.3)),
        ("shapes", "picture", "ae_kind=salt_pepper", Noise("salt_pepper", 0.2)),
        ("shapes", "example", "ae_kind=salt_pepper", Noise("salt_pepper", 0.2)),
        ("own", "picture", "ae_kind=jpeg&ae_quality=20", Noise("jpeg", 0.8)),
        ("own", "example", "ae_kind=jpeg&ae_quality=20", Noise("jpeg", 0.8)),
        ("hole in shapes", "picture", "ae_hole=bar", Hole("bar")),
        ("hole in shapes", "example", "ae_hole=bar", Hole("bar")),
        ("photographs", "picture", "ae_photo_sigma=0.2", Noise("gaussian", 0.2)),
    ],
)
def test_the_program_of_repair(open_page, tmp_path, monkeypatch, name, given, query, damage):
    run = first_weights(REPAIRERS[name])
    page = f"{MODES['repair']}&run={run}&ae_given={given}&ae_example=3&size=48&{query}"
    app = open_page("autoencoder", page)
    assert sound(app)
    [picture] = [each.make for each in made_downloads(app) if each.file_name == "picture.png"]
    (tmp_path / "picture.png").write_bytes(picture())
    original = np.asarray(Image.open(tmp_path / "picture.png"))
    original = original.reshape(*original.shape[:2], -1)
    if given == "example":
        np.testing.assert_array_equal(original, picture_of(None, 3, run))
    left = ran(app, run, tmp_path, monkeypatch)
    arrays = repaired_arrays(original, 0, damage, None, run)
    np.testing.assert_allclose(left["broken"], arrays["broken"], atol=1e-5)
    np.testing.assert_allclose(left["repaired"], arrays["repaired"], atol=1e-4)


def made_downloads(app):
    """The files of the mode Repair as the page is set."""
    from types import SimpleNamespace

    import streamlit

    from cnnlab.web.autoencoder import repair_asking, repair_downloads

    # A page that asks about a test picture has none in hand.
    held = SimpleNamespace(
        pixels=app.session_state["_last_picture"][1].pixels if "_last_picture" in app.session_state else None
    )
    before = streamlit.session_state
    streamlit.session_state = app.session_state.to_dict()
    try:
        return repair_downloads.downloads(repair_asking.asked(held))
    finally:
        streamlit.session_state = before
