"""The same picture through codes of all sizes that there are."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import as_bytes
from cnnlab.inference.rebuild_report import RebuildReport, Rebuilt
from cnnlab.web import encoded
from cnnlab.web.autoencoder.tenths import decibels
from cnnlab.web.i18n import t


def show(report: RebuildReport) -> None:
    """Show what each size makes of it, the network's above that of PCA."""
    columns = sorted([(report.made, report.linear), *report.others], key=lambda pair: len(pair[0].code))
    st.markdown("**" + t("With fewer numbers, and with more") + "**")
    now = len(report.made.code)
    heads = "".join(
        f"<th scope='col'{_mark(len(each.code) == now)}>{escape(t('{count} numbers', count=len(each.code)))}</th>"
        for each, _ in columns
    )
    lines = [_line(t("The network"), [each for each, _ in columns])]
    if all(linear is not None for _, linear in columns):
        lines.append(_line("PCA", [linear for _, linear in columns if linear is not None]))
    original = as_bytes(report.seen.astype(np.float32) / np.float32(255))
    title = t("What goes in")
    picture = f"<img class='exact' src='{encoded.url(original)}' alt='{escape(title)}'>"
    st.html(
        "<div class='by-size-box'><table class='by-size'>"
        f"<thead><tr><th></th>{heads}<th scope='col'>{escape(title)}</th></tr></thead>"
        f"<tbody>{lines[0][:-5]}<td rowspan='{len(lines)}'>{picture}</td></tr>{''.join(lines[1:])}</tbody>"
        "</table></div>"
    )


def _mark(now: bool) -> str:
    return " class='now'" if now else ""


def _line(name: str, made: list[Rebuilt]) -> str:
    cells = "".join(
        f"<td><img class='exact' src='{encoded.url(as_bytes(each.picture))}' alt='{escape(_alt(name, each))}'>"
        f"<small>{escape(decibels(each.psnr))}</small></td>"
        for each in made
    )
    return f"<tr><th scope='row'>{escape(name)}</th>{cells}</tr>"


def _alt(name: str, made: Rebuilt) -> str:
    return t("{name} with {count} numbers", name=name, count=len(made.code))
