"""What stands at the edges of the matrix and in the charts, against scikit-learn and plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.metrics import confusion_matrix, precision_score, recall_score

from cnnlab.metrics.certainty import reliability
from cnnlab.training import answers
from tests.web.charts import charts, numbers
from tests.web.examine.checks import PAGE, kept, made_up
from tests.web.mode_checks import sound
from tests.web.train.checks import component


def lopsided() -> answers.Answers:
    """Answers of which hardly any class has its precision as its recall: many classes are called the next one."""
    rng = np.random.default_rng(5)
    labels = np.repeat(np.arange(10), np.arange(20, 40, 2))
    wrong = rng.random(len(labels)) < labels / 14
    answered = np.where(wrong, np.where(labels < 8, 8, labels - 3), labels)
    logits = rng.normal(0, 0.7, (len(labels), 10))
    logits[np.arange(len(labels)), answered] += rng.uniform(2.5, 6, len(labels))
    return made_up(labels, logits)


@pytest.fixture(params=["trained", "made up"])
def held(request, shipped):
    """Answers of the network that the page shows."""
    if request.param == "made up":
        answers.save(shipped / answers.NAME, {"test": lopsided()})
    return kept(shipped)


def percents(shares):
    """As they stand at the edges; a dash where there was nothing to divide by."""
    return ["–" if np.isnan(share) else "100" if share == 1 else f"{100 * share:.1f}" for share in shares]


def test_recall_ends_the_rows_and_precision_the_columns(open_page, held):
    app = open_page("classifier", PAGE)
    assert sound(app)
    matrix = component(app, "recall")
    answered = held.logits.argmax(axis=1)
    options = {"labels": range(10), "average": None, "zero_division": np.nan}
    recall = percents(recall_score(held.labels, answered, **options))
    precision = percents(precision_score(held.labels, answered, **options))
    assert recall != precision
    assert matrix["recall"] == recall
    assert matrix["precision"] == precision

    counts = confusion_matrix(held.labels, answered, labels=range(10))
    cells = {cell["place"]: cell["text"] for cell in matrix["cells"]}
    assert cells == {
        f"{truth},{answer}": str(counts[truth, answer]) if counts[truth, answer] else ""
        for truth in range(10)
        for answer in range(10)
    }
    for place in range(10):
        assert matrix["rows"][place].endswith(f": {counts[place].sum()}")
        assert matrix["columns"][place].endswith(f": {counts[:, place].sum()}")


def test_the_reliability_diagram_has_the_points_that_were_reckoned(open_page, held):
    app = open_page("classifier", PAGE)
    drawn = {trace["name"]: trace for trace in charts(app)[0]}
    probabilities = softmax(held.logits.astype(np.float64), axis=1)
    sure, right = probabilities.max(axis=1), held.logits.argmax(axis=1) == held.labels

    found = reliability(sure, right)
    filled = found.count > 0
    np.testing.assert_allclose(numbers(drawn["right"]["x"]), 100 * found.confidence[filled])
    np.testing.assert_allclose(numbers(drawn["right"]["y"]), 100 * found.right[filled] / found.count[filled])

    # The same once more, one picture after the other.
    bins = [[] for _ in range(10)]
    for each, hit in zip(sure, right, strict=True):
        bins[min(9, int(np.ceil(10 * each)) - 1)].append((each, hit))
    full = [each for each in bins if each]
    np.testing.assert_allclose(
        numbers(drawn["right"]["x"]), [100 * np.mean([each for each, _ in part]) for part in full]
    )
    np.testing.assert_allclose(
        numbers(drawn["right"]["y"]), [100 * np.mean([hit for _, hit in part]) for part in full]
    )
    bars = drawn["share of the answers"]
    np.testing.assert_allclose(
        numbers(bars["x"]), [10 * place + 5 for place, part in enumerate(bins) if part]
    )
    np.testing.assert_allclose(numbers(bars["y"]), [100 * len(part) / len(right) for part in full])
    # What is ideal lies on the diagonal.
    assert numbers(drawn["ideal"]["x"]).tolist() == numbers(drawn["ideal"]["y"]).tolist() == [0, 100]
    # The intervals hold the points, and are the narrower the more answers there are.
    error = drawn["right"]["error_y"]
    below, above = numbers(error["arrayminus"]), numbers(error["array"])
    assert (below >= 0).all()
    assert (above >= 0).all()
    assert ((below + above)[np.argmin(found.count[filled])]) > (below + above)[np.argmax(found.count[filled])]


def test_the_curve_of_what_is_answered(open_page, held):
    app = open_page("classifier", f"{PAGE}&cls_sure=80")
    curve = next(trace for trace in charts(app)[1] if trace["mode"] == "lines")
    sure = softmax(held.logits.astype(np.float64), axis=1).max(axis=1)
    right = held.logits.argmax(axis=1) == held.labels
    thresholds = [percent / 100 for percent in range(101) if (sure >= percent / 100).any()]
    given = [sure >= threshold for threshold in thresholds]
    np.testing.assert_allclose(numbers(curve["x"]), [100 * part.mean() for part in given])
    np.testing.assert_allclose(numbers(curve["y"]), [100 * right[part].mean() for part in given])
