"""The mode Imagine asks the network that a visitor has trained."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.folders import run_folder
from cnnlab.inference.imagine_odd import report_odd
from cnnlab.inference.imagine_report import decode_at, report_space
from cnnlab.inference.imagine_samples import report_samples
from cnnlab.inference.imagine_walk import film, report_walk
from cnnlab.inference.known_codes import codes_of, network_of
from cnnlab.web.autoencoder import imagine_downloads, imagine_live
from tests import autoencoder_runs, autoencoders
from tests.autoencoder_runs import CLASSES, ON_OWN, first_weights, own_pictures, trained_on_own
from tests.web.autoencoder.repair_checks import said
from tests.web.autoencoder.run_checks import MODES, RUNS, SMALL, VIEWS, ran
from tests.web.autoencoder.test_imagine import plane, stock
from tests.web.mode_checks import bodies, facts, pictures, sound


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", autoencoders.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    own_pictures()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", RUNS)
def test_imagine_asks_it(open_page, name, view, language):
    run = RUNS[name]()
    query = f"{MODES['imagine']}&run={run}&ae_imagine={view}&lang={language}"
    app = open_page("autoencoder", f"{query}&ae_given=example&ae_example=2")
    assert sound(app)
    words = " ".join([said(app), *pictures(app), *facts(app)])
    if name in ("own", "shapes", "article") and language == "en":
        assert "lassifier" not in words
        assert "digit" not in words.replace("Digit, given back", "").lower().replace("digit ", "")
    if view == "plane":
        about = pretrained.about_of(run)
        assert stock(app)["judged"] == (name in ("digits", "variational"))
        assert len(stock(app)["names"]) == len(about.classes)
        shape = [each for each in about.shape if each != 1]
        assert plane(app)["answer"]["shape"] == shape
        assert stock(app)["places"] == min(pretrained.recipe_of(run).code, 8)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("given", ["digit", "picture"])
def test_imagine_shows_it_what_is_in_hand(open_page, view, given):
    query = f"{MODES['imagine']}&run={trained_on_own()}&ae_imagine={view}&ae_given={given}&ae_walk_to={given}"
    assert sound(open_page("autoencoder", query))


def test_its_own_codes_are_what_is_known(open_page):
    run = trained_on_own()
    held = codes_of(network_of(run))
    assert held.measured
    report = report_space(run, 0, None, 0)
    assert len(report.codes) == 12  # its test pictures
    assert set(report.labels) == {0, 1, 2}
    app = open_page("autoencoder", f"{MODES['imagine']}&run={run}&ae_given=example")
    assert stock(app)["names"] == CLASSES
    assert facts(app)["Dots"] == "12 test pictures"


def test_a_plane_needs_two_numbers(open_page):
    run = first_weights(replace(SMALL, code=1))
    for view in VIEWS:
        app = open_page("autoencoder", f"{MODES['imagine']}&run={run}&ae_imagine={view}")
        assert not app.exception
        assert ["at least two numbers" in each.value for each in app.error] == [True] * (view == "plane")


def test_pictures_in_colour_keep_it():
    run = first_weights(replace(SMALL, data="shapes"))
    model = pretrained.trained(run).model
    code = np.array([[0.4, -1.0]], np.float32)
    image = np.asarray(model.get_layer("decoder")(code))[0]
    assert np.abs(decode_at(run, 0, (0.4, -1.0)).pixels - 255 * image).max() < 0.51
    report = report_space(run, 0, None, 0)
    assert report.sheet.shape == (20 * 32, 20 * 32, 3)
    walk = report_walk(run, 0, (None, 1), (None, 2), 7)
    assert walk.decoded.shape == walk.blended.shape == (7, 32, 32, 3)
    assert Image.open(io.BytesIO(film(run, 0, (None, 1), (None, 2)))).size == (6 * 68, 6 * 32)
    assert report_samples(run, 0, 16, 0).prior.shape == (16, 32, 32, 3)
    odd = report_odd(run, 0, None, 1)
    assert {each.kind for each in odd.odd} >= {"digit", "photo", "black"}
    assert "shape" not in {each.kind for each in odd.odd}
    for each in odd.odd:
        assert each.seen.shape == each.rebuilt.shape == (32, 32, 3)


def test_large_pictures_lie_on_the_plane_at_half_their_size():
    run = first_weights(replace(ON_OWN, code=2))
    report = report_space(run, 0, None, 0)
    assert report.sheet.shape == (20 * 24, 20 * 24, 3)
    wide = (report.high[0] - report.low[0]) / 20
    code = np.array([[report.low[0] + wide / 2, report.high[1] - wide / 2]], np.float32)
    image = np.asarray(pretrained.trained(run).model.get_layer("decoder")(code))[0]
    halved = image.reshape(24, 2, 24, 2, 3).mean(axis=(1, 3))
    assert np.abs(report.sheet[:24, :24] - 255 * halved).max() < 0.6


def test_the_programs_of_imagine(open_page, tmp_path, monkeypatch):
    run = trained_on_own()
    model = pretrained.trained(run).model
    page = f"{MODES['imagine']}&run={run}&ae_given=example"

    def left(query):
        return ran(open_page("autoencoder", f"{page}&{query}"), run, tmp_path, monkeypatch)

    found = left("ae_place=1,-1,0.5")
    start = tuple(map(float, report_space(run, 0, None, 0).code))
    decoded = decode_at(run, 0, (1.0, -1.0, 0.5), start).pixels
    assert np.abs(decoded - 255 * found["picture"]).max() < 0.6
    assert np.asarray(Image.open(tmp_path / "picture.png")).shape == (48, 48, 3)

    files = {
        each.file_name: each.make() for each in imagine_downloads.walk((run, 0, (None, 0), (None, 1), 9))
    }
    for name in ("first.png", "second.png"):
        (tmp_path / name).write_bytes(files[name])
    found, walk = left("ae_imagine=walk"), report_walk(run, 0, (None, 0), (None, 1), 9)
    with np.load(io.BytesIO(files["walk.npz"]), allow_pickle=False) as held:
        assert set(held) == {"ends", "decoded", "blended"}
        np.testing.assert_array_equal(held["decoded"], walk.decoded)
    assert np.abs(walk.decoded - 255 * found["decoded"]).max() < 0.6
    assert np.abs(walk.blended - 255 * found["blended"]).max() < 0.6

    found, drawn = left("ae_imagine=samples&ae_samples=16&ae_samples_seed=3"), report_samples(run, 0, 16, 3)
    assert np.abs(drawn.mixture - 255 * found["mixture"]).max() < 0.6
    assert np.abs(drawn.prior - 255 * found["prior"]).max() < 0.6

    Image.fromarray(report_odd(run, 0, None, 0).seen).save(tmp_path / "picture.png")
    found, odd = left("ae_imagine=odd"), report_odd(run, 0, None, 0)
    assert found["error"] == pytest.approx(odd.error, rel=1e-3)
    assert found["THRESHOLD"] == pytest.approx(odd.threshold, rel=1e-4)
    assert found["encoder"].output_shape == model.get_layer("encoder").output_shape


@pytest.mark.parametrize(
    ("data", "known", "never"),
    [
        ("digits", "test digits", "sample"),
        ("shapes", "test pictures", "digits"),
        ("mnist", "scikit-learn's digits", "test digits"),
        ("fashion_mnist", "pieces of the sample pictures", "test pictures"),
    ],
)
def test_the_pictures_of_the_histogram_are_what_they_are_called(
    open_page, monkeypatch, tmp_path, data, known, never
):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))  # nothing has been downloaded
    run = first_weights(replace(SMALL, data=data))
    app = open_page("autoencoder", f"{MODES['imagine']}&run={run}&ae_imagine=odd&ae_given=picture")
    assert sound(app)
    assert f"Grey and orange: {known} by their error." in said(app)
    assert f"Of the {known} " in said(app)
    assert f"pictures at hand stay below: {known}." in said(app)
    assert never not in said(app)
    app = open_page(
        "autoencoder",
        f"{MODES['imagine']}&run={run}&ae_imagine=odd&ae_given=picture",
        autoencoder_question="x",
    )
    assert sound(app)


def test_files_in_colour():
    run = trained_on_own()
    asked = (run, 0, None, 0)
    report = report_space(*asked)
    now = imagine_live.Now(run, 0, "0.5,1,0", tuple(map(float, report.code)), 3, False)
    files = {each.file_name: each.make() for each in imagine_downloads.plane(asked, report, now)}
    assert np.asarray(Image.open(io.BytesIO(files["decoded.png"]))).shape == (8 * 48, 8 * 48, 3)
    assert files["codes.npz"] == (run_folder(run) / "codes.npz").read_bytes()
    for made in (imagine_downloads.samples((run, 0, 16, 0)), imagine_downloads.odd(asked)):
        assert all(each.make() for each in made)


def test_the_set_of_own_pictures_may_be_gone(open_page):
    run = trained_on_own()
    shutil.rmtree(run_folder(run).parents[1] / "pictures")
    assert autoencoder_runs.OWN in pretrained.recipe_of(run).data
    for view in VIEWS:
        app = open_page("autoencoder", f"{MODES['imagine']}&run={run}&ae_imagine={view}&ae_walk_to=digit")
        assert sound(app)
    app = open_page("autoencoder", f"{MODES['imagine']}&run={run}&ae_given=example")
    assert not app.exception
    assert len(app.error) == 1
    assert bodies(app) is not None
