"""What each experiment asks in the end, and how what was measured answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cnnlab.web.classifier.compare_courses import Course, size_of
from cnnlab.web.classifier.experiment_words import ARMS
from cnnlab.web.i18n import N_

Results = Mapping[str, Course]


@dataclass(frozen=True)
class Asked:
    """A question before it is put into the reader's language.

    Attributes
    ----------
    text : str
        Message id.
    options : dict of str to str
        Option and message id.
    answer : callable
        From the trainings, which have all come to their end, to an option.
    reveal : str
        Message id: why; it may name ``{<arm>}``, the test accuracy of an arm, ``{<arm>_train}`` and ``{<arm>_val}``.
    """

    text: str
    options: dict[str, str]
    answer: Callable[[Results], str]
    reveal: str


def _test(results: Results, name: str) -> float:
    return results[name].test_accuracy or 0.0


def _best(*names: str) -> Callable[[Results], str]:
    return lambda results: max(names, key=lambda name: _test(results, name))


def _difference(name: str, other: str, close: float = 0.025) -> Callable[[Results], str]:
    """Tell whether an arm's test accuracy is above, below, or about that of another."""

    def answer(results: Results) -> str:
        apart = _test(results, name) - _test(results, other)
        return "about" if abs(apart) < close else "above" if apart > 0 else "below"

    return answer


def _arms(experiment: str, *names: str) -> dict[str, str]:
    return {name: ARMS[experiment][name] for name in names}


def _first_ahead(results: Results) -> str:
    return max(results, key=lambda name: results[name].epochs[0].val_accuracy)


def _cheapest(results: Results) -> str:
    return min(results, key=lambda name: size_of(results[name])[1] or 0)


CHANCE = 0.2
"""Below this an accuracy among ten classes counts as guessed."""


def _share(accuracy: float) -> str:
    return "chance" if accuracy < CHANCE else "half" if accuracy < 0.9 else "all"


