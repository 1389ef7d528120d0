"""What runs behind a page: TensorFlow in workers alone, and nothing after the end."""

from __future__ import annotations

import signal

import psutil
import pytest

from tests.browser.server import serve_app
from tests.engine.processes import gone, until

pytestmark = pytest.mark.browser


def libraries(process: psutil.Process) -> set[str]:
    """Return the files of TensorFlow that a process has mapped."""
    return {each.path for each in process.memory_maps() if "tensorflow" in each.path and ".so" in each.path}


@pytest.mark.skipif(psutil.MACOS, reason="macOS does not say what a process has mapped")
def test_the_web_process_holds_no_tensorflow(open_tab, running):
    open_tab().confirmed()
    # Other tests may have asked for the long worker too.
    assert any(libraries(worker) for worker in running.engine("worker"))
    assert not libraries(psutil.Process(running.process.pid))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_no_process_is_left_behind(tmp_path, how):
    with serve_app(tmp_path / "log.txt") as server:
        assert until(lambda: server.engine("scheduler") and server.engine("worker"), 30)
        children = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(how)
        server.process.wait(20)
        assert until(lambda: all(gone(child) for child in children), 20)
