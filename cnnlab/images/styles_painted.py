"""Styles of the brush: strokes along a flow, thick paint, points, and a wash of watercolour."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from cnnlab.images.styles_tools import blended, clouds, colours, finished, ink, landscape, surface

FINE = 2
"""Strokes are drawn so many times as large, and then reduced: their edges are smooth."""


def strokes(rng: np.random.Generator, side: int) -> np.ndarray:
    """Draw a night sky of curved strokes that run around its lights, (side, side, 3) of uint8."""
    night = colours("0b1b3f", "12306b", "1c4e9a", "2f78bd", "5aa6cf", "a9d3cf", "f3dd7e", "fff3b8")
    large = side * FINE
    lights, sizes = _apart(rng, 9, large)
    turns = rng.choice([-1.0, 1.0], len(lights))
    drift = surface(rng, large // 8, large / 24)

    def look(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the direction of the flow at places (n, 2), and how bright it is there, from 0 to 1."""
        apart = places[:, None] - lights[None]
        distance = np.hypot(*np.moveaxis(apart, -1, 0))
        pull = np.exp(-((distance / (1.5 * sizes)) ** 2))
        around = np.stack([-apart[..., 1], apart[..., 0]], axis=-1) * turns[None, :, None]
        around /= distance[..., None] + 1e-3
        cell = np.clip(places / 8, 0, large // 8 - 1).astype(int)
        angle = 2.2 * np.pi * (drift[cell[:, 0], cell[:, 1]] - 0.5)
        flow = 0.25 * np.stack([np.sin(angle), np.cos(angle)], axis=-1) + (pull[..., None] * around).sum(1)
        flow /= np.hypot(*flow.T)[:, None] + 1e-6
        return flow, (np.exp(-((distance / (0.62 * sizes)) ** 2))).max(axis=1)

    count = 4400
    places = rng.uniform(-10, large + 10, (count, 2))
    ways, bright = [places], look(places)[1]
    for _ in range(6):
        places = places + 7.0 * look(places)[0]
        ways.append(places)
    ways = np.stack(ways, axis=1)
    rings = 0.30 * np.sin(10 * bright) * (bright > 0.06)
    tone = np.clip(0.22 + 0.72 * bright + 0.4 * rings * 0.5 + rng.normal(0, 0.1, count), 0, 1)
    picture = Image.new("RGB", (large, large), ink(night[0]))
    pen = ImageDraw.Draw(picture)
    for (row, column), radius in zip(lights, 0.3 * sizes, strict=True):
        pen.ellipse([column - radius, row - radius, column + radius, row + radius], fill=ink(night[-1]))
    shades = blended(night, tone) + rng.normal(0, 9, (count, 3))
    for way, shade, width in zip(ways, shades, rng.integers(5, 10, count), strict=True):
        pen.line([tuple(point) for point in way[:, ::-1]], fill=ink(shade), width=int(width), joint="curve")
    return finished(np.asarray(picture, np.float32), side)


def _apart(rng: np.random.Generator, most: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Return places (n, 2) and sizes (n,) of lights, none within another."""
    held: list[tuple[np.ndarray, float]] = []
    for _ in range(60):
        place, size = rng.uniform(0.06, 0.94, 2) * side, rng.uniform(0.06, 0.17) * side
        if all(np.hypot(*(place - other)) > 1.15 * (size + near) for other, near in held):
            held.append((place, size))
    places, sizes = zip(*held[:most], strict=True)
    return np.array(places), np.array(sizes)


def impasto(rng: np.random.Generator, side: int) -> np.ndarray:
    """Paint a field with a palette knife, thick enough to throw shadows."""
    scene = landscape(
        rng,
        side,
        colours("2d6a8f", "74a8b8", "f2c57c", "f7a35c"),
        colours("6b4f7a", "3f6b4a", "c8502f", "e0a030", "8f2d2d"),
        colours("fff0c0")[0],
    )
    picture = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))
    height = Image.new("L", (side, side), 90)
    pen, relief = ImageDraw.Draw(picture), ImageDraw.Draw(height)
    turn = surface(rng, side, side / 4)
    for size in (18, 11):
        for row, column in rng.uniform(0, side, (int(2.4 * (side / size) ** 2), 2)):
            shade = scene[int(row), int(column)] * rng.uniform(0.84, 1.14) + rng.normal(0, 13, 3)
            angle = np.pi * (turn[int(row), int(column)] - 0.25) + rng.normal(0, 0.2)
            along = size * np.array([np.cos(angle), np.sin(angle)])
            across = 0.3 * size * np.array([-np.sin(angle), np.cos(angle)])
            middle = np.array([column, row])
            for share in np.linspace(-1, 1, 4):
                start, end = middle - along / 2 + share * across, middle + along / 2 + share * across
                ends = [tuple(start), tuple(end)]
                pen.line(ends, fill=ink(shade * (1 + 0.06 * rng.normal())), width=max(2, size // 5))
                relief.line(ends, fill=int(rng.uniform(80, 255)), width=max(2, size // 5))
    raised = np.asarray(height.filter(ImageFilter.GaussianBlur(0.9)), np.float32)
    slope = np.gradient(raised, axis=0) + np.gradient(raised, axis=1)
    return finished(np.asarray(picture, np.float32) + np.clip(0.55 * slope, -42, 55)[..., None], side)


def points(rng: np.random.Generator, side: int) -> np.ndarray:
    """Set a bay in the evening together from dots of pure colour."""
    scene = landscape(
        rng,
        side,
        colours("3a6ea5", "7fb3d5", "f6c9a8", "ff9e7a"),
        colours("7d6bb0", "3c7fb1", "2f9c95", "4f8f3a"),
        colours("fff2a8")[0],
        rough=0.2,
    )
    large = side * FINE
    picture = Image.new("RGB", (large, large), ink(colours("efe3c8")[0]))
    pen = ImageDraw.Draw(picture)
    step = 5.2
    grid = np.mgrid[0 : side / step, 0 : side / step].reshape(2, -1).T
    places = np.concatenate([step * grid + rng.uniform(0, step, grid.shape) for _ in range(2)])
    places = places[rng.permutation(len(places))]
    cells = np.clip(places, 0, side - 1).astype(int)
    grey = scene.mean(axis=2, keepdims=True)
    vivid = np.clip(grey + 1.5 * (scene - grey), 0, 255)[cells[:, 0], cells[:, 1]]
    # Beside each colour its neighbours, and now and then its opposite: the eye mixes them.
    shades = vivid + rng.normal(0, 24, (len(cells), 3))
    other = rng.random(len(cells)) < 0.09
    shades[other] = 255 - 0.8 * vivid[other]
    for (row, column), shade, radius in zip(
        places * FINE, shades, rng.uniform(4.0, 6.6, len(places)), strict=True
    ):
        pen.ellipse([column - radius, row - radius, column + radius, row + radius], fill=ink(shade))
    return finished(np.asarray(picture, np.float32), side)


def wash(rng: np.random.Generator, side: int) -> np.ndarray:
    """Let watercolours run into one another on rough paper."""
    paints = colours("1f4e8c", "d1495b", "1b998b", "edae49", "7b4fa3", "2e86ab", "f26b5b", "66a182")
    rows, columns = np.mgrid[:side, :side].astype(np.float32)
    picture = np.ones((side, side, 3), np.float32)
    for number in range(13):
        row, column = (np.array(divmod(number, 4)) + rng.uniform(0.1, 0.9, 2)) * side / 4
        radius = rng.uniform(0.13, 0.26) * side
        rough = 0.9 * (clouds(rng, side, side / 4) - 0.5) + 0.25 * (surface(rng, side, 8) - 0.5)
        inside = 1 - np.hypot(rows - row, columns - column) / radius + rough
        wet = 1 / (1 + np.exp(-np.clip(inside * rng.uniform(14, 40), -30, 30)))
        # Pigment gathers where a pool dries: at its edge.
        edge = 4 * wet * (1 - wet)
        depth = wet * (0.45 + 0.5 * clouds(rng, side, side / 3)) + 0.4 * edge
        paint = np.clip(paints[number % len(paints)] / 255 + rng.normal(0, 0.03, 3), 0.02, 1)
        picture *= paint[None, None] ** (0.5 * depth[..., None])
    grain = surface(rng, side, 3) - 0.5
    paper = colours("fbf7ec")[0] * (1 + 0.05 * grain[..., None])
    return finished(picture * paper, side)
