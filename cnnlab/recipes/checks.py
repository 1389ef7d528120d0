"""Checks that all recipes share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral, Real

from cnnlab.errors import LabError

LONGEST_PATH = 300
"""Characters of the name of a folder or file."""


def require_choice(name: str, value: object, options: Sequence[str]) -> None:
    """Raise a LabError unless a setting is one of the options."""
    if not isinstance(value, str) or value not in options:
        raise LabError(
            'The setting "{name}" cannot be that. Choose one of: {options}.',
            name=name,
            options=", ".join(options),
        )


def require_number(name: str, value: object, low: float, high: float) -> None:
    """Raise a LabError unless a setting is a number within limits."""
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
        raise LabError(
            'The setting "{name}" needs a number from {low} to {high}.', name=name, low=low, high=high
        )


def require_whole(name: str, value: object, low: int, high: int) -> None:
    """Raise a LabError unless a setting is a whole number within limits."""
    if isinstance(value, bool) or not isinstance(value, Integral) or not low <= value <= high:
        raise LabError(
            'The setting "{name}" needs a whole number from {low} to {high}.', name=name, low=low, high=high
        )


def require_flag(name: str, value: object) -> None:
    """Raise a LabError unless a setting is true or false."""
    if not isinstance(value, bool):
        raise LabError('The setting "{name}" is either true or false.', name=name)


def require_path(name: str, value: object) -> None:
    """Raise a LabError unless a setting can be the name of a folder or file."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_PATH or not value.isprintable():
        raise LabError('The setting "{name}" is the name of a folder or file.', name=name)


def require_settings(
    recipe: object,
    choices: Mapping[str, Sequence[str]],
    numbers: Mapping[str, tuple[float, float]],
    whole: Mapping[str, tuple[int, int]],
) -> None:
    """Raise a LabError unless the settings that are named are one of their options, or within their limits."""
    for name, options in choices.items():
        require_choice(name, getattr(recipe, name), options)
    for name, limits in numbers.items():
        require_number(name, getattr(recipe, name), *limits)
    for name, limits in whole.items():
        require_whole(name, getattr(recipe, name), *limits)
