"""One cluster for all tests of the engine: it takes seconds to start."""

from __future__ import annotations

import os

import pytest

from cnnlab import engine as module
from cnnlab.folders import HOME
from tests.engine.processes import until


@pytest.fixture(scope="session")
def cluster():
    shared = module.make("")
    shared.start()
    assert shared.wait_until_ready(90), shared.state()
    yield shared
    shared.stop()


@pytest.fixture
def engine(cluster, monkeypatch):
    """The public functions of the engine, with the shared cluster behind them, and that one well."""
    monkeypatch.setattr(module, "_engine", cluster)
    assert until(lambda: module.state().scheduler == module.state().quick == "ready", 60), module.state()
    return module


@pytest.fixture
def fresh(monkeypatch):
    """The public functions, with no engine started."""
    monkeypatch.setattr(module, "_engine", None)
    monkeypatch.setattr(module, "_stopped", False)
    monkeypatch.delenv("CNNLAB_SCHEDULER", raising=False)
    yield module
    module.stop()


@pytest.fixture
def inline(fresh, monkeypatch):
    monkeypatch.setitem(os.environ, "CNNLAB_SCHEDULER", "inline")
    return fresh


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A laboratory's folder of its own."""
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path
