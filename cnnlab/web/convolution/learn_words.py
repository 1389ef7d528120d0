"""What the mode Learn a filter says about a descent."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.ops.hidden_kernel import Recovery
from cnnlab.web.convolution.learn_attempt import Attempt
from cnnlab.web.i18n import N_, t

TASK = N_(
    "Gradient descent gets these two pictures and nothing else. It starts from random weights and has to find the"
    " hidden ones. Which kernel made the second picture: what is your guess?"
)
VERDICTS = {
    "found": N_("**Found.** From the two pictures alone, gradient descent has come to the hidden kernel."),
    "black": N_(
        "**It cannot be found.** A black picture stays black whatever the kernel is, so there is nothing to learn"
        " from."
    ),
    "flat": N_(
        "**It cannot be found.** Where all pixels are equal, the result shows the sum of the weights and no more:"
        " how the sum is shared out among them is left over from the random start."
    ),
    "partly": N_(
        "**It cannot be found.** This picture says only {rank} independent things about {cells} weights. Many"
        " kernels do the same to it, and the random start decides which one is reached."
    ),
    "noisy": N_(
        "**Not exactly.** The descent has come to its end, but the noise is a part of what it learned from. A"
        " picture with more detail, or a smaller kernel, would bear it better."
    ),
    "unfinished": N_(
        "**Not yet.** This picture does determine the kernel, but some of its weights only weakly, and those come"
        " last: more steps bring it nearer."
    ),
}
STARTING = N_(
    "The process for long calculations is being started. That happens once and takes a few seconds."
)
RESTARTING = N_(
    "The process for long calculations has stopped and is being started again; the descent then begins."
)
WAITING = N_("Waiting for its turn: another calculation is under way.")
PHASES = {"restarting": RESTARTING, "ready": WAITING}
DESCENDING = N_("The descent is under way.")


def progress(attempt: Attempt) -> str:
    """Say where a descent stands that is under way."""
    if attempt.call is None or attempt.call.status != "waiting":
        return t(DESCENDING)
    return t(PHASES.get(engine.state().long, STARTING))


def verdict(recovery: Recovery) -> str:
    """Say whether the kernel was found, and why not."""
    learned = recovery.learned
    return t(VERDICTS[recovery.verdict], rank=learned.rank, cells=learned.kernel.size)
