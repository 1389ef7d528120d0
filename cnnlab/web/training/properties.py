"""The run that a page looks at: the same property on every page, so that a link leads to it from each."""

from __future__ import annotations

from cnnlab.folders import is_id
from cnnlab.web.i18n import N_
from cnnlab.web.state import Text

RUN = Text(
    "run",
    N_("Run"),
    is_id,
    "",
    N_("The training that is looked at: who has this link can watch it."),
    32,
    N_("The link to a run is not complete: copy all of it once more."),
)
