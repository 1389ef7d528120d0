"""What a mode Train says of a run, whatever it learns."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.engine import Run
from cnnlab.web.i18n import N_, listing, sentences, t
from cnnlab.web.training.course import Course

STATUS = {
    "queued": N_("waiting"),
    "running": N_("under way"),
    "done": N_("done"),
    "stopped": N_("stopped"),
    "failed": N_("failed"),
    "lost": N_("lost"),
}
ICONS = {
    "queued": ":material/hourglass_top:",
    "running": ":material/play_circle:",
    "done": ":material/check_circle:",
    "stopped": ":material/stop_circle:",
    "failed": ":material/error:",
    "lost": ":material/link_off:",
}
DEVICES = {"CPU": N_("on the processor (CPU)"), "GPU": N_("on the graphics card (GPU)")}
MOST_DIFFERENCES = 5
"""Between two recipes that are said; of more there are dots."""


def duration(seconds: float) -> str:
    """Say a time as people do: no more exactly than it is known."""
    if seconds < 10:
        return t("{count} s", count=max(1, round(seconds)))
    if seconds < 90:
        return t("{count} s", count=5 * round(seconds / 5))
    minutes = round(seconds / 60)
    if minutes < 60:
        return t("{count} min", count=minutes)
    return t("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def progress(run: Run, course: Course) -> str:
    """Say where a training stands that is under way."""
    if run.status == "queued":
        return _queued(run.position)
    if not course.last:
        return t("The pictures are being loaded, and the network is being built …")
    epoch = min(course.step // course.every + 1, max(1, course.last // course.every))
    parts = [
        t("Epoch {epoch} of {epochs}", epoch=epoch, epochs=max(1, course.last // course.every)),
        t("step {step} of {steps}", step=f"{course.step:,}", steps=f"{course.last:,}"),
    ]
    left = course.seconds_left(run.recipe.batch_size)
    if left is not None:
        parts.append(t("{speed} images a second", speed=f"{round(course.speed or 0):,}"))
        parts.append(t("about {time} to go", time=duration(left)))
    parts.append(t(DEVICES.get(course.start.get("device", ""), "")))
    return listing(filter(None, parts))


def _queued(position: int) -> str:
    if not position:
        return t("It waits for its turn, in the queue of another server of this laboratory.")
    if position == 1:
        return t("It waits for its turn, and is the next.")
    if position == 2:
        return t("It waits for its turn: one training is before it.")
    return t("It waits for its turn: {count} trainings are before it.", count=position - 1)


def ended(run: Run, measured: dict | None, result: str) -> str:
    """Say what became of a run that has ended, and what can be done.

    Parameters
    ----------
    run : Run
    measured : dict or None
    result : str
        What was measured, as a sentence.
    """
    measured = measured or {}
    if run.status == "done":
        said = t("**Done.**") if measured.get("ended") != "early" else t(EARLY)
        return sentences(said, result)
    if run.status == "stopped":
        return sentences(t("**Stopped.** What it has learned is kept."), result)
    if run.status == "failed":
        return t("**Failed.** What it had learned up to its last checkpoint is kept, if there is one.")
    return t(LOST)


EARLY = N_("**Done early:** the validation loss had stopped falling, and the best weights came back.")
LOST = N_(
    "**Interrupted.** The laboratory was closed while this was training. Its curves and its last checkpoint"
    " are kept: it can go on from there."
)


def changed(differences: Sequence[tuple[str, str, str]]) -> str:
    """Say in what the controls differ from a run; empty where they do not.

    Parameters
    ----------
    differences : sequence of (name, before, after)
        In the reader's language.
    """
    if not differences:
        return ""
    said = [
        t("{name} {before} → {after}", name=name, before=before, after=after)
        for name, before, after in differences[:MOST_DIFFERENCES]
    ]
    more = ["…"] if len(differences) > MOST_DIFFERENCES else []
    return t("Changed since this run: {changes}.", changes=listing([*said, *more]))
