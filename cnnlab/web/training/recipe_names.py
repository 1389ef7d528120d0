"""What the options of a recipe are called, where more than one page has them."""

from __future__ import annotations

from cnnlab.web.i18n import N_

SCHEDULES = {"constant": N_("constant"), "cosine": N_("cosine"), "one_cycle": N_("one cycle")}
"""For each schedule of the learning rate the message id of its name."""
OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": N_("SGD with momentum"),
    "nesterov": N_("SGD with Nesterov momentum"),
    "adam": "Adam",
    "adamw": "AdamW",
    "rmsprop": "RMSprop",
}
"""For each optimiser the message id of its name."""
