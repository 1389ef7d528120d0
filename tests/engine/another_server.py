"""A server of the laboratory in a process of its own, that does what it is told: one line in, one line out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnnlab import engine
from cnnlab.engine import jobs
from tests.engine.trainings import recipe

ROOT = Path(__file__).parents[2]
LEASE = 4.0
"""Seconds, so that a test need not wait for longer; signs of life come every two."""


class Another:
    """The other side of that process."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process

    def ask(self, name: str, *given):
        """Have one of `DOES` done there, and return the answer."""
        self.process.stdin.write(json.dumps([name, *given]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def another_server() -> Iterator[Another]:
    """Start one, with a scheduler and workers of its own and the home of this process."""
    command = [sys.executable, "-m", "tests.engine.another_server"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "CNNLAB_SCHEDULER": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Another(process)
        process.kill()


DOES = {
    "submit": lambda owner, settings: engine.submit(recipe(**settings), owner),
    "status": lambda *runs: [engine.run(run).status for run in runs],
    "resume": engine.resume,
    "stop": engine.stop_run,
    "runs of": lambda owner: [run.id for run in engine.runs_of(owner)],
}


def main() -> None:
    engine.start()
    jobs.current()._store._lease.length = LEASE
    for line in sys.stdin:
        name, *given = json.loads(line)
        print(json.dumps(DOES[name](*given)), flush=True)


if __name__ == "__main__":
    main()
