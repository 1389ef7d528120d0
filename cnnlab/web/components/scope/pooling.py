"""The scope with a pooling: a picture and two kinds of pooling beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cnnlab.ops.pooling_geometry import PoolingSpec
from cnnlab.ops.pooling_report import pair_of
from cnnlab.web.components.scope import mount
from cnnlab.web.i18n import N_, t

WORDS = {
    "patch": N_("window"),
    "shares": N_("on the way back ({kind}): what each value gets of a gradient of 1"),
    "winner": N_(", at row {row}, column {column} of the picture"),
    "ties": N_("(there {times} times; the first in reading order wins)"),
    "reaches": N_("0 to {high} in each channel"),
    "place": N_("Row {row}, column {column} of the picture: {value}"),
    "outside": N_("Beyond the border: it does not count."),
    "place_hint": N_("Point at a cell to find it in the picture."),
}
"""What the scope says of a pooling, in English: the message ids of the catalogue."""

TITLES = {"max": N_("Max"), "average": N_("Average"), "l2": "L2"}
ALTERNATIVES = {
    "max": N_("The max-pooled map: the largest value of each window"),
    "average": N_("The average-pooled map: the mean of each window"),
    "l2": N_("The L2-pooled map: the root of the sum of squares of each window"),
}
KINDS = {"max": N_("max"), "average": N_("average"), "l2": "L2"}
RESULTS = {"max": N_("largest"), "average": N_("mean"), "l2": "L2"}


def pooling_scope(
    key: str,
    bus: str,
    picture: Mapping[str, str | int],
    spec: PoolingSpec,
    *,
    id: str,  # noqa: A002 - the name that all components give it
    at: str | None = None,
    covered: bool = False,
    words: Mapping[str, str] | None = None,
) -> str | None:
    """Show a picture, two poolings of it, and how each output value came about.

    The badge on the same bus must carry the two maps of `pair_of`, one after another.

    Parameters
    ----------
    key, bus, picture, id, at
        As for `cnnlab.web.components.scope.scope`.
    spec : PoolingSpec
        Its kind is the chosen one: the arithmetic is about it.
    covered : bool
        A question is open: leave out what each value gets of a gradient.
    words : mapping of str to str, optional
        Translated words instead of those of the scope.

    Returns
    -------
    str or None
        ``"row,column#time"``: the output that the visitor has pinned, and when; None without one.

    Raises
    ------
    LabError
        Where there is no output.
    """
    size = (int(picture["height"]), int(picture["width"]))
    kinds = pair_of(spec.kind)
    settings = {
        "operation": "pooling",
        "kinds": list(kinds),
        "chosen": kinds.index(spec.kind),
        "window": list(spec.window),
        "output_size": spec.output_size(size),
        "pads": spec.padding_amounts(size),
        "padding": spec.padding,
        "stride": spec.stride,
        "dilation": (1, 1),
        "scale": "auto",
        "never_read": dict(zip(("rows", "cols"), spec.never_read(size), strict=True)),
        "at": at,
        "covered": bool(covered),
        "gradient": True,
        "alt": {"input": t("The picture in hand, with the window on it")},
        "outputs": [{"title": t(TITLES[kind]), "alt": t(ALTERNATIVES[kind])} for kind in kinds],
    }
    said = {
        **{name: t(sentence) for name, sentence in WORDS.items()},
        "kinds": _translated(KINDS, kinds),
        "results": _translated(RESULTS, kinds),
        **(words or {}),
    }
    return mount(key, bus, picture, id, settings, said)


def _translated(names: Mapping[str, str], kinds: Sequence[str]) -> dict[str, str]:
    return {kind: t(names[kind]) for kind in kinds}
