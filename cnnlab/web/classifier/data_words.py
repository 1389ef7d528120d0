"""What is said of a data set: where it comes from, and what is odd about it."""

from __future__ import annotations

import numpy as np

from cnnlab.datasets import drafts
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.data_report import DataReport
from cnnlab.web.i18n import N_, listing, t

ABOUT = {
    "digits": N_(
        "Handwritten digits of 13 people, kept as 8 × 8 counts of ink and enlarged here. The test pictures are mostly"
        " by other hands than the training pictures."
    ),
    "shapes": N_(
        "Coloured shapes that this laboratory draws by chance: any size, place and colour, as cluttered and noisy as"
        " you like."
    ),
    "mnist": N_(
        "70,000 handwritten digits of about 500 people, centred and made equal in size. Whoever wrote test pictures"
        " wrote no training pictures."
    ),
    "fashion_mnist": N_(
        "70,000 photographs of clothing from a shop's catalogue, in MNIST's format but harder."
    ),
    "cifar10": N_(
        "60,000 small colour photographs of animals and vehicles. About one label in two hundred is wrong."
    ),
    "own": N_("Pictures that a visitor has collected. They stay on the computer that runs this laboratory."),
}
CREDITS = {
    "digits": N_("E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0; from scikit-learn"),
    "shapes": N_("drawn by this program, free to use"),
    "mnist": N_("Y. LeCun, C. Cortes and C. Burges, from the collections of NIST; CC BY-SA 3.0"),
    "fashion_mnist": N_("H. Xiao, K. Rasul and R. Vollgraf, Zalando Research; MIT licence"),
    "cifar10": N_(
        "A. Krizhevsky, V. Nair and G. Hinton; no licence is stated, it is used for research and teaching"
    ),
    "own": N_("whoever made the pictures"),
}
CLASS_NAMES = (
    N_("circle"),
    N_("ring"),
    N_("square"),
    N_("triangle"),
    N_("star"),
    N_("cross"),
    N_("hexagon"),
    N_("heart"),
    N_("crescent"),
    N_("arrow"),
    N_("T-shirt"),
    N_("trousers"),
    N_("pullover"),
    N_("dress"),
    N_("coat"),
    N_("sandal"),
    N_("shirt"),
    N_("trainer"),
    N_("bag"),
    N_("ankle boot"),
    N_("aeroplane"),
    N_("car"),
    N_("bird"),
    N_("cat"),
    N_("deer"),
    N_("dog"),
    N_("frog"),
    N_("horse"),
    N_("ship"),
    N_("lorry"),
)
"""The classes of all data sets that have names, marked here for the catalogue."""
LOPSIDED = 1.5
"""The largest class has so many times the pictures of the smallest before it is spoken of."""
FEW_TESTS = 200


def remarks(report: DataReport, recipe: ClassifierRecipe, alike: tuple[int, ...]) -> list[str]:
    """Say what a network has to beat, and what might mislead it or its reader.

    Parameters
    ----------
    report : DataReport
    recipe : ClassifierRecipe
    alike : tuple of int
        Classes of own pictures that are nearly all the same.
    """
    train, _, test = report.counts
    names = [t(each) for each in report.classes]
    largest, smallest = int(train.argmax()), int(train.argmin())
    guess = test[largest] / test.sum()
    said = [
        t(
            "Always answering “{name}”, of which there are most to learn from, would be right for {share} % of the"
            " test pictures: a network has to beat that.",
            name=names[largest],
            share=f"{100 * guess:.1f}",
        )
    ]
    if train[largest] >= LOPSIDED * max(train[smallest], 1):
        said.append(
            t(
                "The classes are lopsided: “{large}” has {many} pictures to learn from, “{small}” has {few}. A network"
                " leans towards what it has seen more often.",
                large=names[largest],
                many=f"{train[largest]:,}",
                small=names[smallest],
                few=f"{train[smallest]:,}",
            )
        )
    if train[smallest] < drafts.USEFUL:
        said.append(
            t(
                "With {count} pictures of “{name}” to learn from, little can be learned; augmentation helps a little,"
                " more pictures help more.",
                count=int(train[smallest]),
                name=names[smallest],
            )
        )
    if test.sum() < FEW_TESTS:
        said.append(
            t(
                "The test has only {count} pictures: one more that is right changes the accuracy by {step}.",
                count=int(test.sum()),
                step=f"{100 / test.sum():.1f} %",
            )
        )
    if alike:
        said.append(
            t(
                "Nearly all pictures of {names} are the same: the test will look better than the network is. Change"
                " place, light and distance between the pictures.",
                names=listing(f"“{names[label]}”" for label in alike),
            )
        )
    return said + _shortcuts(report, recipe, guess)


def _shortcuts(report: DataReport, recipe: ClassifierRecipe, guess: float) -> list[str]:
    if recipe.data == "shapes" and recipe.cue:
        return [
            t(
                "A shortcut is planted: {share} of the training pictures have a square in the upper left corner whose"
                " colour names the class. In the test pictures it names a class drawn by chance.",
                share=f"{100 * recipe.cue:.0f} %",
            )
        ]
    by_colour = report.by_colour
    if by_colour is None or by_colour < guess + max(
        0.05, 3 * np.sqrt(guess * (1 - guess) / report.counts[2].sum())
    ):
        return []
    if report.shown.shape[-1] == 1:
        return [
            t(
                "The mean brightness alone gives away the class of {share} of the test pictures. A network may use"
                " that, too.",
                share=f"{100 * by_colour:.0f} %",
            )
        ]
    return [
        t(
            "The mean colour alone gives away the class of {share} of the test pictures. A network may learn the"
            " background instead of the thing.",
            share=f"{100 * by_colour:.0f} %",
        )
    ]
