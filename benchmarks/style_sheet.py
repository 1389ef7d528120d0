"""Photographs in styles as one sheet: the photographs above, the styles at the left, what is painted where they meet.

Run it from the repository, for example with the pictures that no training has seen:

    python -m benchmarks.style_sheet --contents /data/photos --styles /data/styles --out docs/styles.jpg

A folder gives its pictures for testing alone, chosen by their names as `cnnlab.datasets.style_pictures` does; files
that are named one by one are taken as they are. Names without a folder that are samples of the laboratory
(`cnnlab.images.SAMPLES`, `cnnlab.images.styles.NAMES`) stand for these.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from cnnlab.datasets.style_pictures import ASIDE, ENDINGS, parted
from cnnlab.errors import LabError
from cnnlab.images import SAMPLES, as_bytes, decode_bytes, sample, styles
from cnnlab.inference import stylize

SIDE, COUNT = 512, 6
GAP = 8
MOST_BYTES = 1_500_000
QUALITIES = (92, 88, 84, 80, 75, 70, 60, 50, 40, 30)


def main() -> None:
    """Read, paint, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.style_sheet", description=__doc__)
    parser.add_argument("--contents", nargs="+", required=True, help="a folder, files or samples")
    parser.add_argument("--styles", nargs="+", required=True, help="a folder, files or samples")
    parser.add_argument("--out", type=Path, required=True, help="JPEG of at most 1.5 MB")
    parser.add_argument("--side", type=int, default=SIDE, help="pixels of a picture (default %(default)s)")
    parser.add_argument("--count", type=int, default=COUNT, help="of each (default %(default)s)")
    parser.add_argument("--skip", type=int, default=0, help="pictures of each folder to leave out first")
    parser.add_argument("--model", default="stylizer", help="a shipped name or a run (default %(default)s)")
    options = parser.parse_args()
    contents = pictures(options.contents, "content", options.count, options.skip)
    wanted = pictures(options.styles, "style", options.count, options.skip)
    made = sheet(contents, wanted, options.side, options.model)
    options.out.write_bytes(small_jpeg(made))
    print(f"{options.out}: {len(contents)} photographs in {len(wanted)} styles")


def pictures(given: Sequence[str], kind: str, count: int, skip: int = 0) -> list[np.ndarray]:
    """Return so many pictures at most, uint8 (H, W, 3).

    Parameters
    ----------
    given : sequence of str
        Folders, of which the pictures for testing are taken; files; names of samples.
    kind : {"content", "style"}
        By which rule a folder's pictures are set apart.
    count, skip : int
        How many, and how many of a folder are left out before.

    Raises
    ------
    LabError
        A file is no picture.
    """
    found = []
    for each in given:
        path = Path(each)
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS)
            _, tests = parted(files, ASIDE[kind])
            found += [decode_bytes(file.read_bytes()) for file in tests[skip : skip + count]]
        elif kind == "style" and each in styles.NAMES:
            found.append(styles.sample(each))
        elif each in SAMPLES:
            found.append(sample(each))
        elif path.is_file():
            found.append(decode_bytes(path.read_bytes()))
        else:
            raise LabError("There is no file, no folder and no sample of the name {name}.", name=each)
    coloured = [each if each.ndim == 3 else np.repeat(each[..., None], 3, axis=2) for each in found]
    return coloured[:count]


def sheet(
    contents: Sequence[np.ndarray], wanted: Sequence[np.ndarray], side: int = SIDE, model: str = "stylizer"
) -> np.ndarray:
    """Return the sheet: uint8, (styles + 1, contents + 1) squares with gaps of white between them."""
    squares = [middle(each, side) for each in contents]
    rows = [[np.full((side, side, 3), 255, np.uint8), *squares]]
    for style in wanted:
        painted = [as_bytes(stylize(_floats(each), _floats(style), model=model)) for each in squares]
        rows.append([middle(style, side), *painted])
    size = side + GAP
    whole = np.full((len(rows) * size - GAP, len(rows[0]) * size - GAP, 3), 255, np.uint8)
    for top, row in enumerate(rows):
        for left, each in enumerate(row):
            whole[top * size : top * size + side, left * size : left * size + side] = each
    return whole


def middle(picture: np.ndarray, side: int) -> np.ndarray:
    """Return the middle of a picture as a square, uint8 (side, side, 3)."""
    image = Image.fromarray(picture)
    size = min(image.size)
    left, top = (image.width - size) // 2, (image.height - size) // 2
    box = (left, top, left + size, top + size)
    return np.asarray(image.resize((side, side), Image.Resampling.LANCZOS, box))


def small_jpeg(pixels: np.ndarray, most: int = MOST_BYTES) -> bytes:
    """Return a picture as a JPEG, as good as fits into so many bytes; made smaller where nothing else helps."""
    image = Image.fromarray(pixels)
    while True:
        for quality in QUALITIES:
            file = io.BytesIO()
            image.save(file, "JPEG", quality=quality, optimize=True)
            if file.tell() <= most:
                return file.getvalue()
        image = image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS)


def _floats(pixels: np.ndarray) -> np.ndarray:
    return pixels.astype(np.float32) / np.float32(255)


if __name__ == "__main__":
    main()