QUESTIONS = {
    "little_data": Asked(
        N_("What helps most when there are only 100 digits to learn from?"),
        _arms("little_data", "dropout", "l1", "l2", "augmentation", "more"),
        _best("dropout", "l1", "l2", "augmentation", "more"),
        N_(
            "without help {nothing} of the test digits are right, with dropout {dropout}, L1 {l1}, L2 {l2},"
            " augmentation {augmentation}, and with 900 digits {more}. More data helps wherever it can be"
            " had; augmentation makes something like it out of what is there. That the curves come closer is not"
            " enough: what counts is the test accuracy."
        ),
    ),
    "kernel_size": Asked(
        N_("How well does the network with 1 × 1 kernels do?"),
        {
            "same": N_("As well as with 3 × 3, with a ninth of the weights."),
            "worse": N_("Worse, but better than guessing."),
            "chance": N_("About as well as guessing."),
        },
        lambda results: (
            "chance"
            if _test(results, "size_1") < CHANCE
            else "same"
            if _test(results, "size_1") > _test(results, "size_3") - 0.05
            else "worse"
        ),
        N_(
            "1 × 1: {size_1}, 3 × 3: {size_3}, 5 × 5: {size_5}, 7 × 7: {size_7}. A 1 × 1 kernel sees one pixel and"
            " none of its neighbours: it knows how much ink there is, and not where."
        ),
    ),
    "kernel_count": Asked(
        N_("Four times the kernels: what becomes of the test accuracy, compared with 8 and 16?"),
        {
            "above": N_("It rises by more than 2.5 points."),
            "about": N_("It changes by less than 2.5 points: too little to tell from chance."),
            "below": N_("It falls by more than 2.5 points."),
        },
        _difference("four", "once"),
        N_(
            "a quarter {quarter}, as they are {once}, four times {four}. The second convolution has sixteen times the"
            " weights then. More of them help only where too few were the trouble: training accuracy was {once_train}"
            " already."
        ),
    ),
    "stride_pooling": Asked(
        N_("Which of the three computes least?"),
        _arms("stride_pooling", "max", "average", "stride"),
        _cheapest,
        N_(
            "max pooling {max}, average pooling {average}, stride 2 {stride}. A convolution with stride 2 computes"
            " only the quarter of the values that is kept; pooling computes all of them first and then chooses."
        ),
    ),
    "optimisers": Asked(
        N_("Which is ahead after the first epoch, on the validation digits?"),
        _arms("optimisers", "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"),
        _first_ahead,
        N_(
            "in the end SGD has {sgd} of the test digits right, with momentum {momentum}, Nesterov {nesterov},"
            " RMSprop {rmsprop}, Adam {adam}, AdamW {adamw}. Who starts fast need not end best, and each rate is"
            " as much a choice as the optimiser."
        ),
    ),
    "batch_size": Asked(
        N_("Batches of 512 instead of 16, everything else the same: what becomes of the test accuracy?"),
        {
            "above": N_("It rises: each gradient is more exact."),
            "about": N_("It stays: as many pictures are seen."),
            "below": N_("It falls: there are fewer steps."),
        },
        _difference("batch_512", "batch_16"),
        N_(
            "16: {batch_16}, 64: {batch_64}, 128: {batch_128}, 512: {batch_512}, 512 at eight times the rate:"
            " {retuned}. With 512 an epoch has a thirty-second of the steps that it has with 16. A larger batch asks"
            " for a higher rate, or for more epochs."
        ),
    ),
    "sigmoid_relu": Asked(
        N_("Where is the network with the sigmoid in the end?"),
        {
            "about": N_("About where ReLU is."),
            "behind": N_("Behind, but well on its way."),
            "chance": N_("Still at guessing, one in ten."),
        },
        lambda results: (
            "chance"
            if _test(results, "sigmoid") < CHANCE
            else "about"
            if _test(results, "sigmoid") > _test(results, "relu") - 0.05
            else "behind"
        ),
        N_(
            "ReLU {relu}, sigmoid {sigmoid}, sigmoid with batch normalisation {sigmoid_norm}. The slope of the"
            " sigmoid is 1/4 at most, and layers multiply: the first ones get hardly any gradient. Batch"
            " normalisation keeps the values where the slope is largest."
        ),
    ),
    "smaller": Asked(
        N_(
            "Separable convolutions need a seventh of the multiply-adds here: what becomes of the test accuracy?"
        ),
        {
            "above": N_("It rises by more than 2.5 points."),
            "about": N_("It changes by less than 2.5 points: too little to tell from chance."),
            "below": N_("It falls by more than 2.5 points."),
        },
        _difference("separable", "full"),
        N_(
            "convolutions {full}, separable {separable}, half the kernels {half}. A separable convolution goes"
            " over each map by itself, then mixes the maps with 1 × 1 kernels: 9 · 32 + 32 · 64 weights instead of"
            " 9 · 32 · 64. Half the kernels save three quarters."
        ),
    ),
    "rate_too_high": Asked(
        N_("What becomes of the training at ten times the rate?"),
        {
            "faster": N_("It ends as well, or better."),
            "worse": N_("It learns, but ends more than 2.5 points worse."),
            "chance": N_("It does not learn at all."),
        },
        lambda results: (
            "chance"
            if _test(results, "high") < CHANCE
            else "worse"
            if _difference("high", "right")(results) == "below"
            else "faster"
        ),
        N_(
            "0.05: {right}, a hundredth of it: {low}, ten times: {high}. Too large a step jumps across the valley"
            " instead of into it, and units that end up at 0 for every picture stay dead. Too small a rate learns"
            " too, only late."
        ),
    ),
    "unscaled": Asked(
        N_("The same rate, and inputs from 0 to 255: what happens?"),
        {
            "same": N_("Nothing: the weights adapt."),
            "worse": N_("It learns, but worse."),
            "chance": N_("It does not learn at all."),
        },
        lambda results: (
            "chance"
            if _test(results, "unscaled") < CHANCE
            else "worse"
            if _difference("unscaled", "scaled")(results) == "below"
            else "same"
        ),
        N_(
            "scaled {scaled}, not scaled {unscaled}, at a lower rate {slow}, with batch normalisation"
            " {normalised}. Inputs 255 times as large make the gradient of the first weights 255 times as large,"
            " and the first step leaps far off. A low rate or a normalisation inside the network repairs it; so"
            " does dividing by 255."
        ),
    ),
    "shuffled": Asked(
        N_("How many of the training digits are right in the end, with labels dealt out at random?"),
        {
            "chance": N_("About one in ten: there is nothing to learn."),
            "half": N_("Something in between."),
            "all": N_("Nearly all of them."),
        },
        lambda results: _share(results["shuffled"].epochs[-1].accuracy),
        N_(
            "{shuffled_train} of the training digits are right, and {shuffled} of the test digits. A network with"
            " more weights than pictures can learn anything by heart; that it is right on new digits comes from"
            " the data, not from the network alone. With true labels: {true_train} and {true}."
        ),
    ),
    "dense_conv": Asked(
        N_("Learned from digits in the middle, tested on moved ones: which network suffers least?"),
        _arms("dense_conv", "dense", "conv", "pooled"),
        _best("dense", "conv", "pooled"),
        N_(
            "dense {dense}, convolution {conv}, convolution with global pooling {pooled}; moved in training too:"
            " dense {dense_shift}, convolution {conv_shift}. On digits in the middle they are right about as"
            " often. A convolution does the same everywhere, but what follows it need not: the dense layer knows"
            " places, poolings skip pixels, and the border shows through the padding. What helps most is to move"
            " the pictures in training."
        ),
    ),
    "shortcut": Asked(
        N_(
            "With the square in all training pictures nearly all validation pictures are right. And the test"
            " pictures?"
        ),
        {
            "same": N_("Nearly all as well."),
            "between": N_("Somewhere between that and guessing."),
            "chance": N_("Hardly better than guessing."),
        },
        lambda results: (
            "chance"
            if _test(results, "cue") < CHANCE
            else "same"
            if _test(results, "cue") > results["cue"].epochs[-1].val_accuracy - 0.1
            else "between"
        ),
        N_(
            "{cue_val} of the validation pictures and {cue} of the test pictures. The square is easier than the"
            " shape, so the network looks at nothing else, and validation pictures with the same square cannot"
            " tell. With the square in half of the pictures it is {half}: where there is a square, the network"
            " still follows it. Moved about in training: {moved}. Without the square: {plain}. The remedy is in"
            " the data, where the square must tell nothing."
        ),
    ),
}
