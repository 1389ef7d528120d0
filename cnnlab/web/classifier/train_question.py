"""Try this: what another number of channels makes of the first layer's parameters."""

from __future__ import annotations

from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.classifier.network_blocks import Stack
from cnnlab.web.i18n import sentences, t
from cnnlab.web.quiz import Question


def channels_question(recipe: ClassifierRecipe, stack: Stack) -> tuple[Question, ...]:
    """Ask how many parameters the first convolution would have for pictures of other channels; none without one.

    Parameters
    ----------
    recipe : ClassifierRecipe
    stack : Stack
        Its network.
    """
    if stack.error is not None or recipe.layers[0].kind != "conv":
        return ()
    layer, (rows, columns, channels) = recipe.layers[0], stack.shape
    other = 3 if channels == 1 else 1
    now = stack.planned[0].parameters
    answer = plan((rows, columns, other), 2, recipe.layers[:1], batch_norm=recipe.batch_norm)[0].parameters
    weights = layer.size**2 * other * layer.units
    values = {"size": layer.size, "maps": layer.units, "channels": other, "weights": f"{weights:,}"}
    slips = {
        weights: t(
            "Those are the weights alone: each map also has a bias, or what batch normalisation keeps."
        ),
        now: t("A kernel is as deep as its input: it has weights for every channel."),
        now * other if other > 1 else now // channels: t(
            "The weights change with the channels; what each map has once does not."
        ),
    }
    return (
        Question(
            "train_channels",
            t(
                "These pictures have {before} and the first convolution has {parameters} parameters. How many would"
                " it have for pictures with {after}?",
                before=_channels(channels),
                after=_channels(other),
                parameters=f"{now:,}",
            ),
            answer,
            sentences(
                t("{size} × {size} × {channels} weights for each of {maps} maps: {weights}.", **values),
                t("With what each map has once, that makes {answer}.", answer=f"{answer:,}"),
                t("The other layers stay as they are: they only see the maps."),
            ),
            {},
            {slip: says for slip, says in slips.items() if slip != answer},
        ),
    )


def _channels(count: int) -> str:
    return t("one channel (grey)") if count == 1 else t("three channels (red, green, blue)")
