"""`python -m cnnlab.web.translations`: find the texts in the sources, merge them into the catalogue, compile it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PO = HERE / "zh" / "LC_MESSAGES" / "cnnlab.po"
EDITED = datetime(2026, 1, 1, tzinfo=UTC)  # always the same: Git knows when the catalogue was edited
KEYWORDS = {"t": None, "N_": None, "LabError": None}


def extracted() -> Catalog:
    """Return the messages that the sources hold, without translations."""
    catalogue = Catalog(
        locale="zh_Hans_CN",
        project="CNN Lab",
        version="1",
        header_comment="",
        creation_date=EDITED,
        revision_date=EDITED,
        fuzzy=False,
    )
    for folder in ("cnnlab", "pages"):
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for path, _line, message, comments, _context in found:
            if message:
                catalogue.add(message, locations=[(f"{folder}/{path}", None)], auto_comments=comments)
    return catalogue


def read() -> Catalog:
    """Return the catalogue as it stands in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def main() -> None:
    """Bring the catalogue up to date and say what is missing."""
    catalogue = extracted()
    if PO.exists():
        known = {message.id: message.string for message in read()}
        for message in catalogue:
            if message.id and known.get(message.id):
                message.string = known[message.id]
    with PO.open("wb") as file:
        # Without line numbers, which would change with every edit.
        write_po(file, catalogue, omit_header=False, sort_output=True, width=110, include_lineno=False)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    for message in catalogue:
        if message.id and not message.string:
            print("missing:", message.id)


if __name__ == "__main__":
    main()
