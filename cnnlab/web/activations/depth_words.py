"""What the mode Depth says about a stack of layers."""

from __future__ import annotations

from cnnlab.ops.depth import DepthRun
from cnnlab.ops.depth_report import DepthReport
from cnnlab.ops.depth_verdict import Verdict
from cnnlab.web.activations import properties as p
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number

RULES = N_(
    "The first rule that holds decides. **Out of range:** a number is infinite or undefined. **Dead units:** in some"
    " layer more than three quarters of the units have no slope for the whole batch (below a thousandth of the"
    " steepest). **Saturated:** in some layer more than half of the values lie where sigmoid or tanh has less than a"
    " tenth of its steepest slope. **Vanishes, explodes:** on its way back the gradient falls below a thousandth, or"
    " rises above a thousand times, of what it is at the last layer. **Weakens, grows:** at layer 1 it is below a"
    " tenth, or above ten times, of that. **Survives:** none of these. What is measured is the norm of the loss's"
    " gradient with respect to the activations of a layer."
)
VERDICTS = {
    "infinite": N_(
        "**The numbers run out of range.** Activations or gradients of layer {layer} are infinite or undefined: 32-bit"
        " numbers end at 3.4 × 10³⁸."
    ),
    "dead": N_(
        "**Units are dead.** In layer {layer}, {share} % of the units have no slope for any input of the batch: no"
        " gradient reaches their weights."
    ),
    "saturated": N_(
        "**The activations are saturated.** In layer {layer}, {share} % of the values lie where {activation} is"
        " nearly flat."
    ),
    "vanishing": N_(
        "**The gradient vanishes.** From layer {last} back to layer {layer} it has fallen below a thousandth."
    ),
    "exploding": N_(
        "**The gradient explodes.** From layer {last} back to layer {layer} it has grown more than a thousandfold."
    ),
    "weakening": N_(
        "**The gradient weakens.** It has not vanished yet; with more layers of this kind it would."
    ),
    "growing": N_("**The gradient grows.** It has not exploded yet; with more layers of this kind it would."),
    "healthy": N_("**The gradient survives.**"),
}
BUTTONS = {
    "he": N_("Use He initialisation"),
    "glorot": N_("Use Glorot initialisation"),
}
GREAT = 1e9
"""From here on a ratio is written with a power of ten."""
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def activation_name(name: str) -> str:
    """Return a function's name within a sentence."""
    return t("no activation") if name == "linear" else t(p.FUNCTIONS[name])


def verdict_words(verdict: Verdict, run: DepthRun, activation: str) -> str:
    """Say what is wrong, and how the gradient at layer 1 compares with that at the last layer."""
    last = len(run.gradient)
    words = t(
        VERDICTS[verdict.kind],
        layer=verdict.layer,
        last=last,
        share=f"{100 * verdict.share:.0f}",
        activation=activation_name(activation),
    )
    if verdict.kind == "infinite":
        return words
    return sentences(words, comparison(run.ratio, last))


def comparison(ratio: float, last: int) -> str:
    """Say how large the gradient at layer 1 is beside that at the last layer."""
    if last == 1:
        return t("With a single layer, layer 1 is the last.")
    if ratio == 0:
        return t("At layer 1 the gradient is exactly 0.")
    if 0.9 < ratio < 1.15:
        return t("At layer 1 the gradient is about as large as at layer {last}.", last=last)
    if ratio < 1:
        return t(
            "At layer 1 the gradient is {part} of what it is at layer {last}.", part=as_part(ratio), last=last
        )
    return t(
        "At layer 1 the gradient is {times} times what it is at layer {last}.",
        times=_written(ratio),
        last=last,
    )


def as_part(ratio: float) -> str:
    """Write a ratio as a part, such as 1/1,300, or as a multiple."""
    return f"1/{_written(1 / ratio)}" if 1 / GREAT < ratio < 1 else _written(ratio)


def _written(value: float) -> str:
    """Write two digits, in full where that can be read, else with a power of ten."""
    if 100 <= value < GREAT:
        return f"{round(value, 2 - len(f'{value:.0f}')):,.0f}"
    if value >= GREAT or 0 < value < 1 / GREAT:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa} × 10{str(int(exponent)).translate(RAISED)}"
    return number(value, 2)


def remedy_words(report: DepthReport, activation: str) -> tuple[str, str]:
    """Say what helps, in words and on a button.

    Parameters
    ----------
    report : DepthReport
        Something is wrong with it.
    activation : str
        The one that is in use.
    """
    remedy = report.remedy
    if remedy is None:
        return (
            t(
                "Neither Glorot's nor He's initialisation is enough here, nor is ReLU. Take fewer layers, or wider"
                " ones."
            ),
            "",
        )
    if remedy.activation != activation:
        return (
            t(
                "Neither Glorot's nor He's initialisation is enough for {activation} here.",
                activation=activation_name(activation),
            ),
            t("Use ReLU and He initialisation"),
        )
    return _then(remedy.ratio, len(report.run.gradient)), t(BUTTONS[remedy.initialisation])


def _then(ratio: float, last: int) -> str:
    if last == 1:
        return t("With it, nothing is wrong.")
    if ratio < 1:
        return t("Layer 1 then has {part} of the gradient of layer {last}.", part=as_part(ratio), last=last)
    return t("Layer 1 then has {times} times the gradient of layer {last}.", times=as_part(ratio), last=last)
