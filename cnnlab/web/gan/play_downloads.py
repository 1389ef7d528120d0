"""What can be taken home from the mode Play."""

from __future__ import annotations

import numpy as np

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.images.sheet import beside
from cnnlab.inference.play_copies import CopiesReport
from cnnlab.inference.play_critic import CriticReport, report_critic
from cnnlab.inference.play_files import arrays_file
from cnnlab.inference.play_report import PlayReport, move, report_play
from cnnlab.inference.play_walk import GanWalk, film, report_gan_walk
from cnnlab.training import exporting_gan
from cnnlab.web.frame import Download
from cnnlab.web.gan.play_live import Now
from cnnlab.web.i18n import N_

BINARY = "application/octet-stream"
ENLARGED = 8


def grid(work: tuple, now: Now) -> tuple[Download, ...]:
    """Return the files of the grid; `work` are the arguments of `report_play`."""

    def sheet() -> bytes:
        report: PlayReport = engine.call(report_play, *work)
        return encoding.png(encoding.enlarge(beside(report.pictures, 4), 4))

    def moved() -> bytes:
        cell, along = now.chosen
        return encoding.png(
            encoding.enlarge(engine.call(move, *work, cell, now.pair, along).pixels, ENLARGED)
        )

    return (
        Download(N_("The sixteen pictures (PNG)"), "grid.png", "image/png", sheet),
        Download(N_("The moved picture (PNG)"), "moved.png", "image/png", moved),
        Download(
            N_("Pictures, noise, labels, scores (NPZ)"),
            "generated.npz",
            BINARY,
            lambda: engine.call(arrays_file, *work),
        ),
        _generator(work),
    )


def walk(work: tuple) -> tuple[Download, ...]:
    """Return the files of the walk; `work` are the arguments of `report_gan_walk`."""

    def found() -> GanWalk:
        return engine.call(report_gan_walk, *work)

    def rows() -> bytes:
        now = found()
        both = np.concatenate([now.made, now.blended])
        return encoding.png(encoding.enlarge(beside(both, len(now.made)), 4))

    def arrays() -> bytes:
        now = found()
        held = {"made": now.made, "blended": now.blended, "noise": now.noise}
        if now.made_shares is not None:
            held |= {"made_probabilities": now.made_shares, "blended_probabilities": now.blended_shares}
        return engine.call(exporting.npz, held)

    return (
        Download(
            N_("The way there and back (GIF)"), "walk.gif", "image/gif", lambda: engine.call(film, *work[:-1])
        ),
        Download(N_("Both rows (PNG)"), "walk.png", "image/png", rows),
        Download(N_("Frames, noise and probabilities (NPZ)"), "walk.npz", BINARY, arrays),
        _generator(work),
    )


def critic(work: tuple) -> tuple[Download, ...]:
    """Return the files of the critic; `work` are the arguments of `report_critic`."""

    def found() -> CriticReport:
        return engine.call(report_critic, *work)

    def arrays() -> bytes:
        now = found()
        return engine.call(
            exporting.npz,
            {
                "picture": now.seen,
                "generated": now.twin,
                "scores": np.array([now.score, now.twin_score], np.float32),
                "gains": now.gains,
                "real_scores": now.real,
                "generated_scores": now.made,
                "mended": now.mended.picture,
                "mended_scores": now.mended.scores,
            },
        )

    return (
        Download(N_("What was judged (PNG)"), "picture.png", "image/png", lambda: encoding.png(found().seen)),
        Download(N_("Mended (PNG)"), "mended.png", "image/png", lambda: encoding.png(found().mended.picture)),
        Download(N_("Pictures, scores and map (NPZ)"), "critic.npz", BINARY, arrays),
        _generator(work),
    )


def copies(work: tuple, report: CopiesReport) -> tuple[Download, ...]:
    """Return the files of the search for copies; `work` are the arguments of `report_copies`."""

    def sheet() -> bytes:
        count = len(report.pictures)
        both = np.concatenate([report.pictures[: count // 2], report.near[: count // 2]])
        rest = np.concatenate([report.pictures[count // 2 :], report.near[count // 2 :]])
        return encoding.png(encoding.enlarge(beside(np.concatenate([both, rest]), count // 2), 4))

    return (
        Download(N_("Generated, and the nearest beneath (PNG)"), "nearest.png", "image/png", sheet),
        Download(N_("Distances (CSV)"), "distances.csv", "text/csv", lambda: table(report)),
        _generator(work),
    )


def table(report: CopiesReport) -> bytes:
    """Return the distances as comma-separated values, one line for each picture."""
    lines = ["picture,class_of_nearest,feature_distance,pixel_difference"]
    lines += [
        f"{place},{label},{distance:.7g},{pixels:.7g}"
        for place, (label, distance, pixels) in enumerate(
            zip(report.labels, report.distances, report.pixels, strict=True), 1
        )
    ]
    return ("\n".join(lines) + "\n").encode()


def _generator(work: tuple) -> Download:
    return Download(
        N_("The generator (generator.keras)"),
        "generator.keras",
        BINARY,
        lambda: engine.call(exporting_gan.export, work[0], "keras"),
    )
