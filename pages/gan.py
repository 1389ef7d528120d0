"""GAN: two networks against one another."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.gan import experiments, play, play_asking, points, watch
from cnnlab.web.gan import properties as p
from cnnlab.web.gan.experiments_properties import EXPERIMENTS
from cnnlab.web.gan.play_properties import PLAY
from cnnlab.web.gan.points_properties import POINTS
from cnnlab.web.gan.watch_properties import WATCH
from cnnlab.web.i18n import N_

frame.show(
    frame.Page(
        key="gan",
        title=N_("GAN"),
        idea=N_(
            "One network makes things up, the other tries to catch it: from their contest come new pictures."
        ),
        mode=p.MODE,
        modes={
            "play": play.MODE,
            "watch": watch.MODE,
            "points": points.MODE,
            "experiments": experiments.show,
        },
        properties=(*PLAY, *WATCH, *POINTS, *EXPERIMENTS),
        takes=play_asking.takes,
    )
)
