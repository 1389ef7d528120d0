"""The trainings that are compared as a plain program: one of them, and what changes for each other."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from cnnlab.training.script import script
from cnnlab.web.classifier.compare_courses import Course
from cnnlab.web.i18n import t


def program(courses: Sequence[Course]) -> str:
    """Return a program that trains the first of them; comments at its end say what to change for the others."""
    first, *others = courses
    base = script(first.recipe, first.about)
    notes = "".join(note(base, course.name, script(course.recipe, course.about)) for course in others)
    return f"# {first.name}\n{base}{notes}"


def note(base: str, name: str, other: str) -> str:
    """Return as comments what has to be changed of a program to make another one, called `name`, of it."""
    head = "\n# " + t("For {name}:", name=f"“{name}”") + "\n"
    old, new = base.splitlines(), other.splitlines()
    lines: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        lines += [f"#   - {line}" for line in old[a:b] if line.strip()]
        lines += [f"#   + {line}" for line in new[c:d] if line.strip()]
    return head + "\n".join(lines or ["#   " + t("nothing changes")]) + "\n"
