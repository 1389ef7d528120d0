"""Inside a network: its layers, its reasons, what its units want, how it became so."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.i18n import N_
from cnnlab.web.inside import course, images, layers, subject, wants, why
from cnnlab.web.inside import properties as p
from cnnlab.web.inside.asking import takes
from cnnlab.web.inside.course_properties import COURSE
from cnnlab.web.inside.images_properties import IMAGES
from cnnlab.web.inside.layers_properties import LAYERS
from cnnlab.web.inside.wants_properties import WANTS
from cnnlab.web.inside.why_properties import WHY

frame.show(
    frame.Page(
        key="inside",
        title=N_("Inside a network"),
        idea=N_(
            "Open a trained network: follow every number from pixel to probability, and ask it for its reasons."
        ),
        mode=p.MODE,
        modes={
            "layers": layers.MODE,
            "why": why.MODE,
            "wants": wants.MODE,
            "course": course.MODE,
            "map": images.MODE,
        },
        properties=(*p.SHARED, *LAYERS, *WHY, *WANTS, *COURSE, *IMAGES),
        takes=takes,
        subject=subject.show,
    )
)
