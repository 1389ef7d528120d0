"""Thumbnails to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.web.components import register

_mount = register("gallery", "gallery/gallery.js", css="gallery/gallery.css")


def gallery(
    key: str,
    label: str,
    items: Sequence[tuple[str, str, str]],
    chosen: str,
    exact: bool = False,
    strip: bool = False,
) -> None:
    """Show thumbnails; a click is read by :func:`cnnlab.web.adopting.adopt`.

    Parameters
    ----------
    key : str
        Name of the component in the session.
    label : str
        What is chosen, for a screen reader, translated.
    items : sequence of (str, str, str)
        Id, translated name, and data URL of the picture.
    chosen : str
        The id that is marked, or nothing.
    exact : bool
        Whether the pixels of the pictures are to be seen: they are so few.
    strip : bool
        Larger ones, which on a narrow screen stand in one row that a finger moves.
    """
    data = {
        "label": label,
        "items": [{"id": name, "label": text, "src": source} for name, text, source in items],
        "chosen": chosen,
        "exact": exact,
        "strip": strip,
    }
    _mount(key=key, data=data, default={"choice": None}, on_choice_change=lambda: None)
