"""What the mode Train says."""

from __future__ import annotations

from cnnlab.engine import Run
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.classifier.compare_recipes import differences, say
from cnnlab.web.classifier.recipe_state import WORDS
from cnnlab.web.classifier.run_course import Course
from cnnlab.web.i18n import N_, listing, sentences, t
from cnnlab.web.number_grid import number

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


def ended(run: Run, measured: dict | None) -> str:
    """Say what became of a run that has ended, and what can be done."""
    measured = measured or {}
    if run.status == "done":
        said = t("**Done.**") if measured.get("ended") != "early" else t(EARLY)
        return sentences(said, _accuracy(measured))
    if run.status == "stopped":
        return sentences(t("**Stopped.** What it has learned is kept."), _accuracy(measured))
    if run.status == "failed":
        return t("**Failed.** What it had learned up to its last checkpoint is kept, if there is one.")
    return t(LOST)


EARLY = N_("**Done early:** the validation loss had stopped falling, and the best weights came back.")
LOST = N_(
    "**Interrupted.** The laboratory was closed while this was training. Its curves and its last checkpoint"
    " are kept: it can go on from there."
)


def _accuracy(measured: dict) -> str:
    count = measured.get("test_count")
    if not count:
        return ""
    right = round(measured["test_accuracy"] * count)
    return t(
        "Of {count} test pictures it gets {right} right: {percent} %.",
        count=f"{count:,}",
        right=f"{right:,}",
        percent=f"{100 * measured['test_accuracy']:.1f}",
    )


def changed(wanted: ClassifierRecipe, run: Run) -> str:
    """Say in what the controls differ from a run; empty where they do not."""
    names = differences((run.recipe, wanted))
    if not names:
        return ""
    said = [
        t(
            "{name} {before} → {after}",
            name=t(WORDS[name]),
            before=_say(run.recipe, name),
            after=_say(wanted, name),
        )
        for name in names[:MOST_DIFFERENCES]
    ]
    more = ["…"] if len(names) > MOST_DIFFERENCES else []
    return t("Changed since this run: {changes}.", changes=listing([*said, *more]))


def _say(recipe: ClassifierRecipe, name: str) -> str:
    return say(name, getattr(recipe, name))


def summary(recipe: ClassifierRecipe) -> str:
    """Say a recipe in one line: data, network, and what it is trained with."""
    return listing(
        (
            _say(recipe, "data"),
            _say(recipe, "layers"),
            f"{_say(recipe, 'optimizer')} {number(recipe.learning_rate)}",
            t("batches of {size}", size=recipe.batch_size),
            t("{count} epochs", count=recipe.epochs),
            t("seed {seed}", seed=recipe.seed),
        )
    )
