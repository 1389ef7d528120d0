"""What can be taken home from the mode Imagine."""

from __future__ import annotations

from math import isqrt

import numpy as np

from cnnlab import engine, pretrained
from cnnlab.images import encoding, exporting
from cnnlab.images.sheet import beside
from cnnlab.inference.imagine_odd import OddReport, report_odd
from cnnlab.inference.imagine_report import SpaceReport, decode_at
from cnnlab.inference.imagine_samples import Samples, report_samples
from cnnlab.inference.imagine_walk import Walk, film, report_walk
from cnnlab.training.codes import NAME as CODES
from cnnlab.web.autoencoder.imagine_live import Now
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

BINARY = "application/octet-stream"
ENLARGED = 8


def plane(asked: tuple, report: SpaceReport, now: Now) -> tuple[Download, ...]:
    """Return the files of the plane: the picture of the place, the plane decoded, codes, weights."""

    def picture() -> bytes:
        pixels = engine.call(decode_at, now.name, now.stamp, now.places, now.start).pixels
        return encoding.png(encoding.enlarge(pixels, ENLARGED))

    def codes() -> bytes:
        return engine.call(
            exporting.npz,
            {"codes": report.codes, "labels": report.labels, "given": report.code, "centres": report.centres},
        )

    sheet = (
        ()
        if report.sheet is None
        else (
            Download(
                N_("The plane decoded (PNG)"), "plane.png", "image/png", lambda: encoding.png(report.sheet)
            ),
        )
    )
    return (
        Download(N_("The decoded picture (PNG)"), "decoded.png", "image/png", picture),
        *sheet,
        Download(N_("Codes of the test pictures (NPZ)"), "plane.npz", BINARY, codes),
        *_network(asked[0]),
    )


def walk(work: tuple) -> tuple[Download, ...]:
    """Return the files of the walk; `work` are the arguments of `report_walk`."""

    def found() -> Walk:
        return engine.call(report_walk, *work)

    def both() -> bytes:
        now = found()
        return encoding.png(
            encoding.enlarge(beside(np.concatenate([now.decoded, now.blended]), len(now.decoded), 1), 4)
        )

    def arrays() -> bytes:
        now = found()
        arrays = {"ends": now.ends, "decoded": now.decoded, "blended": now.blended}
        if now.decoded_shares is not None:  # the classifier of digits is asked about digits alone
            arrays |= {
                "decoded_probabilities": now.decoded_shares,
                "blended_probabilities": now.blended_shares,
            }
        return engine.call(exporting.npz, arrays)

    return (
        Download(
            N_("The way there and back (GIF)"), "walk.gif", "image/gif", lambda: engine.call(film, *work[:4])
        ),
        Download(N_("Both rows (PNG)"), "walk.png", "image/png", both),
        Download(N_("First picture (PNG)"), "first.png", "image/png", lambda: encoding.png(found().ends[0])),
        Download(
            N_("Second picture (PNG)"), "second.png", "image/png", lambda: encoding.png(found().ends[1])
        ),
        Download(N_("Frames and probabilities (NPZ)"), "walk.npz", BINARY, arrays),
        *_network(work[0]),
    )


def samples(work: tuple) -> tuple[Download, ...]:
    """Return the files of the samples; `work` are the arguments of `report_samples`."""

    def sheet(way: str) -> bytes:
        found: Samples = engine.call(report_samples, *work)
        pictures = getattr(found, way)
        return encoding.png(encoding.enlarge(beside(pictures, isqrt(len(pictures)), 1), 4))

    def arrays() -> bytes:
        found: Samples = engine.call(report_samples, *work)
        return engine.call(
            exporting.npz,
            {
                "prior": found.prior,
                "mixture": found.mixture,
                "prior_codes": found.prior_codes,
                "mixture_codes": found.mixture_codes,
            },
        )

    return (
        Download(N_("Pictures from the prior (PNG)"), "prior.png", "image/png", lambda: sheet("prior")),
        Download(N_("Pictures from the mixture (PNG)"), "mixture.png", "image/png", lambda: sheet("mixture")),
        Download(N_("Pictures and codes (NPZ)"), "samples.npz", BINARY, arrays),
        *_network(work[0]),
    )


def odd(asked: tuple) -> tuple[Download, ...]:
    """Return the files of the odd ones; `asked` are the arguments of `report_odd`."""

    def found() -> OddReport:
        return engine.call(report_odd, *asked)

    return (
        Download(N_("What was given (PNG)"), "picture.png", "image/png", lambda: encoding.png(found().seen)),
        Download(
            N_("What comes back (PNG)"), "rebuilt.png", "image/png", lambda: encoding.png(found().rebuilt)
        ),
        Download(N_("Errors (CSV)"), "errors.csv", "text/csv", lambda: table(found())),
        *_network(asked[0]),
    )


def table(report: OddReport) -> bytes:
    """Return error and what is caught of each kind as comma-separated values."""
    lines = [
        "kind,median_error,above_threshold,count",
        f"given,{report.error:.7g},{int(report.error > report.threshold)},1",
    ]
    lines += [f"{each.kind},{each.error:.7g},{each.caught},{each.count}" for each in report.odd]
    lines.append(f"threshold,{report.threshold:.7g},,")
    return ("\n".join(lines) + "\n").encode()


def _network(name: str) -> tuple[Download, ...]:
    files = [Download(N_("Weights (model.weights.h5)"), "model.weights.h5", BINARY, lambda: weights(name))]
    held = pretrained.folder_of(name) / CODES
    if held.is_file():
        files.append(
            Download(N_("Mixture and axes of the codes (codes.npz)"), "codes.npz", BINARY, held.read_bytes)
        )
    return tuple(files)
