from __future__ import annotations

import numpy as np
from streamlit.testing.v1 import AppTest

from cnnlab.web import figures


def test_words_cannot_become_markup():
    def page():
        import numpy as np

        from cnnlab.web import figures

        evil = "<img src=x onerror=alert(1)>'\""
        figures.row([figures.Figure(np.zeros((2, 2), np.uint8), evil, evil, evil)])
        figures.facts([(evil, evil, evil)])

    app = AppTest.from_function(page).run()
    assert not app.exception
    for each in app.get("html"):
        assert "<img src=x" not in each.proto.body
        assert "'\"" not in each.proto.body


def test_a_figure_is_the_exact_picture():
    pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 3), np.uint8)
    from cnnlab.images import encoding

    assert encoding.data_url(pixels) in figures._figure(figures.Figure(pixels, "t", "a"))
