"""The command line: what it says of a training, and of what cannot be trained."""

from __future__ import annotations

import io

import pytest

from cnnlab.__main__ import Progress, main

START = {"kind": "start", "steps": 200, "step": 100}
EPOCH = {
    "kind": "epoch",
    "epoch": 3,
    "step": 150,
    "loss": 0.5,
    "accuracy": 0.75,
    "val_loss": 0.25,
    "val_accuracy": 0.875,
}
SAID = "epoch 3: loss 0.5000, accuracy 0.7500, validation 0.2500 and 0.8750\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def steps(step):
    return {"kind": "steps", "step": step, "loss": 0.125, "accuracy": 1.0, "images_per_second": 1234.5}


@pytest.fixture
def clock():
    now = [10.0]
    now.append(lambda: now[0])
    return now


def test_a_file_gets_a_line_for_each_epoch_and_no_bar(clock):
    out = io.StringIO()
    progress = Progress(out, clock[1])
    for event in (START, steps(120), EPOCH, {"kind": "look", "step": 150}):
        assert progress(event) is None
    progress.clear()
    assert out.getvalue() == SAID


def test_a_terminal_gets_a_bar_with_the_time_that_is_left(clock, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    out = Terminal()
    progress = Progress(out, clock[1])
    progress(START)  # of a training that goes on: its first half is no work of this one
    clock[0] += 40
    progress(steps(120))
    assert out.getvalue().startswith(
        "\r[" + "#" * 14 + "." * 10 + "]  60 %  step 120 of 200  2:40 left  loss 0.1250"
    )
    progress(EPOCH)
    assert out.getvalue().endswith("\r\033[K" + SAID)


def test_a_bar_stays_within_its_line(clock, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = Terminal()
    progress = Progress(out, clock[1])
    progress(START)
    progress(steps(199))
    assert len(out.getvalue().removeprefix("\r").removesuffix("\033[K")) == 39


def test_hours_are_said(clock):
    out = Terminal()
    progress = Progress(out, clock[1])
    progress(START)
    clock[0] += 60
    progress(steps(101))
    assert "1:39:00 left" in out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file"),
        (b"\xff\xfe\x00", "This is no recipe"),
        (b'{"kind": "classifier", "x": 1}', "no setting"),
    ],
)
def test_what_is_no_recipe_is_one_sentence(tmp_path, capsys, content, says):
    file = tmp_path / "recipe.json"
    if content is not None:
        file.write_bytes(content)
    assert main(["run", str(file), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""
    assert not (tmp_path / "out").exists()


def test_a_mark_at_the_beginning_of_the_file_is_no_part_of_it(tmp_path, capsys):
    file = tmp_path / "recipe.json"
    file.write_bytes(b'\xef\xbb\xbf{"kind": "classifier", "epochs": 0}')
    assert main(["run", str(file), "--out", str(tmp_path)]) == 1
    assert '"epochs"' in capsys.readouterr().err


def test_whoever_breaks_off_is_told_how_to_go_on(tmp_path, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("cnnlab.training.run", interrupted)
    file = tmp_path / "recipe.json"
    file.write_text('{"kind": "classifier"}')
    assert main(["run", str(file), "--out", str(tmp_path)]) == 130
    assert "goes on from the last checkpoint" in capsys.readouterr().err
