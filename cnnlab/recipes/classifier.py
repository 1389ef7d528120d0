"""What to train a classifier on, and how."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.errors import LabError
from cnnlab.folders import is_id
from cnnlab.recipes.checks import require_choice, require_flag, require_settings
from cnnlab.recipes.layers import PRESETS, Layer

DATA = ("digits", "shapes", "mnist", "fashion_mnist", "cifar10")
OWN_DATA = "own-"
"""What the name of a set of own pictures begins with; its id follows."""
ACTIVATIONS = ("relu", "leaky_relu", "sigmoid", "tanh")
LOSSES = ("categorical_crossentropy", "binary_crossentropy", "mean_squared_error")
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop")
SCHEDULES = ("constant", "cosine", "one_cycle")
MOST_LAYERS = 40


@dataclass(frozen=True)
class ClassifierRecipe:
    """Everything that a classifier's training depends on; the same recipe gives the same run.

    Parameters
    ----------
    data : str
        One of `DATA`, or ``own-`` and the id of a set of own pictures.
    clutter, noise, cue : float
        Of "shapes" alone: see `cnnlab.datasets.shapes.draw`.
    examples : int
        How many of its training pictures, drawn by the seed; 0: all.
    validation : float
        Share of these that is set apart and never trained on.
    layers : tuple of Layer
        From the picture upwards, without the output layer.
    activation, loss, optimizer, schedule : str
        One of `ACTIVATIONS`, `LOSSES`, `OPTIMIZERS`, `SCHEDULES`.
    batch_norm : bool
        Batch normalisation before every activation of a convolution.
    dropout : float
        Share of the values that are dropped before each dense layer and the output.
    l1, l2 : float
        Factors of the sum of absolute and of squared weights in the loss.
    weight_decay : float
        Of AdamW, a step: the weights shrink by rate times this. Other optimisers do not use it.
    learning_rate : float
        Largest rate of the schedule.
    batch_size, epochs : int
    label_smoothing : float
        Share of the probability that is spread over all classes.
    flip : bool
        Pictures are mirrored left to right by chance.
    shift : int
        Pictures are moved by up to so many pixels; what is beyond the border is black.
    rotate : float
        They are turned by up to so many degrees.
    zoom : float
        They are enlarged or reduced by up to this share.
    coarse : float
        Share of the pictures that are taken down to 8 x 8 ink cells and up again, as scikit-learn's digits are.
    early_stopping : int
        Epochs without a better validation loss after which training ends and the best weights come back; 0: never.
    scale_inputs : bool
        False: the network gets 0 to 255 instead of 0 to 1.
    shuffle_labels : bool
        True: the training labels are dealt out at random.
    test_shift : int
        The test pictures are moved by up to so many pixels, drawn by the seed.
    seed : int

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    data: str = "digits"
    clutter: float = 0.3
    noise: float = 0.03
    cue: float = 0.0
    examples: int = 0
    validation: float = 0.1
    layers: tuple[Layer, ...] = PRESETS["article"]
    activation: str = "relu"
    batch_norm: bool = False
    dropout: float = 0.0
    l1: float = 0.0
    l2: float = 0.0
    loss: str = "categorical_crossentropy"
    label_smoothing: float = 0.0
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    schedule: str = "constant"
    weight_decay: float = 0.0
    batch_size: int = 128
    epochs: int = 5
    flip: bool = False
    shift: int = 0
    rotate: float = 0.0
    zoom: float = 0.0
    coarse: float = 0.0
    early_stopping: int = 0
    scale_inputs: bool = True
    shuffle_labels: bool = False
    test_shift: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        layers = tuple(self.layers) if isinstance(self.layers, list | tuple) else ()
        if not layers or len(layers) > MOST_LAYERS or not all(isinstance(each, Layer) for each in layers):
            raise LabError("A network needs from 1 to {most} layers.", most=MOST_LAYERS)
        object.__setattr__(self, "layers", layers)
        if not is_own(self.data):
            require_choice("data", self.data, DATA)
        require_settings(self, _CHOICES, _NUMBERS, _WHOLE)
        for name in ("batch_norm", "flip", "scale_inputs", "shuffle_labels"):
            require_flag(name, getattr(self, name))


def is_own(data: object) -> bool:
    """Tell whether this is the name of a set of own pictures."""
    return isinstance(data, str) and data.startswith(OWN_DATA) and is_id(data.removeprefix(OWN_DATA))


_CHOICES = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}
_NUMBERS = {
    "clutter": (0, 1),
    "noise": (0, 0.5),
    "cue": (0, 1),
    "validation": (0.02, 0.5),
    "dropout": (0, 0.9),
    "l1": (0, 1),
    "l2": (0, 1),
    "label_smoothing": (0, 0.9),
    "learning_rate": (1e-7, 100),
    "weight_decay": (0, 10),
    "rotate": (0, 180),
    "zoom": (0, 0.5),
    "coarse": (0, 1),
}
_WHOLE = {
    "examples": (0, 1_000_000),
    "batch_size": (1, 4096),
    "epochs": (1, 1000),
    "shift": (0, 16),
    "test_shift": (0, 16),
    "early_stopping": (0, 1000),
    "seed": (0, 2**31 - 1),
}
