"""The kernel on the left of the bench: preset, its parameters, and the grid to drag."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.ops import kernels
from cnnlab.web.adopting import adopt
from cnnlab.web.components import kernel_grid
from cnnlab.web.convolution import properties as p
from cnnlab.web.i18n import N_, t, t_error
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.preset_words import SENTENCES
from cnnlab.web.state import reset

BUS = "convolution"
BEST = {
    "gaussian": {p.KERNEL_SIZE: 7, p.SIGMA: 1.5},
    "box": {p.KERNEL_SIZE: 5},
    "unsharp": {p.KERNEL_SIZE: 7, p.SIGMA: 1.5},
    "log": {p.KERNEL_SIZE: 9, p.SIGMA: 1.4},
    "motion": {p.KERNEL_SIZE: 9},
    "gabor": {p.KERNEL_SIZE: 15, p.SIGMA: 3.0, p.WAVELENGTH: 6.0},
}
"""Where a preset that was chosen by hand starts; the others start at 3 x 3."""
PARAMETERS = {
    "sigma": p.SIGMA,
    "angle": p.ANGLE,
    "wavelength": p.WAVELENGTH,
    "amount": p.AMOUNT,
    "seed": p.KERNEL_SEED,
}


def choose(three: bool) -> np.ndarray:
    """Show the controls and return the kernel: :func:`now` and :func:`show` in one."""
    kernel = now(three)
    show(kernel)
    return kernel


def now(three: bool) -> np.ndarray:
    """Return the kernel that the controls describe.

    Parameters
    ----------
    three : bool
        A kernel for each of red, green and blue.

    Returns
    -------
    ndarray of float32, shape (kh, kw) or (3, kh, kw)
    """
    adopt("kernel_grid", "kernel", p.KERNEL)
    name = p.PRESET.value
    return _as_planes(_kernel(name, kernels.uses(name)), three)


def show(kernel: np.ndarray) -> None:
    """Show the preset with its parameters, and the grid with a kernel."""
    # The same controls in the same places whether it is edited or not: nothing moves under the hand.
    label = N_("My own kernel, changed from") if p.KERNEL.value else N_("Kernel")
    name = p.PRESET.select(label=label, on_change=_begin_preset)
    _parameters(kernels.uses(name))
    _say_unreadable()
    planes = kernel if kernel.ndim == 3 else kernel[None]
    kernel_grid.kernel_grid("kernel_grid", BUS, planes, id=identity_of(kernel))
    if p.KERNEL.value:
        st.button(
            t("Back to the preset"), icon=":material/undo:", on_click=_forget_edits, key="back_to_preset"
        )
    else:
        st.caption(t(SENTENCES[name]))


def _parameters(used: kernels.Uses) -> None:
    if len(used.sizes) > 1:
        p.KERNEL_SIZE.slider(on_change=_forget_edits)
        if p.KERNEL_SIZE.value not in used.sizes:
            st.caption(t("This kernel cannot have that size; {size} is used.", size=_nearest(used)))
    for parameter in used.parameters:
        PARAMETERS[parameter].slider(on_change=_forget_edits)


def more(kernel: np.ndarray) -> None:
    """Show what is wanted less often: normalising, and the kernel as text."""
    st.button(
        t("Normalise"),
        on_click=_take,
        args=(normalised(kernel),),
        key="normalise",
        help=t("Divide by the sum of the weights, so that the picture keeps its brightness."),
    )
    p.KERNEL.box()


def normalised(kernel: np.ndarray) -> np.ndarray:
    """Divide each kernel by its sum; one of zeros alone stays as it is."""
    if kernel.ndim == 3:
        return np.stack([normalised(plane) for plane in kernel])
    return kernels.normalise(kernel) if kernel.any() else kernel


def _take(kernel: np.ndarray) -> None:
    st.session_state[p.KERNEL.key] = kernels.to_text(kernel)


def _kernel(name: str, used: kernels.Uses) -> np.ndarray:
    if p.KERNEL.value and p.KERNEL.accepts(p.KERNEL.value):
        return kernels.parse(p.KERNEL.value)
    values = {parameter: PARAMETERS[parameter].value for parameter in used.parameters}
    return kernels.build(name, _nearest(used), **values)


def _say_unreadable() -> None:
    if not p.KERNEL.value:
        return
    try:
        kernels.parse(p.KERNEL.value)
    except LabError as error:  # typed by hand; from a link it is found before
        st.warning(t_error(error))


def _nearest(used: kernels.Uses) -> int:
    return min(used.sizes, key=lambda allowed: abs(allowed - p.KERNEL_SIZE.value))


def _as_planes(kernel: np.ndarray, three: bool) -> np.ndarray:
    if three and kernel.ndim == 2:
        return np.stack([kernel] * 3)
    return kernel if three or kernel.ndim == 2 else kernel[0]


def _begin_preset() -> None:
    """Start a preset where it shows best."""
    _forget_edits()
    reset((p.KERNEL_SIZE, p.SIGMA, p.WAVELENGTH))
    for each, value in BEST.get(p.PRESET.value, {}).items():
        st.session_state[each.key] = value


def _forget_edits() -> None:
    st.session_state[p.KERNEL.key] = p.KERNEL.default
