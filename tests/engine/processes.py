"""Looking at processes, and waiting for what they do."""

from __future__ import annotations

import time

import psutil


def until(condition, seconds):
    """Wait for `condition`; whether it came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(met)


def children_of(pid):
    """The processes of the engine that process `pid` started, by role: scheduler, worker."""
    children = psutil.Process(pid).children(recursive=True)
    return {child: _role(child) for child in children if _role(child)}


def _role(process):
    try:
        line = process.cmdline()
    except psutil.Error:
        return ""
    return line[line.index("cnnlab.engine.child") + 1] if "cnnlab.engine.child" in line else ""


def gone(process):
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
