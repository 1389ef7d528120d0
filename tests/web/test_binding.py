"""Why the state is not bound by Streamlit: it keeps labels in the address. When this fails, bind instead."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def test_streamlit_takes_the_label_and_not_the_option():
    def page():
        import streamlit as st

        st.selectbox(
            "Kind", ["a", "b"], format_func={"a": "甲", "b": "乙"}.get, key="kind", bind="query-params"
        )

    def opened_with(text: str) -> str:
        app = AppTest.from_function(page)
        app.query_params["kind"] = text
        return app.run().session_state["kind"]

    assert opened_with("乙") == "b"
    assert opened_with("b") == "a"
