"""`streamlit run app.py` in a process of its own, as the README starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engine.processes import children_of, until

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen
    address: str

    def engine(self, role: str) -> list:
        """Return the engine's processes of a role: "scheduler" or "worker"."""
        return [child for child, its in children_of(self.process.pid).items() if its == role]


def free_port() -> int:
    """Return a port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve_app(log: Path, main: str = "app.py", folder: Path = ROOT) -> Iterator[Server]:
    """Run the application; it is served until the block ends, unless the block ends it first."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", main, f"--server.port={port}"]
    command += ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    environment = {**os.environ, "CNNLAB_SCHEDULER": ""}
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        assert until(lambda: process.poll() is not None or _is_up(address), 60), log.read_text()
        assert process.poll() is None, log.read_text()
        yield Server(process, address)
    finally:
        _end(process)


def _is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
