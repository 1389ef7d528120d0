"""Style transfer: any photograph in the style of any picture."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.i18n import N_
from cnnlab.web.stylize import asking, how, instant, steps, train
from cnnlab.web.stylize import properties as p
from cnnlab.web.stylize.how_properties import HOW
from cnnlab.web.stylize.instant_properties import INSTANT
from cnnlab.web.stylize.steps_properties import STEPS
from cnnlab.web.stylize.train_properties import TRAIN

frame.show(
    frame.Page(
        key="style",
        title=N_("Style transfer"),
        idea=N_(
            "What is in a picture comes from one picture, how it is painted from another: any photograph in any style."
        ),
        mode=p.MODE,
        modes={
            "instant": instant.MODE,
            "steps": steps.MODE,
            "train": train.MODE,
            "how": how.MODE,
        },
        properties=(*p.SHARED, *INSTANT, *STEPS, *TRAIN, *HOW),
        takes=asking.takes,
        own=asking.is_own,
    )
)
