"""A button that copies the address of the page, which holds the state of its controls."""

from __future__ import annotations

from collections.abc import Mapping

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, sentences, t

WORDS = {
    "link": N_("Link"),
    "help": N_("Copy the address of this page as it stands"),
    "copied": N_("Copied"),
    "byHand": N_("The browser does not let this page copy. The address is selected: copy it from here."),
}
"""What the button says, in English."""

_mount = register(
    "link",
    "link/link.js",
    css="link/link.css",
    html="""
<div class="link">
  <button type="button">
    <span class="idle">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M10 7.5H7.5a4.5 4.5 0 0 0 0 9H10M14 7.5h2.5a4.5 4.5 0 0 1 0 9H14M8.5 12h7"/>
      </svg>
      <span></span>
    </span>
    <span class="done">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.5 4.5L19 7.5"/></svg>
      <span></span>
    </span>
  </button>
  <label class="field" popover><span class="hint"></span><input type="text" readonly></label>
  <span class="status" role="status"></span>
</div>
""",
)


def words(note: str = "") -> dict[str, str]:
    """Return :data:`WORDS` in the reader's language, after its help a note on what the address cannot carry."""
    translated = {name: t(word) for name, word in WORDS.items()}
    return translated | {"help": sentences(translated["help"], note)}


def link(key: str, *, words: Mapping[str, str]) -> None:
    """Show a button that copies the page's address.

    Where the browser refuses the clipboard (a page that came over plain HTTP from another machine), a
    field opens with the address selected.

    Parameters
    ----------
    key : str
        Name of the component in the session.
    words : mapping of str to str
        The words of :data:`WORDS`, translated, as :func:`words` gives them.
    """
    data = {"words": dict(words)}
    _mount(key=key, data=data, width="content")
