"""Styles that are put together: a window of glass, a mosaic, facets, marbled paper, and cloth."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from cnnlab.images.styles_tools import (
    clouds,
    colours,
    finished,
    ink,
    landscape,
    nearest_two,
    surface,
)

FINE = 2


RINGS = ((0.1, 6), (0.19, 11), (0.28, 16), (0.38, 20), (0.48, 26), (0.58, 32), (0.68, 36))
"""Of panes: radius as a share of the side, and how many. With half as many a clear sky had no panes in any result."""
LEAD = 7.0
"""How much nearer a pixel is to its own pane than to the next one where the lead between them ends."""


def glass(rng: np.random.Generator, side: int) -> np.ndarray:
    """Set a round window of coloured glass in lead."""
    jewels = colours(
        "b3122d", "1245a8", "0f7a4d", "e8a013", "6a1b9a", "0e8fa8", "d9480f", "f2d16b", "1b2a7a", "c2185b"
    )
    large = side * 3 // 2
    middle = large * (0.5 + rng.uniform(-0.05, 0.05, 2))
    places, kinds = [middle], [7]
    for ring, (radius, count) in enumerate(RINGS):
        turn = rng.random() * 2 * np.pi
        first, second = rng.choice(len(jewels), 2, replace=False)
        for number in range(count):
            angle = turn + 2 * np.pi * number / count
            wobble = large * radius * (1 + rng.normal(0, 0.035))
            places.append(middle + wobble * np.array([np.sin(angle), np.cos(angle)]))
            kinds.append(
                (first if number % 2 else second) if ring < len(RINGS) - 1 else rng.integers(len(jewels))
            )
    nearest, first, second = nearest_two(np.array(places), large)
    light = 0.72 + 0.5 * clouds(rng, large, large / 5) + 0.16 * (surface(rng, large, 7) - 0.5)
    own = rng.uniform(0.82, 1.18, len(places))
    shade = jewels[np.array(kinds)][nearest] * (light * own[nearest])[..., None]
    shade = shade + 38 * np.clip(1 - first / 26, 0, 1)[..., None]
    rim = np.clip((second - first - LEAD) / 2.2, 0, 1)[..., None]
    lead = colours("14161c")[0] + 26 * np.clip(1 - np.abs(second - first - 1.2), 0, 1)[..., None]
    return finished(rim * shade + (1 - rim) * lead, side)


def mosaic(rng: np.random.Generator, side: int) -> np.ndarray:
    """Lay rings of small stones around a few middles, in mortar."""
    stones = colours("c8963e", "e8d3a2", "1f5f8b", "2a9d8f", "a63d2f", "143c5c", "efe6d0", "6b8f71")
    large = side * FINE
    middles = np.array([[0.28, 0.3], [0.35, 0.85], [0.85, 0.6], [0.9, 0.05]]) * large
    middles += rng.normal(0, 0.05 * large, middles.shape)
    picture = Image.new("RGB", (large, large), ink(colours("5a5148")[0]))
    pen = ImageDraw.Draw(picture)
    size = 17.0
    rings = int(1.2 * large / size)
    order = rng.permutation(len(stones))
    for own, middle in enumerate(middles):
        for ring in range(rings):
            radius = size * (ring + 0.4)
            count = max(1, int(2 * np.pi * radius / size))
            kind = stones[order[(ring // 2 + 3 * own) % len(stones)]]
            angles = 2 * np.pi * (np.arange(count) + rng.random()) / count
            places = middle + radius * np.stack([np.sin(angles), np.cos(angles)], axis=1)
            closest = np.argmin(np.hypot(*(places[:, None] - middles[None]).transpose(2, 0, 1)), axis=1)
            for place, angle in zip(places[closest == own], angles[closest == own], strict=True):
                _stone(pen, rng, place, angle, size, kind)
    light = 1 + 0.16 * (surface(rng, large, 5) - 0.5)
    return finished(np.asarray(picture, np.float32) * light[..., None], side)


def _stone(
    pen: ImageDraw.ImageDraw, rng, place: np.ndarray, angle: float, size: float, kind: np.ndarray
) -> None:
    angle = angle + rng.normal(0, 0.07)
    half = size * rng.uniform(0.38, 0.46, 2)
    along = np.array([np.sin(angle), np.cos(angle)]) * half[0]
    across = np.array([np.cos(angle), -np.sin(angle)]) * half[1]
    corners = [place + a * along + b * across for a, b in ((1, 1), (1, -1), (-1, -1), (-1, 1))]
    shade = ink(kind * rng.uniform(0.78, 1.16) + rng.normal(0, 8, 3))
    pen.polygon([(column, row) for row, column in corners], fill=shade)


def facets(rng: np.random.Generator, side: int) -> np.ndarray:
    """Fold mountains at dawn from triangles of plain colour."""
    scene = landscape(
        rng,
        side,
        colours("27335f", "6a4c93", "f2668b", "ffb385"),
        colours("9a6fb0", "4f6db0", "1f7a8c", "12455f", "0b2a3f"),
        colours("ffe8c2")[0],
        rough=0.9,
    )
    large, cells = side * FINE, 13
    step = large / cells
    grid = np.mgrid[-1 : cells + 2, -1 : cells + 2].transpose(1, 2, 0) * step
    grid = grid + rng.uniform(-0.4, 0.4, grid.shape) * step
    picture = Image.new("RGB", (large, large))
    pen = ImageDraw.Draw(picture)
    for row in range(cells + 2):
        for column in range(cells + 2):
            a, b = grid[row, column], grid[row, column + 1]
            c, d = grid[row + 1, column], grid[row + 1, column + 1]
            halves = ((a, b, c), (b, c, d)) if rng.random() < 0.5 else ((a, b, d), (a, c, d))
            for corners in halves:
                place = np.clip(np.mean(corners, axis=0) / FINE, 0, side - 1).astype(int)
                shade = scene[place[0], place[1]] * rng.uniform(0.8, 1.22) + rng.normal(0, 5, 3)
                pen.polygon([(each[1], each[0]) for each in corners], fill=ink(shade))
    return finished(np.asarray(picture, np.float32), side)


def marbling(rng: np.random.Generator, side: int) -> np.ndarray:
    """Float colours on water, draw a comb through them, and lay paper on it."""
    floats = colours("0d3b4f", "c8324a", "f3e3c3", "1f8a8a", "e39b2d", "0d3b4f", "f3e3c3", "7c1f3d")
    large = side * FINE
    rows, columns = np.mgrid[:large, :large].astype(np.float32) / large
    rows = rows + 0.09 * (clouds(rng, large // 4, large / 12).repeat(4, 0).repeat(4, 1) - 0.5)
    # A comb: each tooth carries the water along, less the farther away it is.
    teeth = 9.0
    away = np.abs((columns * teeth + rng.random()) % 1 - 0.5)
    rows = rows + 0.17 * np.exp(-7.0 * away)
    columns = columns + 0.05 * np.sin(2 * np.pi * (2.2 * rows + rng.random()))
    away = np.abs((rows * 4 + rng.random()) % 1 - 0.5)
    columns = columns + 0.07 * np.exp(-8.0 * away)
    swirl = clouds(rng, large // 4, large / 10).repeat(4, 0).repeat(4, 1)
    along = 21 * (rows + 0.22 * swirl + 0.10 * np.sin(2 * np.pi * 3 * columns))
    number = np.floor(along).astype(int)
    shade = floats[number % len(floats)]
    # A little darker towards one edge of each vein.
    shade = shade * (0.86 + 0.2 * (along - number))[..., None]
    return finished(shade, side)


def cloth(rng: np.random.Generator, side: int) -> np.ndarray:
    """Weave a carpet's diamonds from threads that go over and under one another."""
    yarns = colours("a4161a", "f1e3c6", "1d3557", "e09f3e", "2a6f5e", "660708")
    thread = 5
    count = side // thread
    rows, columns = np.mgrid[:count, :count]
    period = 32
    shift = rng.integers(period, size=2)
    u, v = (rows + shift[0]) % period - period // 2, (columns + shift[1]) % period - period // 2
    step = np.abs(u) + np.abs(v)
    order = rng.permutation(len(yarns))
    kind = order[(step // 4) % len(yarns)]
    border = ((rows + shift[0]) // period + (columns + shift[1]) // period) % 2
    kind = np.where(border == 1, order[(step // 4 + 2) % len(yarns)], kind)
    shade = yarns[kind] * rng.uniform(0.85, 1.15, (count, count, 1))
    over = (rows + columns) % 2 == 0
    large = shade.repeat(thread, 0).repeat(thread, 1)
    across = (np.arange(count * thread) % thread + 0.5) / thread
    round_ = np.sin(np.pi * across) ** 0.7
    upright = over.repeat(thread, 0).repeat(thread, 1)
    fibre = 1 + 0.14 * (rng.random(large.shape[:2]) - 0.5)
    light = np.where(upright, round_[None, :] * (0.8 + 0.2 * round_[:, None]), round_[:, None] * 0.92)
    return finished(large * (0.42 + 0.68 * light * fibre)[..., None], side)
