"""A network as a student sees it: one stage a layer, with its normalisation and its activation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnlab.explain.steps import Step

_FOLLOWING = ("norm", "activation")
"""Steps that belong to the stage before them."""


@dataclass(frozen=True)
class Stage:
    """A layer with what belongs to it.

    Attributes
    ----------
    steps : tuple of Step
        In the order in which they are computed: flattening first where a dense layer needs it, then the layer
        itself, then normalisation and activation.
    sources : tuple of int
        Places of the stages whose values it takes; none for the input, two where a way around ends.
    around : bool
        Whether it lies on a way around others: beside the row that the rest makes.
    """

    steps: tuple[Step, ...]
    sources: tuple[int, ...]
    around: bool = False

    @property
    def main(self) -> Step:
        """The layer itself."""
        return next((step for step in self.steps if step.kind != "flatten"), self.steps[0])

    @property
    def last(self) -> Step:
        """The step whose values the stage gives."""
        return self.steps[-1]

    @property
    def kind(self) -> str:
        """Of the layer itself; see `cnnlab.explain.steps.KINDS`."""
        return self.main.kind

    @property
    def shape(self) -> tuple[int, ...]:
        """(rows, columns, maps), or (values,)."""
        return self.last.shape


def stages_of(steps: Sequence[Step]) -> tuple[Stage, ...]:
    """Gather the steps of a network into stages.

    Parameters
    ----------
    steps : sequence of Step
        As `cnnlab.explain.steps.steps_of` gives them.

    Returns
    -------
    tuple of Stage
        In the order in which they are computed. Flattening is a stage of its own only where no dense layer follows.
    """
    users = {step.name: [each for each in steps if step.name in each.sources] for step in steps}
    gathered: list[list[Step]] = []
    place_of: dict[str, int] = {}
    waiting: dict[str, Step] = {}
    """Flattenings, by name, that the dense layer after them will take along."""
    for step in steps:
        before = step.sources[0] if step.sources else ""
        if step.kind == "flatten" and [each.kind for each in users[step.name]] == ["dense"]:
            waiting[step.name] = step
            continue
        follows = step.kind in _FOLLOWING and before in place_of and len(users[before]) == 1
        if follows and gathered[place_of[before]][-1].name == before:
            gathered[place_of[before]].append(step)
        else:
            gathered.append([*([waiting.pop(before)] if before in waiting else []), step])
            place_of |= {each.name: len(gathered) - 1 for each in gathered[-1]}
        place_of[step.name] = place_of.get(step.name, place_of.get(before, 0))
    sources = [tuple(place_of[name] for name in group[0].sources) for group in gathered]
    beside = _beside(sources)
    return tuple(
        Stage(tuple(group), taken, place in beside)
        for place, (group, taken) in enumerate(zip(gathered, sources, strict=True))
    )


def _beside(sources: Sequence[tuple[int, ...]]) -> set[int]:
    """Return the stages that lie on the shorter of two ways which meet again."""
    beside: set[int] = set()
    for taken in sources:
        if len(taken) == 2:
            ways = [_back(sources, place) for place in taken]
            shared = set(ways[0]) & set(ways[1])
            own = [[place for place in way if place not in shared] for way in ways]
            beside.update(min(own, key=len))
    return beside


def _back(sources: Sequence[tuple[int, ...]], place: int) -> list[int]:
    """Return the stages from one back to the input, by the first source of each."""
    way = [place]
    while sources[way[-1]]:
        way.append(sources[way[-1]][0])
    return way
