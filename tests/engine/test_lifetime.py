"""From the start of a server to its end, however that comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.engine import jobs
from tests.engine.processes import children_of, gone, until

ROOT = Path(__file__).parents[2]

SERVER = """
import sys, time
from cnnlab import engine
from tests.engine import jobs
engine.start()
engine.start()
assert engine.call(jobs.echo, 3, timeout=60) == 3
assert "tensorflow.python" not in sys.modules and "streamlit" not in sys.modules
print(engine.state().address, engine.state().log, flush=True)
try:
    time.sleep(600)
except KeyboardInterrupt:
    sys.exit(3)
"""


@pytest.fixture
def server():
    environment = {key: value for key, value in os.environ.items() if key != "CNNLAB_SCHEDULER"}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.kill()


def _ready(server):
    """Wait for the first line: the address and the private folder."""
    address, folder = server.stdout.readline().split()
    return address, Path(folder)


def test_two_side_by_side_and_one_is_killed_hard(engine, server):
    address, folder = _ready(server)
    assert address != engine.state().address
    assert engine.call(jobs.echo, "mine") == "mine"
    children = children_of(server.pid)
    assert sorted(children.values()) == ["scheduler", "worker"]
    server.kill()
    assert until(lambda: all(gone(child) for child in children), 10)
    assert until(lambda: not folder.exists(), 10)
    assert engine.call(jobs.echo, "still mine") == "still mine"


def test_ctrl_c_ends_it_all(server):
    _, folder = _ready(server)
    children = psutil.Process(server.pid).children(recursive=True)
    assert len(children) >= 2
    server.send_signal(signal.SIGINT)
    assert server.wait(15) == 3
    assert all(gone(child) for child in children)
    assert not folder.exists()


def test_stop_in_the_middle_of_the_start(fresh):
    fresh.start()
    assert until(lambda: fresh.state().log, 30)
    folder = Path(fresh.state().log)
    began = set(children_of(os.getpid()))
    fresh.stop()
    assert fresh.state().quick == "off"
    assert not folder.exists()
    assert until(lambda: all(gone(child) for child in began if str(folder) in _command(child)), 10)
    assert not [child for child in children_of(os.getpid()) if str(folder) in _command(child)]


def _command(process):
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_importing_it_is_cheap():
    code = (
        "import sys, cnnlab.engine; "
        "print([name for name in ('tensorflow', 'tensorflow.python', 'keras', 'distributed', 'streamlit')"
        " if name in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "[]"
