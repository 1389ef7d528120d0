"""What pages ask of trained networks."""

from __future__ import annotations
