"""The Classifier's mode Data: own pictures, from the first name of a class to the finished set."""

from __future__ import annotations

import io
import secrets
import time

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.datasets import adding, drafts, making, own
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import exporting
from cnnlab.training.data_report import DataQuestion, report_data
from cnnlab.training.parts import parts_of
from cnnlab.training.picture_archive import archive
from cnnlab.web import visitor
from cnnlab.web.classifier import data_collect, data_downloads, data_sources
from tests.datasets.zips import file_of, photo
from tests.engine.processes import until
from tests.web.mode_checks import bodies, run_program, sound

PAGE = "cls_mode=data&"
TOKEN = "0" * 32


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(visitor, "token", lambda: TOKEN)


def opened(open_page, query=""):
    return open_page("classifier", PAGE + query)


def said(app) -> str:
    return " ".join(
        each.value for each in (*app.markdown, *app.caption, *app.info, *app.success, *app.warning)
    )


def collected(counts=(12, 15), names=("cat", "dog")) -> str:
    draft = drafts.draft_of(TOKEN)
    for label, (count, name) in enumerate(zip(counts, names, strict=True)):
        files = [(str(place), file_of(photo(1000 * label + place))) for place in range(count)]
        adding.add_files(draft, drafts.add_class(draft, name), files)
    return draft


def made(**settings) -> str:
    settings = {"side": 32, "tone": "colour", "seed": 0, **settings}
    return making.make(collected(), own.owner_of(TOKEN), **settings, report=lambda *_, **__: None)


def settled(app):
    """Run until the long call of the page has ended."""
    for _ in range(200):
        if "cls_collecting" not in app.session_state:
            return app
        time.sleep(0.05)
        app.run()
    raise AssertionError("it does not end")


def test_from_names_to_a_set(open_page):
    app = opened(open_page, "cls_data=own&cls_side=28&cls_tone=grey")
    assert sound(app)
    assert app.button(key="cls_make").disabled
    assert "At least 2 classes" in said(app)
    app.text_input(key="cls_new_classes").set_value(" cat，dog, cat ,, bird")
    app.button(key="cls_add_classes").click().run()
    assert [each.name for each in drafts.classes_of(drafts.draft_of(TOKEN))] == ["cat", "dog", "bird"]
    for label, each in enumerate(drafts.classes_of(drafts.draft_of(TOKEN))):
        files = [(str(place), file_of(photo(100 * label + place))) for place in range(6)]
        adding.add_files(drafts.draft_of(TOKEN), each.id, files)
    app.run()
    assert not app.button(key="cls_make").disabled
    app.button(key="cls_make").click().run()
    app = settled(app)
    assert sound(app)
    found = own.describe(app.session_state["cls_own"])
    assert found.classes == ("cat", "dog", "bird")
    assert found.shape == (28, 28, 1)
    assert "The test has only 4 pictures" in said(app)
    assert app.session_state["cls_collect"] is False


def test_a_set_that_was_made_unseen_is_found_and_collecting_goes_on(open_page):
    app = opened(open_page, "cls_data=own")
    assert app.session_state["cls_own"] == ""
    new = made()
    app.run()
    assert sound(app)
    assert app.session_state["cls_own"] == new
    app.toggle(key="cls_collect").set_value(True).run()
    assert sound(app)
    assert app.button(key="cls_make")
    app.button(key="cls_make").click().run()
    app = settled(app)
    assert app.session_state["cls_own"] != new
    app.toggle(key="cls_collect").set_value(True).run()
    assert sound(app)
    assert app.button(key="cls_make")


def test_a_set_that_is_made_while_the_page_is_drawn_is_turned_to(open_page, monkeypatch):
    collected()
    app = opened(open_page, "cls_data=own")
    shown = data_collect.controls

    def made_meanwhile():
        shown()
        if not own.sets_of(TOKEN):
            making.make(
                drafts.draft_of(TOKEN), own.owner_of(TOKEN), 32, "grey", 0, report=lambda *_, **__: None
            )

    monkeypatch.setattr(data_collect, "controls", made_meanwhile)
    app.run()
    assert sound(app)
    assert app.session_state["cls_own"] == own.sets_of(TOKEN)[0].id


def test_classes_are_renamed_emptied_and_removed(open_page):
    draft = collected()
    app = opened(open_page, "cls_data=own")
    assert sound(app)
    first, second = drafts.classes_of(draft)
    app.text_input(key=f"cls_name_{first.id}").set_value("tom cat").run()
    app.button(key="cls_drop").click().run()
    assert sound(app)
    changed = drafts.classes_of(draft)[0]
    assert changed.name == "tom cat"
    assert changed.files == first.files[:-1]
    app.button(key="cls_remove").click().run()
    assert [each.id for each in drafts.classes_of(draft)] == [second.id]
    assert sound(app)


@pytest.mark.parametrize("source", ["upload", "camera", "draw"])
def test_every_source_is_offered(open_page, source):
    collected()
    app = open_page("classifier", PAGE + "cls_data=own", cls_source=source)
    assert sound(app)


