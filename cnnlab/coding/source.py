"""The coder as one file that runs by itself, for those who take their codes home."""

from __future__ import annotations

import ast
import inspect

from cnnlab.coding import range_coder, rows, whole_numbers

_HEAD = '''\
"""Rows of numbers as bytes: quantised, and coded by an adaptive binary range coder.

encode(rows, scales, step) gives the bytes, decode(data, scales) the rows again.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, log2, sqrt

import numpy as np

LabError = ValueError
'''


def as_one_file() -> str:
    """Return the modules of this package as one program; it needs NumPy alone."""
    return _HEAD + "".join(_body(module) for module in (range_coder, whole_numbers, rows))


def _body(module) -> str:
    """Return a module without its docstring and its imports."""
    source = inspect.getsource(module)
    nodes = ast.parse(source).body
    first = next(node for node in nodes[1:] if not isinstance(node, ast.Import | ast.ImportFrom))
    begins = min([first.lineno, *(each.lineno for each in getattr(first, "decorator_list", ()))])
    return "\n\n" + "".join(source.splitlines(keepends=True)[begins - 1 :])
