"""A visitor's collection, as the tests make one."""

from __future__ import annotations

from cnnlab.datasets import adding, drafts, making, own
from tests.datasets.zips import file_of, photo

TOKEN = "a visitor"


def silent(*_, **__):
    pass


def filled(counts=(12, 15, 20), names=("cat", "dog", "bird")) -> str:
    draft = drafts.draft_of(TOKEN)
    for label, (count, name) in enumerate(zip(counts, names, strict=True)):
        new = drafts.add_class(draft, name)
        files = [(f"{place}.png", file_of(photo(1000 * label + place))) for place in range(count)]
        adding.add_files(draft, new, files)
    return draft


def made(draft: str, side=32, tone="colour", seed=0, owner=TOKEN) -> str:
    return making.make(draft, own.owner_of(owner), side, tone, seed, silent)
