"""The mode Why convolve of the page Activations: each part, odd pictures, the programs, the question."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import gallery, preparing
from cnnlab.ops import kernels
from cnnlab.ops.dense_cost import compare_costs
from cnnlab.ops.dense_matrix import dense_matrix
from cnnlab.ops.why_report import piece_of, report_same_job, report_shift, template_of
from cnnlab.web.activations import why_cost, why_matrix, why_shift
from cnnlab.web.activations import why_properties as p
from cnnlab.web.activations.predict_weights import SLIPS
from tests.web.mode_checks import bodies, facts, picture, pictures, run_program, sound

WHY = "act_mode=why&size=32"


@pytest.fixture
def open_why(open_page):
    def open_why(part: str, query: str = "", base: str = WHY):
        return open_page("activations", f"{base}&act_why={part}&{query}")

    return open_why


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", p.WHY_PART.options)
def test_each_part_in_both_languages(open_why, part, language):
    app = open_why(part, f"lang={language}", "act_mode=why")
    assert sound(app)
    assert not app.warning
    assert len(pictures(app)) == {"cost": 0, "matrix": 4, "shift": 5}[part]
    assert all(pictures(app))
    assert len(app.get("plotly_chart")) == (part == "shift")
    # Chinese bold text must not end in a full-width sign: Markdown would show its stars.
    assert not any(bold[-1] in "：，。" for bold in re.findall(r"\*\*(.+?)\*\*(?=\w)", words(app)))


def test_the_cost_of_the_usual_picture(open_why):
    app = open_why("cost", base="act_mode=why")
    assert "256 × 256" in words(app)
    assert "4,228,120,576 weights, 16.9 GB" in words(app)
    assert "needs 9 weights" in words(app)
    assert "7,282 times" in words(app)
    shown = " ".join(bodies(app))
    for number in ("4,228,185,092", "645,160", "580,644"):
        assert f"<b>{number}</b>" in shown
    assert "<b>10</b>" in shown
    assert facts(app)["Memory of the convolution"].startswith("40 B")


@pytest.mark.parametrize(("side", "maps"), [("3", 32), ("5", 1), ("7", 64)])
def test_each_size_and_number_of_maps(open_why, side, maps):
    app = open_why("cost", f"act_why_size={side}&act_why_maps={maps}&hand=digit")
    costs = compare_costs((28, 28), (int(side), int(side)), maps)
    assert sound(app)
    assert f"{costs.dense.weights:,} weights" in words(app)
    # No bar is longer than its axis, and none without length.
    widths = [
        float(width) for part in bodies(app) for width in re.findall(r"width:([\d.]+)%;background", part)
    ]
    assert len(widths) == 6
    assert all(0 < width <= 100 for width in widths)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (40, "40 B"),
        (999, "999 B"),
        (999.6, "1 kB"),
        (1000, "1 kB"),
        (645_160 * 4, "2.58 MB"),
        (999_600, "1 MB"),
        (1.69e10, "16.9 GB"),
        (17.4e12, "17.4 TB"),
    ],
)
def test_memory_is_written_short(count, text):
    assert why_cost.memory(count) == text


@pytest.mark.parametrize(
    ("preset", "side"), [*(("sobel_x", side) for side in "357"), ("laplacian", "7"), ("motion", "5")]
)
def test_the_matrix_of_each_kernel(open_why, preset, side):
    app = open_why("matrix", f"act_why_kernel={preset}&act_why_size={side}")
    assert sound(app)
    k = 3 if preset == "laplacian" else int(side)
    assert ("This kernel is used with 3 × 3" in words(app)) == (k != int(side))
    told = facts(app)
    assert told["Weights of the dense layer"] == f"16 × {(k + 3) ** 2} = {16 * (k + 3) ** 2:,}"
    assert told["of these always 0"].endswith(f"{16 * ((k + 3) ** 2 - k * k):,} of {16 * (k + 3) ** 2:,}")
    assert told["Weights of the convolution"] == str(k * k)
    difference = float(told["Largest difference of the results"].split()[0].replace("−", "-"))
    assert 0 <= difference < 1e-5 * np.abs(kernels.build(preset, k)).sum()
    drawing = [part for part in bodies(app) if "image/svg+xml" in part]
    assert len(drawing) == 1
    assert f"{(k + 3) ** 2} columns" in drawing[0]


def test_the_output_that_is_looked_at(open_why):
    app = open_why("matrix")
    app.slider(key="act_why_row").set_value(16).run()
    assert sound(app)
    pixels = preparing.as_grey(picture(32))
    (top, bottom), (left, right) = piece_of(pixels, (3, 3))
    job = report_same_job(pixels[top:bottom, left:right], kernels.build("sobel_x"))
    value = f"{job.convolved[3, 3]:.4g}".replace("-", "−")
    assert sum(f"value in the frame: {value}" in part for part in bodies(app)) == 1
    assert any("row 16 of the matrix" in part for part in bodies(app))


@pytest.mark.parametrize(("side", "shift"), [("3", 1), ("5", 16), ("7", 9)])
def test_a_shift(open_why, side, shift):
    app = open_why("shift", f"act_why_shift={shift}&act_why_size={side}")
    assert sound(app)
    report = report_shift(preparing.as_grey(picture(32)), int(side))
    assert f"**Moved by {shift} px:**" in words(app)
    assert f"place has moved along by {shift} columns" in words(app)
    told = facts(app)
    assert float(told["Dense unit"].split()[0].replace("−", "-")) == pytest.approx(
        report.dense[shift], rel=1e-2
    )
    assert told["Convolution, highest"] == "1"
    row, column = report.place
    assert told["Its place"].startswith(f"row {row}, column {(column + shift) % 32} ")


def test_nothing_moved(open_why):
    app = open_why("shift")
    app.slider(key="act_why_shift").set_value(0).run()
    assert sound(app)
    assert "**Nothing has moved yet:**" in words(app)
    assert facts(app)["Dense unit"].startswith("1 ")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("picture=bars&act_why_shift=16", "the same as before"),
        ("picture=bars&act_why_shift=2", "it stands at 8 places"),
        ("size=16&act_why_shift=16", "Nothing has moved yet"),
    ],
)
def test_pictures_that_repeat(open_why, query, says):
    assert says in words(open_why("shift", query))


def test_an_even_picture_gets_a_sentence_and_keeps_its_controls(open_why):
    app = open_why("shift", "picture=flat")
    assert not app.exception
    assert "nothing in it to know by heart" in app.error[0].value
    assert app.slider(key="act_why_shift").value == 4
    assert sound(open_why("cost", "picture=flat"))
    assert sound(open_why("matrix", "picture=flat"))


@pytest.mark.parametrize("part", p.WHY_PART.options)
@pytest.mark.parametrize("hand", ["hand=digit", "tone=grey", "crop=fit", "picture=impulse&size=16"])
def test_whatever_is_in_hand(open_why, part, hand):
    assert sound(open_why(part, f"{hand}&act_why_size=7", "act_mode=why&size=48"))


@pytest.mark.parametrize("part", p.WHY_PART.options)
def test_a_picture_smaller_than_the_kernel_gets_a_sentence(open_page, part):
    strip = np.tile(np.arange(0, 250, 5, dtype=np.uint8), (4, 1))
    app = open_page(
        "activations",
        f"act_mode=why&act_why={part}&act_why_size=7&picture=own&crop=fit&size=48",
        _own_picture=strip,
    )
    assert not app.exception
    assert "7 × 7" in app.error[0].value


@pytest.mark.parametrize(
    "query",
    [
        "act_why=all",
        "act_why_size=4",
        "act_why_maps=0",
        "act_why_maps=65",
        "act_why_kernel=none",
        "act_why_row=17",
        "act_why_shift=17",
        "act_why_shift=1.5",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_why, query):
    app = open_why("shift", query)
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_what_answers_the_question_is_covered(open_why):
    app = open_why("matrix")
    app.session_state["activations_question"] = "dense_weights"
    app.run()
    assert sound(app)
    assert facts(app) == {}
    assert not any("576" in text for text in (*bodies(app), *(each.value for each in app.caption)))
    assert not any("image/svg+xml" in part for part in bodies(app))
    app.number_input(key="guess_dense_weights").set_value(144).run()
    app.button(key="reveal_dense_weights").click().run()
    assert "stores the zeros" in app.info[0].value
    assert "36 pixels, times 4 × 4 = 16 values" in app.info[0].value
    assert facts(app)["Weights of the dense layer"] == "16 × 36 = 576"


def test_every_slip_has_words():
    from cnnlab.ops.dense_cost import weight_slips

    assert set(weight_slips((6, 6), (3, 3))[1].values()) == set(SLIPS)


def test_the_program_of_the_cost(open_why, tmp_path, monkeypatch):
    app = open_why("cost", "act_why_size=5&act_why_maps=8")
    left = run_program(app, picture(32), tmp_path, monkeypatch)
    costs = compare_costs((32, 32), (5, 5), 8)
    for name in ("dense", "local", "convolution"):
        assert left[name] == getattr(costs, name).parameters
        assert left["work"][name] == getattr(costs, name).multiply_adds


@pytest.mark.parametrize("query", ["", "act_why_size=7&act_why_kernel=gaussian"])
def test_the_program_of_the_matrix(open_why, tmp_path, monkeypatch, query):
    app = open_why("matrix", query)
    left = run_program(app, picture(32), tmp_path, monkeypatch)
    kernel = kernels.build("gaussian", 7) if query else kernels.build("sobel_x")
    pixels = preparing.as_grey(picture(32))
    rows, columns = piece_of(pixels, kernel.shape)
    job = report_same_job(pixels[slice(*rows), slice(*columns)], kernel)
    np.testing.assert_array_equal(left["matrix"], job.matrix)
    np.testing.assert_allclose(left["convolved"], job.convolved, atol=1e-5)
    np.testing.assert_allclose(left["multiplied"], job.multiplied, atol=1e-5)


def test_the_program_of_the_shift(open_why, tmp_path, monkeypatch):
    app = open_why("shift", "act_why_shift=5&act_why_size=5")
    left = run_program(app, picture(32), tmp_path, monkeypatch)
    report = report_shift(preparing.as_grey(picture(32)), 5)
    np.testing.assert_allclose(left["weights"], template_of(preparing.as_grey(picture(32))), atol=1e-6)
    np.testing.assert_allclose(left["kernel"], report.kernel, atol=1e-6)
    np.testing.assert_allclose(left["feature_map"], np.roll(report.response, 5, axis=1), atol=1e-4)
    expected = np.column_stack([range(17), report.dense, report.highest, report.fixed])
    np.testing.assert_allclose(np.array(left["table"], dtype=float), expected, atol=1e-4)


def test_the_downloads_hold_what_they_promise():
    pixels = preparing.as_grey(preparing.fit(gallery.sample("coffee", 32), 32))
    report = report_shift(pixels, 3)
    files = {each.file_name: each.make() for each in why_shift._downloads(pixels, report, 4)}
    assert files["answers.csv"].splitlines()[0] == b"shift,dense,highest,at_the_old_place"
    table = np.loadtxt(io.BytesIO(files["answers.csv"]), delimiter=",", skiprows=1)
    np.testing.assert_allclose(table[:, 1], report.dense, atol=1e-6)
    held = np.load(io.BytesIO(files["shift.npz"]))
    np.testing.assert_array_equal(held["response"], np.roll(report.response, 4, axis=1))
    assert Image.open(io.BytesIO(files["response.png"])).size == (32, 32)

    kernel = kernels.build("sobel_x")
    job = report_same_job(pixels[:6, :6], kernel)
    files = {
        each.file_name: each.make() for each in why_matrix._downloads(pixels, pixels[:6, :6], kernel, job)
    }
    held = np.loadtxt(io.BytesIO(files["matrix.csv"]), delimiter=",")
    np.testing.assert_array_equal(held.astype(np.float32), dense_matrix(kernel, (6, 6)))
    assert Image.open(io.BytesIO(files["matrix.png"])).size == (36 * 16, 16 * 16)

    lines = why_cost._table(compare_costs((32, 32), (3, 3), 2)).decode().splitlines()
    assert lines[0] == "layer,weights,biases,multiply_adds,bytes"
    assert lines[3] == f"convolution,18,2,{18 * 900},80"


@pytest.mark.parametrize("part", ["matrix", "shift"])
def test_before_the_engine_is_ready_the_picture_is_there(open_why, monkeypatch, part):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_why(part)
    assert not app.exception
    assert len(pictures(app)) == 1
