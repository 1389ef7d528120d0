"""Classifier: a network that the visitor trains, looks at and compares."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.classifier import compare, data, examine, train, use
from cnnlab.web.classifier import properties as p
from cnnlab.web.classifier.compare_properties import COMPARE
from cnnlab.web.classifier.data_properties import DATA
from cnnlab.web.classifier.examine_properties import EXAMINE
from cnnlab.web.classifier.train_properties import TRAIN
from cnnlab.web.classifier.use_input import takes
from cnnlab.web.classifier.use_properties import USE
from cnnlab.web.i18n import N_

frame.show(
    frame.Page(
        key="classifier",
        title=N_("Classifier"),
        idea=N_(
            "A network learns from examples to name what it sees: watch it learn, then find out where it fails."
        ),
        mode=p.MODE,
        modes={
            "use": use.MODE,
            "data": frame.Mode(data.show, data.controls),
            "train": train.show,
            "examine": examine.show,
            "compare": compare.show,
        },
        properties=(*p.SHARED, *USE, *DATA, *TRAIN, *EXAMINE, *COMPARE),
        takes=takes,
    )
)
