"""Pictures grown from noise in this process, for tests."""

from __future__ import annotations

from cnnlab.inference.want import Want
from cnnlab.inference.wants_report import Grown, gathered, grow


def grown_of(name: str, want: Want) -> Grown:
    """Take all steps, and return what has been reported."""
    moments: list[dict] = []
    steps = grow(name, 0, want, lambda fraction, **moment: moments.append({"fraction": fraction} | moment))
    assert steps == want.steps
    assert [each["fraction"] for each in moments] == [each["step"] / steps for each in moments]
    return gathered(moments)
