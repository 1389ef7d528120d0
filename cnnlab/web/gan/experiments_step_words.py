"""What one step has done, in a sentence or two with its numbers."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.step_moves import Move
from cnnlab.inference.step_report import StepReport
from cnnlab.recipes.gan import PROBABLE
from cnnlab.web.i18n import sentences, t
from cnnlab.web.number_grid import number


def sentence(report: StepReport, last: Move | None) -> str:
    """Say what the last step has changed; before the first one, what the scores mean."""
    if last is None:
        return meaning(report)
    if not all(np.isfinite([each.critic_loss, each.generator_loss]).all() for each in report.stages):
        return t(
            "The numbers have grown beyond all bounds: the steps were too large. Go back, or begin again."
        )
    return _critic(report, last) if last.player == "D" else _generator(report, last)


def meaning(report: StepReport) -> str:
    """Say what the discriminator's scores are."""
    if report.loss in PROBABLE:
        return t("Under each picture: the probability, by the discriminator, that it is real.")
    return t(
        "Under each picture: the discriminator's score. The larger, the more real it finds the picture; with this loss"
        " it is no probability."
    )


def _critic(report: StepReport, last: Move) -> str:
    before, after = report.stages[-2:]
    did = t(
        "**The discriminator took a step** at the rate {rate}. Its mean score of real pictures went from {real} to"
        " {real_now}, of generated ones from {fake} to {fake_now}; its loss from {loss} to {loss_now}.",
        rate=f"{last.rate:g}",
        real=number(_mean(report, before.real)),
        real_now=number(_mean(report, after.real)),
        fake=number(_mean(report, before.fake)),
        fake_now=number(_mean(report, after.fake)),
        loss=number(before.critic_loss),
        loss_now=number(after.critic_loss),
    )
    if after.critic_loss <= before.critic_loss:
        return sentences(did, t("The generator, and with it every picture, is as it was."))
    if report.penalised:
        return sentences(
            did, t("The loss has risen, but it is shown without the penalty on the slope, which counts, too.")
        )
    return sentences(did, _beyond())


def _generator(report: StepReport, last: Move) -> str:
    before, after = report.stages[-2:]
    did = t(
        "**The generator took a step** at the rate {rate}. The mean score of its pictures went from {fake} to"
        " {fake_now}, its loss from {loss} to {loss_now}; a pixel changed by {change} on average, of a range of 1.",
        rate=f"{last.rate:g}",
        fake=number(_mean(report, before.fake)),
        fake_now=number(_mean(report, after.fake)),
        loss=number(before.generator_loss),
        loss_now=number(after.generator_loss),
        change=number(float(np.abs(report.after - report.before).mean()), 2),
    )
    if after.generator_loss <= before.generator_loss:
        return sentences(
            did, t("The discriminator, and with it the score of every real picture, is as it was.")
        )
    return sentences(did, _beyond())


def _beyond() -> str:
    return t("The loss has risen: downhill is against the gradient, but the step went beyond the valley.")


def _mean(report: StepReport, scores: np.ndarray) -> float:
    shown = 1 / (1 + np.exp(-np.clip(scores, -60, 60))) if report.loss in PROBABLE else scores
    return float(shown.mean())


def largest(report: StepReport) -> str:
    """Say which layer had the longest gradient, and how far the weights moved."""
    finite = [(layer, length) for layer, length in report.gradients if np.isfinite(length)]
    if not finite:
        return ""
    layer, _ = max(finite, key=lambda each: each[1])
    return t(
        "The longest is that of {layer}. All weights of this network together moved by {moved}. Adam divides each"
        " gradient by its usual size: in the first step of a network every weight moves by about the rate, however"
        " long its gradient.",
        layer=layer,
        moved=number(report.moved),
    )
