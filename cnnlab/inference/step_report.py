"""One step of a GAN at a time: the same pictures before and after, and how large each layer's gradient was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.images import handwriting
from cnnlab.inference.sampling import recipe_of
from cnnlab.inference.step_moves import moves_of, readable
from cnnlab.pretrained import Trained

if TYPE_CHECKING:
    from cnnlab.training.gan_steps import Players

BATCH = 8
"""Real and as many generated pictures: few enough to be looked at."""
MOST_SEED = 10_000


@dataclass(frozen=True, eq=False)
class Stage:
    """Where the game stands after some steps.

    Attributes
    ----------
    real, fake : ndarray of float32, shape (BATCH,)
        Scores as the discriminator gives them: logits where the loss is one of `PROBABLE`.
    critic_loss, generator_loss : float
        Without penalties.
    """

    real: np.ndarray
    fake: np.ndarray
    critic_loss: float
    generator_loss: float


@dataclass(frozen=True, eq=False)
class StepReport:
    """What the page shows of a list of steps.

    Attributes
    ----------
    loss : str
        That of the network's recipe.
    real : ndarray of uint8, shape (BATCH, H, W, C)
    before, after : ndarray of float32, shape (BATCH, H, W, C)
        What the generator makes of the same noise before the last step and after it; the same where there was none,
        or where the discriminator took it.
    labels : ndarray of int32, shape (BATCH,)
    stages : tuple of Stage
        At the beginning, and after each step.
    gradients : tuple of (str, float)
        Of the last step, for each layer that has weights: the length of the gradient of what was made small.
    moved : float
        Length of the change of all the player's weights in the last step.
    penalised : bool
        Whether the discriminator makes a penalty small, too, which no loss here contains.
    """

    loss: str
    real: np.ndarray
    before: np.ndarray
    after: np.ndarray
    labels: np.ndarray
    stages: tuple[Stage, ...]
    gradients: tuple[tuple[str, float], ...]
    moved: float
    penalised: bool = False


def report_steps(
    name: str, moves: str, seed: int, report: Callable[..., object] = lambda share: None
) -> StepReport:
    """Play steps from where a trained network stands, and say what they did to a batch.

    A worker remembers nothing of a visitor: all steps are played again. Both players see the same batch in each step,
    so that the change is the step's alone; both have Adam, which has seen nothing before the first of them.

    Parameters
    ----------
    name : str
        A shipped GAN, or the id of a run.
    moves : str
        See `cnnlab.inference.step_moves`.
    seed : int
        Chooses real pictures, labels and noise, from 0 to `MOST_SEED`.
    report : callable
        Called with the share that is done; may raise to leave it. The first step of each player takes a second or
        two, because it is compiled: this is for the long worker.

    Raises
    ------
    LabError
        There is no such network, it is no GAN, or the steps cannot be read.
    """
    if not readable(moves) or not 0 <= seed <= MOST_SEED:
        raise LabError("These steps cannot be read. Begin again with the first one.")
    network = pretrained.trained(name)
    recipe_of(network)
    report(0.1)
    if "gan_steps" not in network.kept:
        network.kept["gan_steps"] = _Game(network)
    return network.kept["gan_steps"].play(moves, seed, report)


class _Recorder:
    """Stands in for an optimiser, and keeps how large the gradients were that it was given."""

    def __init__(self, optimizer: Any) -> None:
        self._optimizer = optimizer
        self.lengths: list = []

    def apply(self, gradients: Sequence, variables: Sequence) -> None:
        """Take the step."""
        import tensorflow as tf

        self.lengths = [tf.norm(gradient) for gradient in gradients]
        self._optimizer.apply(gradients, variables)


class _Game:
    """Both players of a network beside it, with compiled steps; each time put back to where the network stands."""

    def __init__(self, network: Trained) -> None:
        import tensorflow as tf

        from cnnlab.training.gan_steps import Moves, players_of

        self._network = network
        # As it was trained, but for what would make the pictures of the step others than those on the screen.
        self._recipe = replace(network.recipe, batch_size=BATCH, translation=0)
        players = players_of(self._recipe, network.shape, len(network.classes))
        self._players = players
        recorders = [_Recorder(each) for each in (players.critic_optimizer, players.generator_optimizer)]
        self._moves = Moves(
            self._recipe,
            replace(players, critic_optimizer=recorders[0], generator_optimizer=recorders[1]),
        )

        def critic(real, labels, seed):
            self._moves.critic(real, labels, seed)
            return recorders[0].lengths

        def generator(real, labels, seed):
            self._moves.generator(labels, seed)
            return recorders[1].lengths

        # Each is compiled when it is first asked for.
        self._take = {"D": tf.function(critic), "G": tf.function(generator)}
        self._look = tf.function(self._looked)

    def _looked(self, real, labels, seed):
        import tensorflow as tf

        made = self._moves.make(self._moves.noise(seed), labels)
        scores = self._moves.score(
            tf.concat([real, made], axis=0), tf.concat([labels, labels], axis=0), training=False
        )
        return made, scores[:BATCH], scores[BATCH:]

    def play(self, text: str, seed: int, report: Callable[..., object]) -> StepReport:
        """Play the steps of a text from where the network stands."""
        import tensorflow as tf

        self._put_back()
        real, labels = _batch(self._recipe.data, len(self._network.classes), seed)
        inputs = tf.constant(real / np.float32(255)), tf.constant(labels), tf.constant([seed, 0])
        made, *scores = self._look(*inputs)
        before, stages, lengths, moved = made, [self._stage(*scores)], [], 0.0
        moves = moves_of(text)
        for number, move in enumerate(moves, 1):
            report(number / (len(moves) + 1))
            optimizer, variables = self._of(move.player)
            optimizer.learning_rate.assign(move.rate)
            last = number == len(moves)
            had = [np.array(each) for each in variables] if last else []
            lengths = self._take[move.player](*inputs)
            if last:
                moved = _apart(had, variables)
            before = made
            made, *scores = self._look(*inputs)
            stages.append(self._stage(*scores))
        gradients = _by_layer(self._of(moves[-1].player)[1], lengths) if moves else ()
        return StepReport(
            self._recipe.loss,
            real,
            np.clip(np.nan_to_num(before.numpy()), 0, 1),
            np.clip(np.nan_to_num(made.numpy()), 0, 1),
            labels,
            tuple(stages),
            gradients,
            moved,
            bool(self._recipe.r1) or self._recipe.loss == "wasserstein",
        )

    def _of(self, player: str) -> tuple[Any, list]:
        players: Players = self._players
        if player == "D":
            return players.critic_optimizer, players.discriminator.trainable_variables
        return players.generator_optimizer, players.generator.trainable_variables

    def _put_back(self) -> None:
        players, model = self._players, self._network.model
        for ours, theirs in (
            (players.generator, model.get_layer("generator")),
            (players.discriminator, model.get_layer("discriminator")),
        ):
            for variable, value in zip(ours.variables, theirs.variables, strict=True):
                variable.assign(value)
        for variable in players.variables:  # what both optimisers remember
            variable.assign(np.zeros(variable.shape, variable.dtype))

    def _stage(self, real, fake) -> Stage:
        from cnnlab.training.gan_losses import critic_loss, generator_loss

        loss = self._recipe.loss
        return Stage(
            real.numpy(),
            fake.numpy(),
            float(critic_loss(loss, real, fake)),
            float(generator_loss(loss, fake)),
        )


def _batch(data: str, classes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return real pictures (uint8) and their labels, of as many classes as there can be.

    Where MNIST is not on this computer, other handwritten digits stand in, made ready as MNIST's are.
    """
    random = np.random.default_rng([seed, 13])
    labels = random.permutation(classes)[np.arange(BATCH) % classes].astype(np.int32)
    if data == "mnist" and not datasets.is_here(data):
        writers = random.integers(handwriting.WRITERS, size=BATCH)
        pictures = [
            handwriting.digit(int(label), int(writer)) for label, writer in zip(labels, writers, strict=True)
        ]
        return np.stack(pictures)[..., None], labels
    held = datasets.load(data)
    return held.x_test[[random.choice(_those(held.y_test, label)) for label in labels]], labels


def _those(labels: np.ndarray, wanted: int) -> np.ndarray:
    """Return the places of a label; all places where it has none."""
    places = np.flatnonzero(labels == wanted)
    return places if len(places) else np.arange(len(labels))


def _apart(had: Sequence[np.ndarray], variables: Sequence) -> float:
    squares = [float(((np.asarray(now) - was) ** 2).sum()) for was, now in zip(had, variables, strict=True)]
    return float(np.sqrt(sum(squares)))


def _by_layer(variables: Sequence, lengths: Sequence) -> tuple[tuple[str, float], ...]:
    """Return the length of the gradient of each layer: of its kernel and its bias together."""
    squares: dict[str, float] = {}
    for variable, length in zip(variables, lengths, strict=True):
        layer = variable.path.split("/")[-2]
        squares[layer] = squares.get(layer, 0.0) + float(length) ** 2
    return tuple((layer, float(np.sqrt(square))) for layer, square in squares.items())
