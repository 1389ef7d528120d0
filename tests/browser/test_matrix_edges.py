"""At the edges of the confusion matrix, as it is drawn: recall where a row ends, precision where a column does."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from tests.browser.tab import CONFIRMATION

pytestmark = pytest.mark.browser

NAME = "shapes-classifier"
READ = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"


def percents(shares: np.ndarray) -> list[str]:
    return ["100" if share == 1 else f"{100 * share:.1f}" for share in shares]


def test_recall_ends_the_rows_and_precision_the_columns(open_tab):
    tab = open_tab(f"/classifier?cls_mode=examine&cls_model={NAME}")
    tab.page.locator(".matrix[data-ready]").wait_for(timeout=CONFIRMATION)
    head, *rows, foot = tab.page.locator(".matrix table").evaluate(READ)
    counts = np.array(pretrained.metrics_of(NAME)["confusion"])
    right = np.diagonal(counts)
    recall, precision = percents(right / counts.sum(axis=1)), percents(right / counts.sum(axis=0))
    assert recall != precision
    assert (head[-1], foot[0]) == ("recall %", "precision %")
    assert [row[-1] for row in rows] == recall
    assert foot[1:11] == precision
    shown = [[int(text.replace(",", "") or 0) for text in row[1:11]] for row in rows]
    np.testing.assert_array_equal(shown, counts)
    assert head[1:11] == [row[0] for row in rows]
