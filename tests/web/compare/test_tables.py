"""The mode Compare of the Classifier page: experiments, runs, wrong links, programs, downloads."""

from __future__ import annotations

import ast
import csv
import io
import json
import zipfile
from dataclasses import replace

from cnnlab.recipes import read
from cnnlab.recipes.experiments import EXPERIMENTS, with_data
from cnnlab.web.classifier import compare_downloads, compare_recipes
from cnnlab.web.classifier.compare_program import program
from tests.web.compare.checks import course
from tests.web.made_runs import made_run
from tests.web.mode_checks import sound


def test_downloads():
    courses = (course("one"), course("two", dropout=0.5))
    files = {file.file_name: file.make() for file in compare_downloads.downloads(courses, "x")}
    lines = list(csv.DictReader(io.StringIO(files["x_curves.csv"].decode("utf-8-sig"))))
    assert len(lines) == 4
    assert [float(line["val_accuracy"]) for line in lines[:2]] == [0.3, 0.7]
    assert lines[1]["pictures"] == str(20 * 128)
    figures = list(csv.DictReader(io.StringIO(files["x_figures.csv"].decode("utf-8-sig"))))
    assert figures[0]["test_accuracy"] == "0.75"
    assert int(figures[0]["parameters"]) == 93322  # the articles' network
    recipes = json.loads(files["x_recipes.json"])
    assert read(json.dumps(recipes["two"])) == courses[1].recipe
    archive = zipfile.ZipFile(io.BytesIO(files["x_programs.zip"]))
    assert archive.namelist() == ["1.py", "2.py"]
    for name in archive.namelist():
        ast.parse(archive.read(name))


def test_the_program_says_what_changes():
    text = program((course("one"), course("two", learning_rate=0.25, seed=4)))
    ast.parse(text)
    assert "# For “two”:" in text
    assert "0.25" in text.partition("# For “two”:")[2]


def test_what_differs():
    recipes = [course().recipe, course(learning_rate=0.5).recipe, course(flip=True).recipe]
    assert compare_recipes.differences(recipes) == ("learning_rate", "flip")


def test_of_two_networks_as_long_the_layer_that_differs_is_marked():
    first, second = (EXPERIMENTS["kernel_size"].arms[place].recipe.layers for place in (0, 1))
    marked = compare_recipes._marked("layers", second, first)
    assert marked.startswith("<mark>conv-8-3-same</mark>, max_pool-2, <mark>")
    assert "mark" not in compare_recipes._marked("layers", first, first)


def test_speed_leaves_the_first_epoch_out():
    assert course().speed == 1100
    assert replace(course(), epochs=course().epochs[:1]).speed is None


def test_mnist_where_it_is_here(open_compare, me):
    app = open_compare("cls_experiment_data=mnist&cls_experiment=batch_size", me)
    assert sound(app)
    recipe = with_data(EXPERIMENTS["batch_size"], "mnist").arms[0].recipe
    run = made_run(recipe, me, accuracy=0.45)
    app.run()
    assert app.session_state["cls_arms"] == run
