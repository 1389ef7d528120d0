"""The state of the mode Compress."""

from __future__ import annotations

from cnnlab.inference.compress_names import BEST, NETWORKS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Property

SHEET = Choice(
    "ae_sheet",
    N_("On the sheet"),
    {
        "digits": N_("100 digits"),
        "inverted": N_("The same, dark on light"),
        "picture": N_("The picture in hand"),
    },
    "digits",
    N_(
        "Digits: the one in hand, and 99 that the networks have never seen. Dark on light: what no network here has"
        " learned from. The picture in hand is cut into 100 pieces of 28 × 28 pixels."
    ),
)
BYTES = Number(
    "ae_bytes",
    N_("Bytes for the sheet"),
    200,
    12_000,
    3600,
    100,
    N_("Each way of compressing gets so many bytes at the most, headers included, and does the best it can."),
)
CODEC = Choice(
    "ae_codec",
    N_("Network"),
    {
        BEST: N_("The nearest of them"),
        **dict(
            zip(
                NETWORKS,
                (
                    N_("Autoencoder, 2 values"),
                    N_("Autoencoder, 8 values"),
                    N_("Variational autoencoder, 16 values"),
                    N_("Autoencoder, 32 values"),
                ),
                strict=True,
            )
        ),
    },
    BEST,
    N_(
        "How many values the network has for a digit: few need few bytes, and soon gain nothing from more. The nearest:"
        " on digits, with so many bytes."
    ),
)
CLOSER = Flag(
    "ae_closer",
    N_("Look closer"),
    False,
    N_("Sixteen of the hundred pictures, enlarged; the bytes are those of all."),
)
MEASURE = Choice(
    "ae_measure",
    N_("Measured by"),
    {"psnr": "PSNR", "ssim": "SSIM"},
    "psnr",
    N_(
        "What the chart shows. PSNR counts the error of each pixel; SSIM asks whether small windows have the same"
        " brightness, contrast and structure. They need not agree on who is nearest."
    ),
)
DRAWN = Number("ae_drawn", N_("Seed"), 0, 99, 0, 1, N_("Draws other digits."))

COMPRESS: tuple[Property, ...] = (SHEET, BYTES, CODEC, CLOSER, MEASURE, DRAWN)


def takes() -> tuple[str, ...]:
    """Say what may be in hand."""
    return ("picture",) if SHEET.value == "picture" else ("digit",)
