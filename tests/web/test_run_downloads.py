"""What a student takes home: which files are offered, and what is said of their check."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import ClassifierRecipe, read, write
from cnnlab.training import exporting
from cnnlab.training.picture_archive import archive
from cnnlab.web.classifier import run_downloads
from cnnlab.web.classifier.run_downloads import downloads, of_recipe

RUN = 32 * "d"
SHAPES = ClassifierRecipe(data="shapes", seed=3)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    run_folder(RUN).mkdir(parents=True)
    (run_folder(RUN) / "recipe.json").write_text(write(SHAPES), "utf-8")
    return RUN


def test_a_run_gives_its_files_recipe_program_and_pictures(run, monkeypatch):
    asked = []

    def call_long(*given):
        asked.append(given)
        return SimpleNamespace(result=lambda patience: b"file")

    monkeypatch.setattr(engine, "call_long", call_long)
    files = {each.file_name: each for each in downloads(run)}
    assert list(files) == [
        "classifier.keras",
        "weights.npz",
        "classifier.tflite",
        "classifier_int8.tflite",
        "recipe.json",
        "train.py",
        "pictures.npz",
    ]
    made = {name: each.make() for name, each in files.items()}
    assert asked == [
        *((exporting.export, run, form) for form in exporting.FORMS),
        (archive, SHAPES),
    ]
    assert read(made["recipe.json"].decode()) == SHAPES
    compile(made["train.py"], "train.py", "exec")
    assert all(isinstance(content, bytes) for content in made.values())


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({}, True),
        ({"data": "digits"}, False),
        ({"data": "mnist"}, False),
        ({"data": "digits", "examples": 200}, True),
    ],
)
def test_the_pictures_are_offered_where_the_program_reads_them(changes, needed):
    recipe = replace(SHAPES, **changes)
    files = {each.file_name: each.make for each in of_recipe(recipe)}
    assert ("pictures.npz" in files) == needed == ("pictures.npz" in files["train.py"]().decode())


@pytest.mark.parametrize("name", ["", "nowhere", "../../etc/passwd", 32 * "e"])
def test_no_such_network(run, name):
    with pytest.raises(LabError):
        downloads(name)


def _page(language: str) -> None:
    import streamlit as st

    from cnnlab.errors import LabError
    from cnnlab.training.exporting import Agreement
    from cnnlab.web.classifier import take_home

    st.session_state["language"] = language
    found = {
        "keras": Agreement(200, 0.0, 200, 1_234_567),
        "lite": Agreement(200, 3.7e-8, 200, 400_000),
        "lite_int8": LabError("This network has {parameters} parameters, too many.", parameters="9"),
    }
    st.session_state["cls_take_home_box"] = True
    st.session_state["cls_take_home_ended"] = ("run", found)
    take_home.show("run")


def test_the_check_is_told():
    app = AppTest.from_function(_page, args=("en",), default_timeout=60).run()
    assert not app.exception
    table = app.dataframe[0].value
    assert table["File"].tolist() == [run_downloads.FILES[form][0] for form in ("keras", "lite")]
    assert table["Size"].tolist() == ["1,235 kB", "400 kB"]
    assert table["Largest difference of a probability"].tolist() == ["0", "< 0.00001"]
    assert table["Same answer"].tolist() == ["200 of 200", "200 of 200"]
    assert app.warning[0].value == "Network (LiteRT, 8 bits): This network has 9 parameters, too many."


@pytest.mark.parametrize("mode", ["use", "examine"])
def test_a_network_is_taken_home_also_from_where_it_is_asked(open_page, mode):
    app = open_page("classifier", f"cls_mode={mode}&cls_model=shapes-classifier")
    app.session_state["downloads"] = True
    app.run()
    assert not app.exception
    offered = {button.proto.label for button in app.get("download_button")}
    assert {label for label, _ in run_downloads.FILES.values()} <= offered
    assert {"Recipe (JSON)", "Program (Python)"} <= offered
