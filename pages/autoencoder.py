"""Autoencoder: a picture through a narrow place and back; repair, compress, imagine."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.autoencoder import asking, compress, imagine, rebuild, repair, train
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.autoencoder.compress_properties import COMPRESS
from cnnlab.web.autoencoder.imagine_properties import IMAGINE
from cnnlab.web.autoencoder.rebuild_properties import REBUILD
from cnnlab.web.autoencoder.repair_properties import REPAIR
from cnnlab.web.autoencoder.train_properties import TRAIN
from cnnlab.web.i18n import N_

frame.show(
    frame.Page(
        key="autoencoder",
        title=N_("Autoencoder"),
        idea=N_(
            "Squeeze a picture into a few numbers and build it again: what is kept, what is lost, and what can be made"
            " up."
        ),
        mode=p.MODE,
        modes={
            "rebuild": rebuild.MODE,
            "repair": repair.MODE,
            "compress": compress.MODE,
            "imagine": imagine.MODE,
            "train": train.MODE,
        },
        properties=(*p.SHARED, *REBUILD, *REPAIR, *COMPRESS, *IMAGINE, *TRAIN),
        takes=asking.takes,
    )
)
