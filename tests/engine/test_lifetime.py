"""From the start of a server to its end, however that comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import children_of, gone, until

ROOT = Path(__file__).parents[2]

SERVER = """
import signal, sys, time
# Whoever started the tests in the background has left it a shell's "ignored".
signal.signal(signal.SIGINT, signal.default_int_handler)
from cnnlab import engine
from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import until
engine.start()
engine.start()
if sys.argv[1] == "warm":
    assert engine.call(jobs.echo, 3, timeout=60) == 3
    assert "tensorflow.python" not in sys.modules and "streamlit" not in sys.modules
else:
    assert until(lambda: engine.state().scheduler == "ready", 60)
try:
    print(engine.state().address, engine.state().log, flush=True)
    time.sleep(600)
except KeyboardInterrupt:
    sys.exit(3)
"""


@pytest.fixture
def server(request):
    environment = {key: value for key, value in os.environ.items() if key != "CNNLAB_SCHEDULER"}
    command = [sys.executable, "-c", SERVER, request.param]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def _ready(server):
    """Wait for the first line: the address and the private folder."""
    address, folder = server.stdout.readline().split()
    return address, Path(folder)


@pytest.mark.parametrize("server", ["warm"], indirect=True)
def test_two_side_by_side_and_one_is_killed_hard(engine, server):
    address, folder = _ready(server)
    assert address != engine.state().address
    assert engine.call(jobs.echo, "mine") == "mine"
    children = children_of(server.pid)
    assert sorted(children.values()) == ["scheduler", "worker"]
    server.kill()
    assert until(lambda: all(gone(child) for child in children), 30)
    assert until(lambda: not folder.exists(), 30)
    assert engine.call(jobs.echo, "still mine") == "still mine"


@pytest.mark.parametrize("server", ["still starting"], indirect=True)
def test_ctrl_c_ends_it_all(server):
    _, folder = _ready(server)
    children = psutil.Process(server.pid).children(recursive=True)
    assert len(children) >= 2
    server.send_signal(signal.SIGINT)
    assert server.wait(15) == 3
    assert all(gone(child) for child in children)
    assert not folder.exists()


def test_stop_in_the_middle_of_the_start(fresh):
    told = []
    fresh.start()
    visitor = threading.Thread(target=_told, args=(fresh, told))
    visitor.start()
    assert until(lambda: fresh.state().waiting == 1 and fresh.state().log, 30)
    folder = Path(fresh.state().log)
    assert until(lambda: _of(folder), 30)
    fresh.stop()
    visitor.join(10)
    assert "closing" in told[0]
    assert fresh.state().quick == "off"
    assert not folder.exists()
    assert not _of(folder)


def _told(engine, told):
    try:
        engine.call(jobs.echo, 1, timeout=60)
    except LabError as error:
        told.append(str(error))


def _of(folder):
    """The processes of the cluster that has this private folder."""
    return [child for child in children_of(os.getpid()) if str(folder) in _command(child)]


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
