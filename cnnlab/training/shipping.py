"""A run made ready to be shipped: its weights in half precision, and what has to stand beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from cnnlab.training import codes

WEIGHTS = "model.weights.h5"
PACKED = {"compression": "gzip", "compression_opts": 9, "shuffle": True}
WORTH = 4096
"""Values of an array from which on packing saves more than its own table takes."""


def ship(run: str | Path, folder: str | Path) -> None:
    """Copy what a trained network needs into a folder of `models/`.

    Parameters
    ----------
    run : path-like
        Folder of a run that has ended.
    folder : path-like
        Made where it is missing.

    Notes
    -----
    Each weight has two bytes in place of four, with 11 significant bits, and what weights have in common is packed;
    Keras reads them as it reads the others.
    """
    run, folder = Path(run), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("recipe.json", "metrics.json", codes.NAME):
        if (run / name).is_file():
            shutil.copyfile(run / name, folder / name)
    _halve(run / WEIGHTS, folder / WEIGHTS)


def _halve(source: Path, target: Path) -> None:
    import h5py

    with h5py.File(source, "r") as held, h5py.File(target, "w", libver=("v110", "v110")) as half:

        def copy(name: str, item: object) -> None:
            if isinstance(item, h5py.Dataset):
                values = item[()]
                kept = values.astype(np.float16) if values.dtype == np.float32 else values
                half.create_dataset(name, data=kept, **(PACKED if kept.size > WORTH else {}))
            else:
                half.require_group(name)
            for key, value in item.attrs.items():
                half[name].attrs[key] = value

        held.visititems(copy)
        for key, value in held.attrs.items():
            half.attrs[key] = value
