"""Whether the stars of a text become bold letters: the rule of CommonMark for runs of two stars.

Behind a punctuation mark two stars close only before a space, another mark, or the end. Chinese has no spaces, so that
a full stop inside them leaves the stars on the screen.
"""

from __future__ import annotations

import re
import unicodedata


def unread(text: str) -> list[str]:
    """Return the pairs of stars in a text, with what is beside them, that neither open nor close.

    Parameters
    ----------
    text : str
        Markdown; places such as ``{count}`` stand for words.
    """
    text = re.sub(r"\$\$.*?\$\$|\$[^$]+\$|`[^`]*`", "x", text, flags=re.DOTALL)
    text = re.sub(r"\{\w+\}", "x", text)
    wrong = []
    for place, found in enumerate(re.finditer(r"\*\*", text)):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        outside, inside = (before, after) if place % 2 == 0 else (after, before)
        if _is_space(inside) or (_is_mark(inside) and not _is_space(outside) and not _is_mark(outside)):
            wrong.append(text[max(0, found.start() - 12) : found.end() + 12])
    return wrong


def _is_space(letter: str) -> bool:
    return not letter or letter.isspace()


def _is_mark(letter: str) -> bool:
    return letter != "" and unicodedata.category(letter)[0] in "PS"
