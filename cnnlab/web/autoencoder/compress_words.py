"""What the mode Compress says."""

from __future__ import annotations

from math import ceil

from cnnlab.inference.compress_names import NETWORKS, VALUES
from cnnlab.inference.compress_report import CompressReport, Entry
from cnnlab.inference.digit_sheet import COUNT, WHOLE
from cnnlab.web.autoencoder.tenths import tenths
from cnnlab.web.i18n import listing, sentences, t

PROGRESS = {"jpeg": "JPEG", "webp": "WebP"}


def name_of(codec: str) -> str:
    """Return the name of a codec."""
    if codec in PROGRESS:
        return PROGRESS[codec]
    if codec in NETWORKS:
        if "vae" in codec:
            return t("Variational autoencoder, {count} values", count=VALUES[codec])
        return t("Autoencoder, {count} values", count=VALUES[codec])
    return t("PCA, {count} values", count=codec.removeprefix("pca-"))


def short(codec: str) -> str:
    """Return the name of a codec where there is little room."""
    if codec in PROGRESS:
        return PROGRESS[codec]
    if codec in NETWORKS:
        return f"VAE {VALUES[codec]}" if "vae" in codec else t("Autoencoder {count}", count=VALUES[codec])
    return f"PCA {codec.removeprefix('pca-')}"


def nearest(report: CompressReport) -> Entry | None:
    """Return what comes nearest with no more bytes than are allowed."""
    return max((each for each in report.entries if each.fits), key=lambda each: each.psnr, default=None)


def size(count: int) -> str:
    """Write how many bytes."""
    return t("{count} bytes", count=f"{count:,}")


def detail(entry: Entry) -> str:
    """Say under a sheet what it takes and how near it is."""
    taken = size(entry.bytes) if entry.fits else t("{count} bytes: does not fit", count=f"{entry.bytes:,}")
    return f"{taken} · {tenths(entry.psnr)} dB · SSIM {entry.ssim:.3f}"


def headline(report: CompressReport, budget: int) -> str:
    """Say who comes nearest with so many bytes."""
    first = nearest(report)
    if first is None:
        return t("Nothing here gets by with {bytes}.", bytes=size(budget))
    fitting = sorted((each for each in report.entries if each.fits), key=lambda each: -each.psnr)
    rest = [each for each in fitting if each is not first]
    said = [
        t(
            "With at most {bytes}, **{name}** comes nearest: {psnr} dB.",
            bytes=size(budget),
            name=name_of(first.codec),
            psnr=tenths(first.psnr),
        )
    ]
    if rest:
        others = listing(f"{name_of(each.codec)} {tenths(each.psnr)}" for each in rest)
        said.append(t("Then: {others}.", others=others))
    alike = max(fitting, key=lambda each: each.ssim)
    if alike is not first:
        said.append(t("By SSIM it is {name}: {ssim}.", name=name_of(alike.codec), ssim=f"{alike.ssim:.3f}"))
    too_large = [each for each in report.entries if not each.fits]
    if too_large:
        said.append(
            t(
                "Not even their smallest files fit: {names}.",
                names=listing(f"{name_of(each.codec)} ({size(each.bytes)})" for each in too_large),
            )
        )
    return sentences(*said)


def remark(report: CompressReport) -> str:
    """Say what is to be known of the network's sheet."""
    own = report.entries[0]
    if report.at_home is not None:
        return t(
            "**The network has never learned from anything like this.** On digits it gets {home} dB with as many"
            " bytes, here {here} dB. JPEG and WebP know nothing of digits, so they have nothing to lose.",
            home=tenths(report.at_home),
            here=tenths(own.psnr),
        )
    if own.finest:
        return t(
            "More bytes would not help the network: what still differs is lost in its {count} values, not in rounding"
            " them.",
            count=VALUES[own.codec],
        )
    return ""


def on_it(report: CompressReport) -> str:
    """Say what is on the sheet."""
    if report.source == "picture":
        return t(
            "The picture in hand, grey, {side} × {side} pixels, in {count} pieces.", side=WHOLE, count=COUNT
        )
    if report.source == "digits":
        return t(
            "The digit in hand and {count} of scikit-learn's digits, because MNIST's pictures are not on this"
            " computer.",
            count=COUNT - 1,
        )
    return t("The digit in hand and {count} of MNIST's test pictures.", count=COUNT - 1)


def facts(report: CompressReport) -> list[tuple[str, ...]]:
    """Return the facts."""
    own, pca, jpeg, webp = report.entries
    found = [
        (
            t("The sheet as it is"),
            size(WHOLE * WHOLE),
            t("{bytes} without loss, as PNG or WebP", bytes=size(report.lossless)),
        ),
        (
            t("Of these headers"),
            t(
                "JPEG {jpeg}, WebP {webp}, codes {own} bytes",
                jpeg=jpeg.header,
                webp=webp.header,
                own=own.header,
            ),
            t("what says nothing of any picture"),
        ),
        (
            t("For each number of the codes"),
            t(
                "{bits} bits instead of 32",
                bits=f"{8 * (own.bytes - own.header) / (COUNT * VALUES[own.codec]):.1f}",
            ),
            t("rounded, and coded by how probable it is"),
        ),
        (
            t("The decoder itself"),
            t(
                "{own} kB the network, {pca} kB PCA",
                own=f"{own.decoder / 1000:,.0f}",
                pca=f"{pca.decoder / 1000:,.0f}",
            ),
            t("not counted above; JPEG's and WebP's are on every computer"),
        ),
    ]
    if report.at_home is None:
        found.append((t("Sheets until it has paid for itself"), *_paid(report)))
    return found


def _paid(report: CompressReport) -> tuple[str, str]:
    own, jpeg = report.entries[0], report.as_good
    if jpeg is None:
        return "–", t("no JPEG comes as near")
    saved = jpeg - own.bytes
    taken = t("a JPEG as near takes {bytes}", bytes=size(jpeg))
    if saved <= 0:
        return t("never"), taken
    return f"{ceil(own.decoder / saved):,}", taken
