"""Workers that see the laboratory's folder, and workers that do not."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from cnnlab.engine.probe import answer_probe, probe
from cnnlab.errors import LabError
from cnnlab.folders import HOME


def test_a_probe_finds_the_same_folder(home):
    probe(lambda function, *args: function(*args))
    assert list(home.iterdir()) == []


def test_a_probe_says_that_the_folder_is_another(home, tmp_path_factory, monkeypatch):
    monkeypatch.setattr("cnnlab.engine.probe.PATIENCE", 0.1)

    def elsewhere(function, *args):
        with monkeypatch.context() as other:
            other.setenv(HOME, str(tmp_path_factory.mktemp("worker")))
            return function(*args)

    with pytest.raises(LabError, match="CNNLAB_HOME"):
        probe(elsewhere)
    assert list(home.iterdir()) == []


def test_a_probe_says_that_a_worker_may_not_write(home, monkeypatch):
    def read_only(function, *args):
        def fail(*_args, **_options):
            raise OSError(errno.EROFS, "Read-only file system")

        with monkeypatch.context() as other:
            other.setattr(Path, "write_text", fail)
            return function(*args)

    with pytest.raises(LabError, match="read and write"):
        probe(read_only)


def test_a_probe_answers_nothing_but_probes(home):
    (home / "probe-x").write_text("x")
    assert not answer_probe("x")
    assert not answer_probe("../x")
