"""Where in its maps a network sees a class: CAM, Grad-CAM, LayerCAM."""

from __future__ import annotations

import numpy as np


def cam(maps: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return a class activation map: what each place adds to the score of a class.

    For a network whose last maps are averaged and go into one dense layer.

    Parameters
    ----------
    maps : ndarray of float, shape (..., rows, columns, K)
        Of the last convolution.
    weights : ndarray of float, shape (K,)
        Of the class in the dense layer.

    Returns
    -------
    ndarray of float, shape (..., rows, columns)
        Its mean plus the class's bias is the class's logit.

    References
    ----------
    B. Zhou, A. Khosla, A. Lapedriza, A. Oliva and A. Torralba, "Learning Deep Features for Discriminative
    Localization", CVPR 2016.
    """
    return maps @ weights


def grad_cam(maps: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """Return Grad-CAM: the maps, each weighted with the mean of its gradients, added, and only what speaks for it.

    Parameters
    ----------
    maps, gradients : ndarray of float, shape (..., rows, columns, K)
        Values of a layer, and the gradients of a class's logit with respect to them.

    Returns
    -------
    ndarray of float, shape (..., rows, columns)
        0 or more.

    References
    ----------
    R. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh and D. Batra, "Grad-CAM: Visual Explanations from
    Deep Networks via Gradient-based Localization", ICCV 2017, equations 1 and 2.
    """
    weights = gradients.mean(axis=(-3, -2), keepdims=True)
    return np.maximum((weights * maps).sum(axis=-1), 0)


def layer_cam(maps: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """Return LayerCAM: each value weighted with its own gradient where that is positive.

    Unlike Grad-CAM it keeps the place of every gradient, and so is of use for early layers as well.

    Parameters
    ----------
    maps, gradients
        As for `grad_cam`.

    Returns
    -------
    ndarray of float, shape (..., rows, columns)
        0 or more.

    References
    ----------
    P.-T. Jiang, C.-B. Zhang, Q. Hou, M.-M. Cheng and Y. Wei, "LayerCAM: Exploring Hierarchical Class Activation
    Maps for Localization", IEEE Transactions on Image Processing 30, 2021, equations 6 and 7.
    """
    return np.maximum((np.maximum(gradients, 0) * maps).sum(axis=-1), 0)


def stretched(values: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Stretch a small map over a picture: bilinear, each value in the middle of its equal part.

    That is how class maps are shown everywhere. It is only nearly where their values look: a convolution without
    padding has no value for the edges of a picture.

    Parameters
    ----------
    values : ndarray of float, shape (h, w)
    rows, columns : int
        Of the picture; not fewer than those of the map.

    Returns
    -------
    ndarray of float, shape (rows, columns)
    """
    return _shares(rows, values.shape[0]) @ values @ _shares(columns, values.shape[1]).T


def _shares(length: int, count: int) -> np.ndarray:
    """Return what each of `count` values has of each of `length` pixels, shape (length, count)."""
    places = (np.arange(length) + 0.5) * count / length - 0.5
    return np.stack([np.interp(places, np.arange(count), each) for each in np.eye(count)], axis=1)