def test_files_that_are_left_out_are_said(open_page):
    draft = collected()
    app = opened(open_page, "cls_data=own")
    first = drafts.classes_of(draft)[0].id
    files = [("good.png", file_of(photo(900))), ("*b_ad*.png", b"text"), ("twice.png", file_of(photo(0)))]
    app.session_state["cls_collecting_ended"] = ("add", adding.add_files(draft, first, files))
    app.run()
    assert sound(app)
    assert "Pictures added: 1. Left out: 2." in app.warning[0].value
    assert r"\*b\_ad\*\.png" in app.warning[0].value


@pytest.mark.parametrize(
    ("count", "names", "said"),
    [(1, ("a.png",), "1: a\\.png"), (3, ("a", "b"), "3: a, b…"), (2, ("",), "2"), (2, ("", "b"), "2: b")],
)
def test_what_is_left_out_is_counted_and_named_where_it_has_a_name(count, names, said):
    assert data_sources._which(adding.Skip(LabError("x"), count, names)) == said


def test_a_refused_call_is_said(open_page, monkeypatch):
    collected()
    app = opened(open_page, "cls_data=own")

    def full(*_, **__):
        raise LabError("At least 2 classes with pictures are needed.")

    monkeypatch.setattr(engine, "call_long", full)
    app.button(key="cls_make").click().run()
    assert not app.exception
    assert "At least 2 classes" in app.error[0].value


def test_a_set_that_is_gone_gets_a_sentence(open_page):
    app = opened(open_page, f"cls_data=own&cls_own={secrets.token_hex(16)}")
    assert not app.exception
    assert "not here any more" in app.error[0].value


def test_a_set_of_somebody_elses_is_shown_and_not_deleted(open_page, monkeypatch):
    new = made()
    monkeypatch.setattr(visitor, "token", lambda: "1" * 32)
    app = opened(open_page, f"cls_data=own&cls_own={new}")
    assert sound(app)
    assert not [button for button in app.button if button.key == "cls_delete_set"]


def test_a_set_is_deleted_by_its_maker(open_page):
    new = made()
    app = opened(open_page, f"cls_data=own&cls_own={new}")
    app.button(key="cls_delete_set").click().run()
    assert sound(app)
    assert own.sets_of(TOKEN) == ()


def test_names_of_classes_cannot_be_markup(open_page, monkeypatch):
    draft = collected(names=("<b>x</b>", "a'b\"&"))
    app = opened(open_page, "cls_data=own")
    assert sound(app)
    new = making.make(draft, own.owner_of(TOKEN), 32, "colour", 0, lambda *_, **__: None)
    for query in ("cls_data=own&cls_collect=true", f"cls_data=own&cls_own={new}"):
        app = opened(open_page, query)
        assert sound(app)
        assert not any("<b>x" in body for body in bodies(app))


def test_the_program_reads_the_file_that_is_offered_beside_it(open_page, tmp_path, monkeypatch):
    new = made()
    app = opened(open_page, f"cls_data=own&cls_own={new}")
    recipe = ClassifierRecipe(data=f"own-{new}")
    report = report_data(DataQuestion(recipe))
    files = {file.file_name: file.make() for file in data_downloads.downloads(report, recipe)}
    assert files["pictures.npz"] == archive(recipe) or len(files["pictures.npz"]) > 1000
    (tmp_path / "pictures.npz").write_bytes(files["pictures.npz"])
    names = run_program(app, np.zeros((8, 8), np.uint8), tmp_path, monkeypatch)
    np.testing.assert_array_equal(names["x_train"], parts_of(recipe).x_train)
    sheet = np.asarray(Image.open(io.BytesIO(files["examples.png"])))
    np.testing.assert_array_equal(sheet[:32, 32:64], report.shown[1])
    assert files["counts.csv"].decode("utf-8-sig").splitlines()[1].split(",") == [
        "cat",
        *map(str, report.counts[:, 0]),
    ]


def test_what_was_learned_outlives_the_pictures(open_page, tmp_path):
    new = made()
    layers = (Layer("conv", 4, 5, stride=3), Layer("flatten"))
    run = engine.submit(ClassifierRecipe(data=f"own-{new}", layers=layers, epochs=1, batch_size=4), TOKEN)
    assert until(lambda: engine.run(run, TOKEN).status == "done", 60), engine.run(run, TOKEN)
    own.delete(new, TOKEN)
    # Another process, which has not seen the set.
    pretrained._trained.clear()
    for mode in ("use", "examine"):
        app = open_page("classifier", f"cls_mode={mode}&cls_model=run&run={run}")
        assert sound(app), mode
        assert any("cat" in body for body in (*bodies(app), said(app))), mode
    app = open_page("classifier", f"cls_mode=train&run={run}")
    assert sound(app)
    assert "test pictures it gets" in said(app)
    app = open_page("classifier", f"cls_mode=train&run={run}&cls_data=own&cls_own={new}&cls_batch=8")
    assert sound(app)
    assert "not here any more" in said(app), "it cannot be trained again"
    assert app.button(key="cls_train").disabled
    app = open_page("classifier", f"cls_mode=compare&cls_compare=runs&cls_runs={run}")
    assert sound(app)
    assert "keras.Sequential" in app.code[0].value
    for form in ("keras", "weights", "lite"):
        assert exporting.export(run, form)
    with pytest.raises(LabError, match="not here any more"):
        exporting.export(run, "lite_int8")
