"""How well the photo denoiser and the filters without learning clean the sixty photographs that none of them knows.

Run it from the repository: ``python -m benchmarks.photographs``; it takes some minutes on one core.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from cnnlab import pretrained
from cnnlab.datasets import photos
from cnnlab.images.corruption import corrupt
from cnnlab.inference import classical
from cnnlab.inference.rebuilding import rebuild
from cnnlab.metrics.pictures import psnr, psnr_of_all

NETWORK, NOISY = "photo-denoiser", "noisy"
SIGMA = 25 / 255


@dataclass
class Measured:
    """What one way to clean has made of the photographs so far."""

    psnrs: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def psnr(self) -> float:
        """Of the mean squared error over all pixels of all photographs."""
        return psnr_of_all(self.psnrs, self.sizes)

    @property
    def mean_psnr(self) -> float:
        """The mean over the photographs."""
        return float(np.mean(self.psnrs))


def measure(every: int = 1, methods: tuple[str, ...] = classical.METHODS) -> dict[str, Measured]:
    """Clean every so many of the test photographs by the network and by filters.

    Gaussian noise with a standard deviation of `SIGMA`, clipped, with the photograph's place as the seed; the network
    and the filters are told how strong it is.
    """
    network = pretrained.trained(NETWORK)
    ways: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        NOISY: lambda noisy: noisy,
        NETWORK: lambda noisy: rebuild(network, noisy[None], level=SIGMA)[0],
    }
    for method in methods:
        settings = classical.suited("photographs", "gaussian", method, SIGMA)
        ways[method] = lambda noisy, chosen=(method, settings): classical.clean(noisy, *chosen)
    found = {name: Measured() for name in ways}
    for seed, pixels in list(enumerate(photos.whole("test")))[::every]:
        picture = pixels.astype(np.float32) / np.float32(255)
        noisy = corrupt(picture, "gaussian", SIGMA, seed)
        for name, clean in ways.items():
            start = time.perf_counter()
            cleaned = clean(noisy)
            found[name].seconds += time.perf_counter() - start
            found[name].psnrs.append(psnr(cleaned, picture))
            found[name].sizes.append(picture.size)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.photographs", description=__doc__)
    parser.add_argument(
        "--every", type=int, default=1, help="take every so many of them (default %(default)s)"
    )
    found = measure(parser.parse_args().every)
    print(f"{len(found[NOISY].psnrs)} photographs, Gaussian noise of 25/255")
    for name, each in found.items():
        print(
            f"{name:<16}PSNR {each.psnr:.2f} dB, mean of each photograph's {each.mean_psnr:.2f} dB,"
            f" {each.seconds / len(each.psnrs):.2f} s each"
        )


if __name__ == "__main__":
    main()
