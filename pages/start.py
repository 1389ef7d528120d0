"""Start: the path through the laboratory."""

from __future__ import annotations

from cnnlab.web import start

start.show()
