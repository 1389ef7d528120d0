"""The trainings of an experiment as a plain program: one of them, and what changes for each other."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.training.gan_script import script
from cnnlab.web.classifier.compare_program import note
from cnnlab.web.gan.experiments_course import Course


def program(courses: Sequence[Course]) -> str:
    """Return a program that trains the first of them; comments at its end say what to change for the others."""
    first, *others = courses
    base = script(first.recipe)
    notes = "".join(note(base, course.name, script(course.recipe)) for course in others)
    return f"# {first.name}\n{base}{notes}"
