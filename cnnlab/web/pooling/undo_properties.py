"""The state of the mode Undo: it has none besides what the page's modes share."""

from __future__ import annotations

UNDO = ()
