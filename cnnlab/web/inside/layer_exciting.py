"""The pictures that excite the chosen map most, and what of them it sees."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.explain.stages import Stage
from cnnlab.inference.exciting_report import ExcitingReport, report_exciting
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web import encoded
from cnnlab.web.compute import ask_again
from cnnlab.web.i18n import N_, sentences, t, t_error
from cnnlab.web.inside.asking import Asked
from cnnlab.web.number_grid import number

COUNT = 12
SOURCES = {
    "test": N_("Of {count} test pictures of its data set, which it has not learned from."),
    "digits": N_("Of {count} digits of scikit-learn: MNIST's test pictures are not here."),
    "samples": N_("Of {count} pieces of the sample pictures: those of its data set are not here."),
}


def show(now: Asked, report: LayersReport, stage: Stage) -> None:
    """Show them, folded; what is folded is not looked for."""
    maps = len(stage.shape) == 3
    title = t("Pictures that excite this map most") if maps else t("Pictures that excite this value most")
    fold = st.expander(title, icon=":material/bolt:", key="in_exciting", on_change="rerun")
    if not fold.open:
        return
    with fold:
        try:
            found: ExcitingReport = ask_again(
                report_exciting, *now.about, stage.last.name, report.opened.unit, COUNT, place="exciting"
            )
        except LabError as error:
            st.error(t_error(error))
            return
        items = "".join(_one(found, place, now, maps) for place in range(len(found.pictures)))
        st.html(f"<div class='exciting'>{items}</div>")
        said = t(SOURCES[found.source], count=f"{found.looked_at:,}")
        framed = t("The frame is all that the largest value sees of the picture.") if maps else ""
        st.caption(sentences(said, framed))


def _one(found: ExcitingReport, place: int, now: Asked, maps: bool) -> str:
    pixels = found.pictures[place]
    rows, columns = pixels.shape[:2]
    top, left, bottom, right = (float(side) for side in found.boxes[place])
    name = "" if found.labels is None else now.names[int(found.labels[place])]
    value = number(float(found.values[place]))
    alt = t("Picture {number}: {name}, value {value}", number=place + 1, name=name, value=value)
    frame = (
        f"<i style='top:{100 * top / rows:.2f}%;left:{100 * left / columns:.2f}%;"
        f"height:{100 * (bottom - top) / rows:.2f}%;width:{100 * (right - left) / columns:.2f}%'></i>"
    )
    source = encoded.url(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    return (
        f"<figure><span><img class='exact' src='{source}' alt='{escape(alt)}'>{frame if maps else ''}</span>"
        f"<figcaption>{escape(name)} <small>{escape(value)}</small></figcaption></figure>"
    )
