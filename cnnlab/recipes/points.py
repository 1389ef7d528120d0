"""What a generative adversarial network of points in the plane is, and what it learns from."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real

from cnnlab.errors import LabError
from cnnlab.recipes.checks import require_choice, require_number, require_whole
from cnnlab.recipes.gan import LOSSES, PROBABLE

SHAPES = ("mixture", "grid", "ring", "line", "drawn")
NOISES = ("normal", "uniform")
REACH = 1.5
"""Points are drawn within this distance of both axes."""
MOST_DRAWN = 200
UNITS = (4, 64)
LAYERS = (1, 3)
RATES = (1e-5, 0.1)
DISCRIMINATOR_STEPS = (1, 10)
SEEDS = (0, 9999)


@dataclass(frozen=True)
class PointsSpec:
    """Everything that the course of a two-dimensional adversarial network depends on.

    Parameters
    ----------
    shape : str
        One of `SHAPES`: eight normal distributions on a circle, nine on a grid, a ring, a curved line, or `drawn`.
    loss : str
        One of `cnnlab.recipes.gan.LOSSES`. "minimax": that of Goodfellow et al. 2014, both networks on the one value
        function;
        "non_saturating": the same paper's other loss of the generator; "least_squares": Mao et al. 2017, with the
        targets 0 and 1; "hinge": Lim and Ye 2017; "wasserstein": Gulrajani et al. 2017, with a gradient penalty.
    noise : str
        One of `NOISES`: where the generator's two numbers come from, N(0, I) or the square from -1 to 1.
    units, layers : int
        Of the hidden layers of both networks, with leaky ReLU.
    discriminator_rate, generator_rate : float
        Learning rates of Adam.
    discriminator_steps : int
        Steps of the discriminator for each of the generator.
    seed : int
        Of the first weights and of all draws.
    drawn : tuple of (float, float)
        The points of the shape "drawn", at most `MOST_DRAWN`, within `REACH` of both axes.

    Raises
    ------
    LabError
        Where a setting lies outside its limits.
    """

    shape: str = "mixture"
    loss: str = "non_saturating"
    noise: str = "normal"
    units: int = 32
    layers: int = 2
    discriminator_rate: float = 0.003
    generator_rate: float = 0.003
    discriminator_steps: int = 1
    seed: int = 0
    drawn: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        require_choice("shape", self.shape, SHAPES)
        require_choice("loss", self.loss, LOSSES)
        require_choice("noise", self.noise, NOISES)
        require_whole("units", self.units, *UNITS)
        require_whole("layers", self.layers, *LAYERS)
        require_number("discriminator_rate", self.discriminator_rate, *RATES)
        require_number("generator_rate", self.generator_rate, *RATES)
        require_whole("discriminator_steps", self.discriminator_steps, *DISCRIMINATOR_STEPS)
        require_whole("seed", self.seed, *SEEDS)
        if not isinstance(self.drawn, tuple) or len(self.drawn) > MOST_DRAWN:
            raise LabError("Draw at most {most} points.", most=MOST_DRAWN)
        if not all(map(_is_point, self.drawn)):
            raise LabError("A drawn point is two numbers from −{reach} to {reach}.", reach=REACH)
        if self.shape == "drawn" and not self.drawn:
            raise LabError("Draw some points on the plane first.")

    @property
    def probable(self) -> bool:
        """Whether the discriminator says a probability; otherwise it says a score."""
        return self.loss in PROBABLE


def _is_point(point: object) -> bool:
    return (
        isinstance(point, tuple)
        and len(point) == 2
        and all(
            isinstance(each, Real) and not isinstance(each, bool) and -REACH <= each <= REACH
            for each in point
        )
    )
