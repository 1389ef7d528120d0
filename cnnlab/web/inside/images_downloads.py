"""What can be taken home from the mode Map of images."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.inference.images_report import ImagesReport, drawn_map, picture_files, report_images
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_
from cnnlab.web.inside.asking import Asked
from cnnlab.web.inside.images_stock import stock_of


def downloads(now: Asked, work: tuple) -> tuple[Download, ...]:
    """Return the files: the map as numbers and as a picture, pictures with features, and what the program reads.

    Parameters
    ----------
    now : Asked
    work : tuple
        The arguments of `report_images`.
    """

    def report() -> ImagesReport:
        return engine.call(report_images, *work)

    def arrays() -> bytes:
        return engine.call(exporting.npz, engine.call(picture_files, *now.about))

    def seen() -> bytes:
        pixels = report().seen
        return encoding.png(pixels[..., 0] if pixels.shape[2] == 1 else pixels)

    return (
        Download(N_("Map (CSV)"), "map.csv", "text/csv", lambda: table(report(), now)),
        Download(
            N_("Map of pictures (PNG)"),
            "map.png",
            "image/png",
            lambda: engine.call(drawn_map, *now.about, report().places),
        ),
        Download(N_("Pictures and their features (NPZ)"), "pictures.npz", "application/octet-stream", arrays),
        Download(N_("What the network sees (PNG)"), "picture.png", "image/png", seen),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(now.about[0]),
        ),
    )


def table(report: ImagesReport, now: Asked) -> bytes:
    """Return number, class, answer and place as comma-separated values: a line for each picture, the own one last."""
    stock = stock_of(*now.about)
    lines = ["number,class,answer,x,y"]
    for index, (x, y) in enumerate(report.places):
        name = "" if stock.labels is None else _quoted(now.names[stock.labels[index]])
        lines.append(f"{index},{name},{_quoted(now.names[stock.answers[index]])},{x:.7g},{y:.7g}")
    name = "" if report.truth is None else _quoted(now.names[report.truth])
    answer = _quoted(now.names[int(report.probabilities.argmax())])
    lines.append("own,{},{},{:.7g},{:.7g}".format(name, answer, *report.place))
    return ("\n".join(lines) + "\n").encode()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
