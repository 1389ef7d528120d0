"""Try this: how well fewer numbers would do for the picture on the screen."""

from __future__ import annotations

from cnnlab.inference.rebuild_report import RebuildReport
from cnnlab.web.autoencoder.tenths import decibels
from cnnlab.web.i18n import sentences, t
from cnnlab.web.quiz import Question


def questions(report: RebuildReport) -> tuple[Question, ...]:
    """Ask whether PCA or the network rebuilds this picture better; nothing where there is no PCA for it."""
    if report.linear is None:
        return ()
    gain = report.made.psnr - report.linear.psnr
    answer = "even" if abs(gain) < 1 else ("network" if gain > 0 else "pca")
    reveal = t(
        "The network gets {network}, PCA {pca}.",
        network=decibels(report.made.psnr),
        pca=decibels(report.linear.psnr),
    )
    why = t(
        "PCA can only add up fixed pictures, each times a number. The network bends: what a number does depends on the"
        " others, so that few numbers go further. On pictures of another kind than those it learned"
        " from, that is no help."
    )
    return (
        Question(
            "ae_linear",
            t(
                "The same picture, the same count of numbers ({count}): who rebuilds it better?",
                count=len(report.made.code),
            ),
            answer,
            sentences(reveal, why),
            {
                "pca": t("PCA, the best linear code, by at least 1 dB"),
                "network": t("The network, by at least 1 dB"),
                "even": t("Both are within 1 dB of one another"),
            },
            {},
        ),
    )
