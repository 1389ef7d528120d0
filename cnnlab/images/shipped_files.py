"""Files that lie inside installed libraries, found without importing those libraries (they are large)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from cnnlab.errors import LabError


def shipped_file(package: str, path: str) -> Path:
    """Find a file inside an installed package.

    Parameters
    ----------
    package : str
        Top-level name, such as "skimage".
    path : str
        Inside the package's folder.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    LabError
        Where the installed version has no such file, or is missing.
    """
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        file = Path(folder, path)
        if file.is_file():
            return file
    raise LabError(
        "The file {file} of the library {library} is missing. Install the requirements once more.",
        file=path,
        library=package,
    )
