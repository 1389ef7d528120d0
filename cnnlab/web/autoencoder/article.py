"""The source article's autoencoder: what its layers say before anything is run, and what mends it."""

from __future__ import annotations

from math import prod

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.article_report import report_fit
from cnnlab.networks.autoencoder_blocks import plan_of, printed
from cnnlab.networks.blocks import planned
from cnnlab.networks.plan import Planned
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.compute import NotReady, ask_again, wait_for_engine
from cnnlab.web.i18n import t, t_error
from cnnlab.web.training import layer_table

SHAPE = (28, 28, 1)
CODE = 32


def show() -> None:
    """Show the two networks side by side, folded."""
    folder = st.expander(
        t("The article's autoencoder, and what mends it"), key="ae_article", on_change="rerun"
    )
    if not folder.open:
        return
    first, second = plan_of(AutoencoderRecipe(data="mnist", network="article", code=CODE), SHAPE)
    as_printed, mended = planned(SHAPE, printed()), (*first, *second)
    with folder:
        st.markdown(_words(as_printed, mended))
        left, right = st.columns(2)
        for place, title, layers in (
            (left, t("As printed"), as_printed),
            (right, t("Mended"), mended),
        ):
            with place:
                st.markdown(f"**{title}**")
                st.html(layer_table.table(layers))
        _failure()


def _failure() -> None:
    """Show with which words `fit` fails as printed: those of the Keras that is installed here."""
    try:
        said = ask_again(report_fit, place="article")
    except NotReady:
        wait_for_engine()
        return
    except LabError as error:
        st.warning(t_error(error), icon=":material/error:")
        return
    if said:
        st.markdown(t("Tried here, on two pictures: `fit` of the network as printed ends with"))
        st.code(said, language=None, wrap_lines=True)


def _words(as_printed: tuple[Planned, ...], mended: tuple[Planned, ...]) -> str:
    code = next(prod(each.shape) for each in as_printed if each.kind == "flatten")
    dense = next(each.parameters for each in as_printed if each.kind == "dense")
    values = {
        "code": f"{code:,}",
        "pixels": f"{prod(SHAPE):,}",
        "side": as_printed[-1].shape[0],
        "dense": f"{dense / 1e6:.1f}",
        "all": f"{sum(each.parameters for each in as_printed) / 1e6:.1f}",
        "narrow": CODE,
        "mended": f"{sum(each.parameters for each in mended) / 1e6:.1f}",
    }
    return t(
        "The table alone shows what is wrong. **It gives {side} × {side} for 28 × 28**, so `fit` fails at once:"
        " without padding each transposed convolution adds two lines. **Nothing is squeezed**: {code} values stand"
        " between the halves, for {pixels} pixels. And {dense} of its {all} million parameters sit in one dense"
        " layer. Padding to the same size, and a code of {narrow} values in the middle, mend all three: {mended}"
        " million parameters. You can train it in the mode Train.",
        **values,
    )
