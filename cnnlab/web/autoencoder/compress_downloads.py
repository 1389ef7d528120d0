"""What can be taken home from the mode Compress."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab import engine
from cnnlab.coding.source import as_one_file
from cnnlab.images import encoding, exporting
from cnnlab.images.sheet import beside
from cnnlab.inference.compress_report import CompressReport, Entry, Point, code_files, coded_sheet
from cnnlab.inference.principal import FILE, FOLDER
from cnnlab.web.autoencoder import compress_making as making
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

_GAP = 8
"""Pixels between two sheets."""


def downloads(sheet: making.Sheet, report: CompressReport) -> tuple[Download, ...]:
    """Return the files: the sheets, the curves, the coded bytes themselves, and what the program reads."""
    own, pca, jpeg, webp = report.entries

    def coded(entry: Entry) -> bytes:
        return engine.call(coded_sheet, *sheet, entry.codec, entry.setting)

    any_file = "application/octet-stream"
    return (
        Download(N_("All sheets (PNG)"), "sheets.png", "image/png", lambda: sheets_of(report)),
        Download(
            N_("Bytes and distance (CSV)"),
            "bytes.csv",
            "text/csv",
            lambda: table(report, making.held(sheet) or ()),
        ),
        Download(N_("The network's codes (bytes)"), "codes.bin", any_file, lambda: coded(own)),
        Download(N_("The PCA codes (bytes)"), "pca.bin", any_file, lambda: coded(pca)),
        Download(N_("The JPEG file"), "sheet.jpg", "image/jpeg", lambda: coded(jpeg)),
        Download(N_("The WebP file"), "sheet.webp", "image/webp", lambda: coded(webp)),
        Download(N_("The sheet (PNG)"), "sheet.png", "image/png", lambda: encoding.png(report.original)),
        Download(N_("Weights (model.weights.h5)"), "model.weights.h5", any_file, lambda: weights(own.codec)),
        Download(
            N_("Scales of the codes (NPZ)"),
            "codes.npz",
            any_file,
            lambda: exporting.npz(engine.call(code_files, own.codec)),
        ),
        Download(N_("Principal components (NPZ)"), "pca.npz", any_file, lambda: (FOLDER / FILE).read_bytes()),
        Download(N_("The coder (coder.py)"), "coder.py", "text/x-python", lambda: as_one_file().encode()),
    )


def sheets_of(report: CompressReport) -> bytes:
    """Return the sheets side by side, the one that was compressed first, as a PNG."""
    sheets = np.stack([report.original, *(entry.sheet for entry in report.entries)])
    return encoding.png(beside(sheets, len(sheets), _GAP))


def table(report: CompressReport, points: Sequence[Point]) -> bytes:
    """Return the sheets on the screen, and then the curves, as comma-separated values."""
    lines = ["shown,codec,setting,bytes,header,psnr,ssim"]
    lines += [
        f"yes,{each.codec},{each.setting},{each.bytes},{each.header},{each.psnr:.4f},{each.ssim:.4f}"
        for each in report.entries
    ]
    lines += [
        f"no,{each.codec},{each.setting},{each.bytes},,{each.psnr:.4f},{each.ssim:.4f}" for each in points
    ]
    return ("\n".join(lines) + "\n").encode()
