"""Patterns drawn by chance, in colours drawn by chance: styles that no painter has thought of."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIDE = 256


def pattern(rng: np.random.Generator, side: int = SIDE) -> np.ndarray:
    """Draw one pattern.

    Parameters
    ----------
    rng : numpy.random.Generator
    side : int
        Pixels.

    Returns
    -------
    ndarray of uint8, shape (side, side, 3)
    """
    kinds = (_marbling, _waves, _mosaic, _dots, _strokes, _pieces)
    drawn = kinds[rng.integers(len(kinds))](rng, side, _palette(rng))
    grain = rng.normal(0, rng.uniform(0, 10), drawn.shape)
    return np.clip(np.round(drawn + grain), 0, 255).astype(np.uint8)


def _palette(rng: np.random.Generator) -> np.ndarray:
    """Return three to seven colours (n, 3), the first of them rather dark or rather light."""
    colours = rng.uniform(0, 255, (rng.integers(3, 8), 3))
    greyness = rng.uniform(0, 0.7)
    colours = greyness * colours.mean(axis=1, keepdims=True) + (1 - greyness) * colours
    colours[0] = colours[0] * 0.3 if rng.random() < 0.5 else 255 - (255 - colours[0]) * 0.3
    return colours


def _field(rng: np.random.Generator, side: int, scale: float) -> np.ndarray:
    """Return a smooth random surface (side, side), from 0 to 1, with hills of about so many pixels."""
    few = max(3, round(side / scale) + 2)
    small = Image.fromarray(rng.random((few, few)).astype(np.float32))
    surface = np.asarray(small.resize((side, side), Image.Resampling.BICUBIC))
    low, high = surface.min(), surface.max()
    return (surface - low) / max(high - low, 1e-6)


def _coloured(values: np.ndarray, palette: np.ndarray, sharp: bool) -> np.ndarray:
    """Return the colours (side, side, 3) of values from 0 to 1, along the palette: in steps, or blended."""
    along = np.clip(values, 0, 1) * (len(palette) - 1)
    if sharp:
        return palette[np.round(along).astype(int)]
    return np.stack([np.interp(along, np.arange(len(palette)), channel) for channel in palette.T], axis=-1)


def _marbling(rng: np.random.Generator, side: int, palette: np.ndarray) -> np.ndarray:
    surface = _field(rng, side, rng.uniform(20, 90)) + 0.4 * _field(rng, side, rng.uniform(6, 20))
    return _coloured(surface * rng.integers(1, 6) % 1, palette, rng.random() < 0.5)


def _waves(rng: np.random.Generator, side: int, palette: np.ndarray) -> np.ndarray:
    angle, width = rng.uniform(0, np.pi), rng.uniform(4, 40)
    rows, columns = np.mgrid[:side, :side]
    bend = rng.uniform(0, 60) * _field(rng, side, rng.uniform(30, 120))
    along = (rows * np.sin(angle) + columns * np.cos(angle) + bend) / width
    return _coloured(
        along / 3 % 1 if rng.random() < 0.5 else (1 + np.sin(along)) / 2, palette, rng.random() < 0.5
    )


def _mosaic(rng: np.random.Generator, side: int, palette: np.ndarray) -> np.ndarray:
    """Cells around points (Voronoi), with joints between them."""
    count = int((side / rng.uniform(10, 40)) ** 2) + 4
    points = rng.uniform(0, side, (count, 2))
    rows, columns = np.mgrid[:side, :side]
    from scipy.spatial import cKDTree

    distances, nearest = cKDTree(points).query(np.stack([rows, columns], axis=-1), k=2)
    colours = palette[1 + rng.integers(len(palette) - 1, size=count)] + rng.normal(0, 15, (count, 3))
    joint = (distances[..., 1] - distances[..., 0] < rng.uniform(0.5, 3))[..., None]
    return np.where(joint, palette[0], colours[nearest[..., 0]])


def _dots(rng: np.random.Generator, side: int, palette: np.ndarray) -> np.ndarray:
    """Dots on a turned grid, larger where a surface is high, as in a printed picture."""
    pitch, angle = rng.uniform(5, 24), rng.uniform(0, np.pi / 2)
    rows, columns = np.mgrid[:side, :side] / pitch
    turned = np.stack(
        [rows * np.cos(angle) - columns * np.sin(angle), rows * np.sin(angle) + columns * np.cos(angle)]
    )
    radius = np.hypot(*(turned % 1 - 0.5))
    size = 0.15 + 0.45 * _field(rng, side, rng.uniform(20, 100))
    cover = np.clip((size - radius) * pitch + 0.5, 0, 1)[..., None]
    ink = _coloured(_field(rng, side, rng.uniform(30, 120)), palette[1:], True)
    return cover * ink + (1 - cover) * palette[0]


def _strokes(rng: np.random.Generator, side: int, palette: np.ndarray) -> np.ndarray:
    """Short thick lines along a flow, some hundreds over one another."""
    width = rng.uniform(1.5, 9)
    direction = 2 * np.pi * _field(rng, side, rng.uniform(40, 150)) * rng.uniform(0.3, 1.5)
    tone = _field(rng, side, rng.uniform(30, 100))

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for _ in range(int(min(2.5 * side * side / (width * 6 * width), 3000))):
            place = rng.uniform(0, side, 2)
            row, column = place.astype(int)
            colour = _coloured(np.array(tone[row, column] + rng.normal(0, 0.15)), palette, True)
            colour = tuple(np.clip(colour + rng.normal(0, 12, 3), 0, 255).astype(int).tolist())
            reach = width * rng.uniform(2, 5) / 2
            step = reach * np.array([np.cos(direction[row, column]), np.sin(direction[row, column])])
            pen.line([*(place - step)[::-1], *(place + step)[::-1]], fill=colour, width=max(1, round(width)))

    return _drawn(side, palette[0], draw)


def _pieces(rng: np.random.Generator, side: int, palette: np.ndarray) -> np.ndarray:
    """Discs, bars and triangles of plain colour."""
    size = rng.uniform(15, 70)

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for _ in range(int(min(3 * (side / size) ** 2, 600))):
            middle, colour = rng.uniform(0, side, 2), palette[rng.integers(len(palette))]
            fill = tuple(np.clip(colour, 0, 255).astype(int).tolist())
            reach = size * rng.uniform(0.3, 1)
            if rng.random() < 0.4:
                pen.ellipse([*(middle - reach / 2), *(middle + reach / 2)], fill=fill)
            else:
                corners = middle + reach * rng.uniform(-0.7, 0.7, (rng.integers(3, 5), 2))
                pen.polygon([tuple(each) for each in corners.tolist()], fill=fill)

    return _drawn(side, palette[0], draw, soft=0.7)


def _drawn(
    side: int, ground: np.ndarray, draw: Callable[[ImageDraw.ImageDraw], None], soft: float = 0.5
) -> np.ndarray:
    picture = Image.new("RGB", (side, side), tuple(np.clip(ground, 0, 255).astype(int).tolist()))
    draw(ImageDraw.Draw(picture))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(soft)), np.float64)
