"""The mode How it works, with small networks in place of the shipped ones."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import fit, gallery, styles
from cnnlab.images.tiles import shuffled_tiles
from cnnlab.inference.style_how_gram import report_gram
from cnnlab.inference.style_how_layers import KINDS, SIDES, STEPS, rebuilt
from cnnlab.inference.style_how_shuffle import TILES, report_shuffle
from cnnlab.inference.style_how_statistics import report_statistics
from cnnlab.recipes.painting import LAYERS
from cnnlab.web.stylize import how_downloads, how_layers
from cnnlab.web.stylize import how_properties as p
from tests.style_models import models
from tests.web.mode_checks import bodies, facts, pictures, sound

# The picture in hand has 256 pixels.
CONTENT = fit(fit(gallery.sample(gallery.DEFAULT), 256), 192)
STYLE = fit(styles.sample(styles.DEFAULT), 192)


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def opened(open_page, query=""):
    return open_page("style", f"style_mode=how&{query}")


def of_layers(app) -> np.ndarray:
    """What the pictures of the layers show, uint8 (8, 96, 96, 3), the first ones first."""
    found = [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))
        for part in bodies(app)
        for data in re.findall(r"src='data:image/png;base64,([^']*)'\s+alt='[^']*relu", part)
    ]
    return np.stack(found)


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


SAYS = {
    "gram": ("The content in that style, by the shipped network", "distances"),
    "shuffle": ("The style picture cut into tiles and shuffled", "shuffled"),
    "layers": ("The picture in hand, a square of it", "paint_steps"),
    "statistics": ("The content, with the means and deviations that are chosen", "made"),
}
"""For each view what a picture of it is called, and what its program has a name for."""


@pytest.mark.parametrize("view", list(p.VIEW.options))
def test_every_view_in_both_languages(open_page, view):
    alt, name = SAYS[view]
    shown = {}
    for language in ("en", "zh"):
        app = opened(open_page, f"style_h_view={view}&lang={language}")
        assert sound(app)
        assert name in app.code[0].value
        shown[language] = pictures(app)
    assert alt in shown["en"]
    # The same pictures, each in the reader's own words; names of layers are the same in all languages.
    assert len(shown["zh"]) == len(shown["en"])
    assert all(re.search("[\u4e00-\u9fff]", each) for each in shown["zh"])


def test_the_matrices_hold_the_numbers_that_they_show(open_page):
    app = opened(open_page, "style_h_layer=2&style_h_first=3&style_h_second=4")
    report = report_gram(CONTENT, STYLE, 2, 2, 3)
    [cells] = [body for body in bodies(app) if "class='gram'" in body]
    assert cells.count("<i") == 3 * 12 * 12
    assert cells.count("class='chosen'") == 3
    assert f"title='maps 3 and 4: {report.layers[2].style[2, 3]:.3g}'" in cells
    for name, grams in zip(LAYERS, report.layers, strict=True):
        assert facts(app)[f"{name}, sees {grams.field} px"].startswith(f"{grams.content_apart:.3g} → ")
    assert f"{report.layers[2].style[2, 3]:.3g}" in app.latex[0].value


def test_another_order_of_the_tiles(open_page):
    app = opened(open_page, "style_h_view=shuffle&style_h_tile=16&style_h_seed=4")
    report, place = report_shuffle(STYLE, CONTENT, 4), TILES.index(16)
    assert f"**Gram matrices** move by {100 * report.grams[:, place].min():.0f} to" in said(app)
    app.button(key="style_h_another").click().run()
    assert app.session_state["style_h_seed"] == 5
    report = report_shuffle(STYLE, CONTENT, 5)
    assert facts(app)["relu1_1, sees 3 px"].startswith(f"{100 * report.grams[0, place]:.0f} %")


def test_what_normalisation_removes(open_page):
    app = opened(open_page, "style_h_view=statistics&style_h_swap=2")
    report = report_statistics(CONTENT, STYLE, "2", 2)
    assert f"number {report.channel + 1} of {report.maps}" in said(app)
    shares = [f"{100 * values[3]:.0f} %" for values in (report.paler_before, report.paler_after)]
    assert facts(app)["relu3_4"].startswith(" → ".join(shares))


def test_the_first_pair_is_there_at_once(open_page):
    app = opened(open_page, "style_h_view=layers")
    assert len([alt for alt in pictures(app) if "relu" in alt]) == 8
    shipped = how_layers.shipped()
    assert shipped.shape == (2, 4, 96, 96, 3)
    np.testing.assert_array_equal(of_layers(app), shipped.reshape(8, 96, 96, 3))
    # The first layer keeps the content pixel for pixel, the last one less of it.
    content = fit(CONTENT, 96).astype(float)
    apart = [np.abs(each - content).mean() for each in shipped[0].astype(float)]
    assert apart[0] < 12
    assert apart[0] < apart[-1]


def test_another_pair_is_made_on_demand(open_page, monkeypatch):
    made = np.random.default_rng(4).integers(0, 256, (2, 4, 96, 96, 3), dtype=np.uint8)
    monkeypatch.setattr(how_layers, "rebuild_layers", lambda content, style, report: made)
    app = opened(open_page, "style_h_view=layers&style_seed=1")
    assert not [alt for alt in pictures(app) if "relu" in alt]
    app.button(key="style_h_make").click().run()
    for _ in range(20):
        if [alt for alt in pictures(app) if "relu" in alt]:
            break
        app.run()
    np.testing.assert_array_equal(of_layers(app), made.reshape(8, 96, 96, 3))


@pytest.mark.parametrize("view", list(p.VIEW.options))
def test_while_a_question_is_open_its_answer_is_covered(open_page, view):
    app = opened(open_page, f"style_h_view={view}")
    # There is something to cover; the pictures of the layers have no numbers beside them.
    assert bool(facts(app)) == (view != "layers")
    app.pills(key="style_question").set_value("style_shuffled").run()
    assert sound(app)
    assert not facts(app)


@pytest.mark.parametrize("view", list(p.VIEW.options))
def test_an_even_picture(open_page, view):
    app = opened(open_page, f"style_h_view={view}&picture=flat")
    assert sound(app)
    assert app.session_state["picture"] == "flat"
    words = re.findall("[a-z]+", " ".join([said(app), *facts(app).values()]).lower())
    assert not {"nan", "inf"} & set(words)


def test_without_the_networks_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = opened(open_page)
    assert not app.exception
    assert "models/perceptual" in app.error[0].value


def kept_files(monkeypatch) -> list:
    """Keep the files that are offered, the last ones last."""
    kept = []
    for name in ("gram", "shuffle", "layers", "statistics"):
        offer = getattr(how_downloads, name)
        monkeypatch.setattr(
            how_downloads, name, lambda *given, offer=offer: kept.append(offer(*given)) or kept[-1]
        )
    return kept


def unpack(files: list, folder) -> None:
    """Put what the page offers beside its program."""
    for file in files[-1]:
        (folder / file.file_name).write_bytes(file.make())


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("style_h_layer=1", "distances"),
        ("style_h_view=shuffle&style_h_tile=32", "grams"),
        ("style_h_view=statistics&style_h_swap=1", "made"),
        ("style_h_view=statistics&style_h_swap=all", "made"),
    ],
)
def test_the_program_computes_what_is_shown(open_page, query, left, tmp_path, monkeypatch):
    files = kept_files(monkeypatch)
    app = opened(open_page, query)
    unpack(files, tmp_path)
    monkeypatch.chdir(tmp_path)
    found: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), found)
    value = found[left]
    if left == "distances":
        for place, grams in enumerate(report_gram(CONTENT, STYLE, 1, 0, 1).layers):
            assert value["content"][place] == pytest.approx(grams.content_apart, rel=1e-3)
            assert value["result"][place] == pytest.approx(grams.made_apart, rel=1e-3)
    elif left == "grams":
        np.testing.assert_array_equal(np.rint(255 * found["shuffled"]), shuffled_tiles(STYLE, 32, 0))
        place, report = TILES.index(32), report_shuffle(STYLE, CONTENT, 0)
        np.testing.assert_allclose(value, report.grams[:, place], rtol=1e-3)
        np.testing.assert_allclose(found["maps"], report.maps[:, place], rtol=1e-3)
    else:
        swap = "1" if "swap=1" in query else "all"
        np.testing.assert_allclose(
            255 * value, report_statistics(CONTENT, STYLE, swap, 1).painted.astype(float), atol=0.51
        )


def test_the_program_makes_the_same_pictures(open_page, tmp_path, monkeypatch):
    """With fewer layers, sizes and steps than it says: the lines are the same."""
    files = kept_files(monkeypatch)
    app = opened(open_page, "style_h_view=layers")
    unpack(files, tmp_path)
    monkeypatch.chdir(tmp_path)
    program = app.code[0].value
    for said_there, here in ((LAYERS, LAYERS[:1]), (SIDES, (16, 24)), (STEPS, (2, 1))):
        assert str(said_there) in program
        program = program.replace(str(said_there), str(here))
    found: dict = {}
    exec(compile(program, "program", "exec"), found)
    floats = [pixels / np.float32(255) for pixels in (CONTENT, STYLE)]
    network = pretrained.load("perceptual")
    for kind in KINDS:
        made = rebuilt(*floats, kind, 0, network, sides=(16, 24), steps=(2, 1))
        np.testing.assert_allclose(255 * found["made"][kind, "relu1_1"], made, atol=0.51)
