"""Try this: predict, then reveal."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cnnlab.web import in_hand
from cnnlab.web.i18n import language, sentences, t
from cnnlab.web.lessons import LESSONS
from cnnlab.web.state import Property, apply_query


@dataclass(frozen=True)
class Question:
    """A question in the reader's language.

    Attributes
    ----------
    name : str
        Stable id.
    text : str
        What is asked.
    answer : str or int
        An option's id, or a whole number.
    reveal : str
        Why that is the answer.
    options : dict of str to str
        Options to choose from; empty where a number is asked for.
    slips : dict
        Wrong answer, and the slip behind it.
    query : str
        The state of the page that the question is about, as in a URL.
    """

    name: str
    text: str
    answer: str | int
    reveal: str
    options: dict[str, str] = field(default_factory=dict)
    slips: dict[Any, str] = field(default_factory=dict)
    query: str = ""


def written(page: str) -> tuple[Question, ...]:
    """Return the questions of a page that stand in the lessons' folder."""
    code = language()
    return tuple(
        Question(
            each["id"],
            each["question"][code],
            each["answer"],
            each["reveal"][code],
            {option["id"]: option[code] for option in each.get("options", [])},
            {slip["answer"]: slip["says"][code] for slip in each.get("slips", [])},
            each.get("query", ""),
        )
        for each in _file()
        if each["page"] == page
    )


@functools.cache
def _file() -> list[dict]:
    return json.loads((LESSONS / "questions.json").read_text("utf-8"))


def is_open(page: str) -> bool:
    """Tell whether a question of the page is open and not yet revealed: its answer must stay covered."""
    name = st.session_state.get(f"{page}_question")
    return name is not None and name not in st.session_state.get("_revealed", set())


def show(page: str, questions: Sequence[Question], properties: Sequence[Property]) -> None:
    """Show the list of questions, and the one that is open."""
    by_name = {question.name: question for question in questions}
    numbers = {question.name: str(number) for number, question in enumerate(questions, 1)}
    st.markdown(
        t("Choose a question. While it is open, the facts on the page that would answer it are covered.")
    )
    key = f"{page}_question"
    if st.session_state.get(key) not in by_name:
        st.session_state[key] = None
    name = st.pills(t("Question"), list(by_name), format_func=numbers.get, key=key, persist_state="session")
    if name is not None:
        _ask(by_name[name], properties)


def _ask(question: Question, properties: Sequence[Property]) -> None:
    st.markdown(f"**{question.text}**")
    if question.query:
        st.button(
            t("Set the page up for this question"),
            icon=":material/tune:",
            on_click=apply_query,
            args=(properties, in_hand.PROPERTIES, question.query),
            key=f"set_{question.name}",
        )
    guess = _guess(question)
    revealed = st.session_state.setdefault("_revealed", set())
    if question.name not in revealed:
        st.button(
            t("Reveal"),
            type="primary",
            disabled=guess is None,
            on_click=revealed.add,
            args=(question.name,),
            key=f"reveal_{question.name}",
        )
        return
    if guess == question.answer:
        st.success(sentences(t("Right."), question.reveal))
    else:
        st.info(sentences(t("Not quite."), question.slips.get(guess, ""), question.reveal))
    st.button(t("Ask again"), on_click=revealed.discard, args=(question.name,), key=f"again_{question.name}")


def _guess(question: Question) -> str | int | None:
    key = f"guess_{question.name}"
    if question.options:
        return st.radio(
            t("My prediction"), list(question.options), index=None, format_func=question.options.get, key=key
        )
    return st.number_input(t("My prediction"), value=None, step=1, key=key, width=200)
