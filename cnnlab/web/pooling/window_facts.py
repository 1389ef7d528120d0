"""The facts line of the mode Window."""

from __future__ import annotations

from math import prod

from cnnlab.ops.pooling import PoolingSpec
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.pooling.size_words import calculation


def show_facts(size: tuple[int, int], spec: PoolingSpec) -> None:
    """Show the size, what is lost, how the windows lie, and that nothing is trained.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the picture.
    spec : PoolingSpec
    """
    rows, columns = spec.arithmetic(size)
    facts(
        [
            (t("Output"), f"{rows.output} × {columns.output}", calculation(rows, columns)),
            _kept(prod(size), rows.output * columns.output),
            *_unread(spec.never_read(size)),
            _overlap(spec.most_readers(size)),
            (t("Parameters"), "0", t("nothing in a pooling layer is trained")),
        ]
    )


def _kept(before: int, after: int) -> tuple[str, str, str]:
    remark = t("{share} % thrown away", share=f"{100 * (1 - after / before):.3g}") if after < before else ""
    return t("Values left"), t("{after} of {before}", after=f"{after:,}", before=f"{before:,}"), remark


def _unread(lines: tuple[tuple[int, ...], tuple[int, ...]]) -> list[tuple[str, str]]:
    rows, columns = map(len, lines)
    if not rows and not columns:
        return []
    return [(t("Never read"), t("rows: {rows}; columns: {columns}", rows=rows, columns=columns))]


def _overlap(readers: int) -> tuple[str, str]:
    if readers == 1:
        return t("Overlap"), t("none: each value is read by at most one window")
    return t("Overlap"), t("each value is read by up to {readers} windows", readers=readers)
