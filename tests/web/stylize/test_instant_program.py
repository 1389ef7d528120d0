"""What can be taken home from the mode Instant, and the program that gives the same again, anywhere."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.images import as_bytes, gallery, styles
from cnnlab.inference import stylize
from cnnlab.inference.style_report import report_style_long
from cnnlab.recipes import write
from cnnlab.web import long_results
from cnnlab.web.components import eraser
from cnnlab.web.stylize import instant, instant_asking, instant_downloads, instant_program
from tests import one_styles
from tests.web.stylize.instant_checks import QUICK, brushed, sound, values


@pytest.fixture(autouse=True)
def _small(painter):
    """No test here needs the shipped network."""


@pytest.mark.parametrize("held", [True, False])
def test_what_is_downloaded_of_a_large_one_never_asks_the_quick_worker(monkeypatch, held):
    monkeypatch.setattr(instant_asking, "QUICK", 100 * 100)
    content = gallery.sample("cat")[:128, :120]
    now = instant_asking.Asked(
        "stylizer", content, styles.sample("glass"), None, 0.7, 0.0, False, False, content
    )
    assert now.slow
    if held:
        long_results.fetched(report_style_long, now.work)
        monkeypatch.setattr(engine, "call_long", None)
    monkeypatch.setattr(engine, "call", None)
    files = {each.file_name: each.make() for each in instant_downloads.downloads(now)}
    with Image.open(io.BytesIO(files["stylized.png"])) as picture:
        wanted = stylize(values(content), values(now.style), 0.7)
        np.testing.assert_allclose(np.asarray(picture), as_bytes(wanted), atol=1)


@pytest.mark.parametrize(
    "query", ["", "&style_second=mosaic&style_mix=40&style_keep=true", "&style_brush=true&style_strength=60"]
)
def test_the_program_gives_what_is_on_the_screen(open_page, monkeypatch, tmp_path, query):
    held = []

    def keep(now):
        held.append(now)
        return instant_downloads.downloads(now)

    monkeypatch.setattr(instant, "downloads", keep)
    app = sound(open_page("style", f"{QUICK}&style_picture=wash{query}"))
    now = held[-1]
    if now.brush:
        painted = np.zeros(now.grid, bool)
        painted[20:60, 20:70] = True
        monkeypatch.setattr(eraser, "held_text", lambda key: brushed(now.hand, painted))
    files = {each.file_name: each.make() for each in instant_downloads.downloads(now)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    code = next(each.value for each in app.code if "stylize(" in each.value)
    left: dict = {}
    exec(compile(code, "program", "exec"), left)
    with Image.open(io.BytesIO(files["stylized.png"])) as picture:
        np.testing.assert_allclose(as_bytes(left["picture"]), np.asarray(picture), atol=1)
    with Image.open("stylized.png") as written:
        np.testing.assert_array_equal(np.asarray(written), as_bytes(left["picture"]))
    with Image.open("side-by-side.png") as sheet:
        assert sheet.height == 256
        assert sheet.width == 3 * 256 + 2 * instant_downloads.GAP


@pytest.fixture
def run(monkeypatch, tmp_path):
    """A run with a network for one style that has learned nothing."""
    from cnnlab.networks.one_style import one_style_of

    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    name, recipe = "5" * 32, one_styles.recipe(style="glass")
    run_folder(name).mkdir(parents=True)
    one_style_of(recipe).save_weights(run_folder(name) / pretrained.WEIGHTS)
    (run_folder(name) / "recipe.json").write_text(write(recipe), "utf-8")
    return name


@pytest.mark.parametrize("brush", [False, True])
def test_the_program_of_a_network_of_ones_own_works_where_there_is_no_such_run(
    monkeypatch, tmp_path, run, brush
):
    content = gallery.sample("cat")[:48, :40]
    now = instant_asking.Asked(run, content, content, None, 0.6, 0.0, True, brush, content)
    painted = np.zeros(now.grid, bool)
    painted[:, :20] = True
    monkeypatch.setattr(eraser, "held_text", lambda key: brushed(now.hand, painted))
    code = instant_program.program(now)
    assert run not in code
    files = {each.file_name: each.make() for each in instant_downloads.downloads(now)}
    assert all(f'"{name}"' in code for name in files if name.endswith((".keras", ".npy")))
    there = tmp_path / "there"
    there.mkdir()
    for name, data in files.items():
        (there / name).write_bytes(data)
    monkeypatch.chdir(there)
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "elsewhere"))
    left: dict = {}
    exec(compile(code, "program", "exec"), left)
    with Image.open(io.BytesIO(files["stylized.png"])) as picture:
        np.testing.assert_allclose(as_bytes(left["picture"]), np.asarray(picture), atol=1)


def test_a_network_from_a_file_paints_only_where_it_is_one_that_does():
    import keras

    picture = keras.Input((None, None, 3))
    other = keras.Model(picture, keras.layers.Conv2D(3, 1)(picture))
    for wrong in (other, 5):
        with pytest.raises(LabError, match="no stylizer"):
            stylize(np.zeros((20, 20, 3)), None, model=wrong)
