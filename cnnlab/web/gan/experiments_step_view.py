"""What one step has changed: pictures with their scores, a sentence in numbers, gradients."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import as_bytes, colour, encoding
from cnnlab.inference.step_moves import Move, moves_of
from cnnlab.inference.step_report import Stage, StepReport
from cnnlab.recipes.gan import PROBABLE
from cnnlab.web.gan.experiments_step_words import largest, sentence
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import MINUS, number

STYLE = """<style>
.gan-step { display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 0.25rem 0.4rem; }
.gan-step h4 { grid-column: 1 / -1; font-size: 0.9rem; font-weight: 600; margin: 0.5rem 0 0; padding: 0; }
.gan-step img { display: block; width: 100%; image-rendering: pixelated; border-radius: 0.2rem; background: #000; }
.gan-step small { display: block; text-align: center; font-size: 0.75rem; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
@media (max-width: 640px) { .gan-step { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.gan-step b { font-weight: 700; } .gan-step s { text-decoration: none; opacity: 0.65; }
.gan-gradients { display: grid; grid-template-columns: max-content 1fr max-content; gap: 0.2rem 0.7rem;
  font-size: 0.85rem; align-items: center; max-width: 620px; font-variant-numeric: tabular-nums; }
.gan-gradients i { display: block; height: 0.7rem; border-radius: 0.2rem; background: #0072b2; }
</style>"""

REAL = N_("A real picture, label {label}.")
MADE = N_("A generated picture, asked for {label}.")
AGAIN = N_("The same noise after the step, asked for {label}.")
APART = N_("The difference of both, asked for {label}.")


def told(loss: str, scores: np.ndarray) -> np.ndarray:
    """Return scores as they are shown: as probabilities D(x) where they stand for one."""
    return 1 / (1 + np.exp(-np.clip(scores, -60, 60))) if loss in PROBABLE else scores


def pictures(report: StepReport, text: str) -> None:
    """Show real and generated pictures with their scores, before the last step and after it."""
    moves = moves_of(text)
    last = moves[-1] if moves else None
    now = report.stages[-1]
    before = report.stages[-2] if moves else now
    changed = _scores(report.loss, before.fake, now.fake)
    parts = [
        _heading(t("Real pictures, and what the discriminator says of them")),
        _row(report.real, _scores(report.loss, before.real, now.real), REAL, report),
    ]
    if last is None or last.player == "D":
        parts += [_heading(t("Generated pictures")), _row(report.after, changed, MADE, report)]
    else:
        parts += [
            _heading(t("Generated pictures before the step")),
            _row(report.before, _plain(report.loss, before.fake), MADE, report),
            _heading(t("The same noise after the step")),
            _row(report.after, changed, AGAIN, report),
            _heading(t("What has become brighter (warm) and darker (cold)")),
            _row(difference(report), [""] * len(report.after), APART, report),
        ]
    st.html(f"{STYLE}<div class='gan-step'>{''.join(parts)}</div>")
    st.markdown(sentence(report, last))


def difference(report: StepReport) -> np.ndarray:
    """Return what the last step has changed of the pictures, in colours, uint8 (N, H, W, 3)."""
    apart = (report.after - report.before).mean(axis=3)
    limit = max(float(np.abs(apart).max()), 1e-6)
    return np.stack([colour.diverging(each, limit) for each in apart])


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"


def _row(images: np.ndarray, captions: Sequence[str], alt: str, report: StepReport) -> str:
    """Return a line of pictures; `alt` is a message id with the label in it."""
    if images.dtype != np.uint8:
        images = as_bytes(images)
    elif images.shape[-1] == 1:
        images = images[..., 0]
    return "".join(
        f"<div><img src='{encoding.data_url(image)}' alt='{escape(t(alt, label=label))}'>"
        f"<small>{caption}</small></div>"
        for image, caption, label in zip(images, captions, report.labels.tolist(), strict=True)
    )


def _scores(loss: str, before: np.ndarray, now: np.ndarray) -> list[str]:
    """Write each score; where it has changed, what it was before, too."""
    if np.array_equal(before, now):
        return _plain(loss, now)
    return [
        f"<s>{_short(was)} →</s><br><b>{_short(score)}</b>"
        for was, score in zip(told(loss, before).tolist(), told(loss, now).tolist(), strict=True)
    ]


def _plain(loss: str, scores: np.ndarray) -> list[str]:
    return [_short(score) for score in told(loss, scores).tolist()]


def _short(score: float) -> str:
    return (
        number(score, 3)
        if abs(score) >= 100 or not np.isfinite(score)
        else f"{score:.2f}".replace("-", MINUS)
    )


def facts_of(report: StepReport, text: str) -> None:
    """Show the course of all steps, and the last one's gradients."""
    moves = moves_of(text)
    if not moves:
        return
    _course(report, moves)
    longest = max((length for _, length in report.gradients if np.isfinite(length)), default=0.0) or 1.0
    bars = "".join(
        f"<span>{escape(layer)}</span><span><i style='width:{100 * min(length / longest, 1):.1f}%'></i></span>"
        f"<span>{number(length, 2)}</span>"
        for layer, length in report.gradients
        if np.isfinite(length)
    )
    st.markdown(t("**Length of the gradient of each layer** in the last step"))
    st.html(f"<div class='gan-gradients'>{bars}</div>")
    st.caption(largest(report))


def _course(report: StepReport, moves: Sequence[Move]) -> None:
    import plotly.graph_objects as go

    x = list(range(len(report.stages)))
    figure = go.Figure()
    lines = (
        (t("real pictures, mean"), colour.CLASSES[0], _means(report, "real")),
        (t("generated pictures, mean"), colour.CLASSES[5], _means(report, "fake")),
    )
    for name, paint, values in lines:
        figure.add_trace(
            go.Scatter(x=x, y=values, name=name, mode="lines+markers", line={"color": paint, "width": 2.5})
        )
    figure.update_layout(
        height=240,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        hovermode="x unified",
    )
    figure.update_xaxes(tickvals=x, ticktext=["0", *(move.player for move in moves)], title=t("Steps"))
    figure.update_yaxes(title=t("Score"))
    st.plotly_chart(figure, key="gan_x_step_chart", config={"displayModeBar": False})


def _means(report: StepReport, name: str) -> list[float]:
    def mean(stage: Stage) -> float:
        return float(told(report.loss, getattr(stage, name)).mean())

    return [mean(stage) for stage in report.stages]
