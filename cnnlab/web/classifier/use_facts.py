"""What can be counted and measured of the network and its answer."""

from __future__ import annotations

from cnnlab.inference.use_report import UseReport
from cnnlab.networks.plan import plan
from cnnlab.web.classifier import use_words as words
from cnnlab.web.classifier.use_input import Network
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t


def show(asked: Network, report: UseReport, names: list[str]) -> None:
    """Show the facts."""
    first, second = report.probabilities.argsort()[::-1][:2]
    planned = plan(asked.about.shape, len(names), asked.recipe.layers, batch_norm=asked.recipe.batch_norm)
    limit = (
        "" if report.threshold is None else t("limit {threshold}", threshold=words.energy(report.threshold))
    )
    facts(
        [
            (t("Surest class"), names[first], words.percent(float(report.probabilities[first]))),
            (t("Runner-up"), names[second], words.percent(float(report.probabilities[second]))),
            (t("Energy"), words.energy(report.energy), limit),
            (t("Parameters"), f"{sum(each.parameters for each in planned):,}"),
            (t("Multiply-adds"), f"{sum(each.multiply_adds for each in planned):,}", t("for one picture")),
            (
                t("One picture takes"),
                f"{report.milliseconds:.2g} ms"
                if report.milliseconds < 10
                else f"{report.milliseconds:.0f} ms",
                t("measured here, on the {device}", device=report.device),
            ),
        ]
    )
