"""Two processes that take turns: what one of them needs of the machine is not in the other's way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from cnnlab.training import process

ANSWER = "answer: "


class Side:
    """One of the two: a process of its own, which does what it is told and waits in between.

    Parameters
    ----------
    module : str
        It is started as ``python -m module --side name``, and calls :func:`serve`.
    name : str
        Its name in the messages that it prints.
    settings : dict
        Environment variables.
    """

    def __init__(self, module: str, name: str, settings: dict[str, str]) -> None:
        clean = {key: value for key, value in os.environ.items() if key not in process.SETTINGS}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, "--side", name],
            env={**clean, **settings, "TF_CPP_MIN_LOG_LEVEL": "3"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, function: Callable, *given: Any) -> Any:
        """Call one of the functions that it serves, and return what it returns."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([function.__name__, *given]), file=self._process.stdin, flush=True)
        for line in self._process.stdout:
            if line.startswith(ANSWER):
                return json.loads(line.removeprefix(ANSWER))
        raise RuntimeError(f"{function.__name__} has ended its process")

    def end(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def serve(*functions: Callable) -> None:
    """Be one of the sides: call what is asked for until there is nothing more."""
    named = {each.__name__: each for each in functions}
    for line in sys.stdin:
        name, *given = json.loads(line)
        print(ANSWER + json.dumps(named[name](*given)), flush=True)
