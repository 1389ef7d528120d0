"""Try this: questions about a picture that is made by optimisation."""

from __future__ import annotations

from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

QUERY = "style_mode=steps"
ROWS, COLUMNS = 192, 256
TEXTURE = {
    "texture": N_("A texture: colours and strokes of the style, and nothing that could be named."),
    "copy": N_("The style picture itself, after enough steps."),
    "noise": N_("Noise: without a content there is nothing to learn."),
}
FIRST_LAYER = {
    "colours": N_("Its colours and the finest grain."),
    "strokes": N_("Its strokes and shapes as well."),
    "content": N_("The things that are on it."),
}


def questions() -> tuple[Question, ...]:
    """Return the questions."""
    return (_learned(), _no_content(), _first_layer())


def _learned() -> Question:
    values = 3 * ROWS * COLUMNS
    return Question(
        "style_s_learned",
        t(
            "The picture has {columns} × {rows} pixels and three colours. How many numbers does a step change?",
            columns=COLUMNS,
            rows=ROWS,
        ),
        values,
        t(
            "{columns} × {rows} × 3 = {values}: the picture's own values are what is learned. The weights of the"
            " network stay as they are; it only looks.",
            columns=COLUMNS,
            rows=ROWS,
            values=values,
        ),
        slips={
            ROWS * COLUMNS: t("That is one colour: there are three."),
            0: t("No weight changes, that is right. But what does change then?"),
        },
        query=QUERY,
    )


def _no_content() -> Question:
    return Question(
        "style_s_texture",
        t("Begin with noise and give the content the weight 0. What comes of it?"),
        "texture",
        t(
            "A Gram matrix is a mean over all places: it knows which maps go together, and not where. Pictures without"
            " number have the same one; the noise decides which of them is found. So Gatys and others made textures"
            " before they made styles."
        ),
        options={name: t(message) for name, message in TEXTURE.items()},
        slips={
            "copy": t(
                "The Gram matrices do not say where anything is, so nothing leads back to that one picture."
            ),
            "noise": t("The style alone has a loss and a gradient, too."),
        },
        query=f"{QUERY}&style_s_start=noise&style_s_content=0",
    )


def _first_layer() -> Question:
    return Question(
        "style_s_first_layer",
        t(
            "Only the style of relu1_1 counts, all other layers are off. What is taken from the style picture?"
        ),
        "colours",
        t(
            "A map of the first layer sees 3 × 3 pixels. Which colours stand beside one another it can tell; a stroke"
            " is larger than its window. At a smaller size the same window covers more, which is why we begin small."
        ),
        options={name: t(message) for name, message in FIRST_LAYER.items()},
        slips={
            "strokes": t("A stroke is larger than 3 × 3 pixels."),
            "content": t("What things there are no Gram matrix says, least of all that of the first layer."),
        },
        query=(
            f"{QUERY}&style_s_style_relu2_1=false&style_s_style_relu3_1=false&style_s_style_relu3_4=false"
        ),
    )
