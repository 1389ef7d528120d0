"""How a run can stand."""

from __future__ import annotations

from typing import Literal

Status = Literal["queued", "running", "done", "stopped", "failed", "lost"]
"""Of a run. "lost": its server ended while it was alive."""
ALIVE = ("queued", "running")
"""Those in which there is more to come."""
