"""What a kernel keeps and removes, in words."""

from __future__ import annotations

from cnnlab.ops.kernel_character import Character
from cnnlab.web.i18n import N_, sentences, t

KINDS = {
    "none": N_("**Nothing passes:** every wave is multiplied by 0."),
    "low": N_("**Low-pass:** this kernel keeps even areas and slow changes, and weakens fine detail."),
    "high": N_("**High-pass:** this kernel removes even areas and slow changes, and keeps fine detail."),
    "boost": N_("**Strengthens fine detail:** even areas and slow changes pass too, but weaker beside it."),
    "band": N_(
        "**Band-pass:** this kernel removes even areas and passes the finest detail less strongly than what lies"
        " between."
    ),
    "accent": N_(
        "**Strengthens a middle band:** even areas and the finest detail pass too, but weaker beside it."
    ),
    "stop": N_(
        "**Weakens a middle band:** slow changes and fine detail pass, and what lies between is weakened."
    ),
    "all": N_("**All-pass, nearly:** slow changes and fine detail pass almost alike."),
}
DIRECTIONS = (
    N_("**Directional:** changes from left to right pass more strongly than changes from top to bottom."),
    N_(
        "**Directional:** changes towards the upper right pass more strongly than changes towards the lower right."
    ),
    N_("**Directional:** changes from top to bottom pass more strongly than changes from left to right."),
    N_(
        "**Directional:** changes towards the lower right pass more strongly than changes towards the upper right."
    ),
)
"""For waves that run at 0, 45, 90 and 135 degrees, anticlockwise from the right."""


def sentence(found: Character) -> str:
    """Say what a kernel keeps and removes."""
    parts = [t(KINDS[found.kind])]
    if found.direction is not None:
        parts.append(t(DIRECTIONS[round(found.direction / 45) % 4]))
    return sentences(*parts)
