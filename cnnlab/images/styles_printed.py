"""Styles of the press and the pen: a woodcut of waves, hatching in ink, and a print of dots."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from cnnlab.images.styles_tools import blended, clouds, colours, finished, ink, landscape, surface

FINE = 2


def waves(rng: np.random.Generator, side: int) -> np.ndarray:
    """Cut waves with foam on their crests, row before row, as in a Japanese woodcut."""
    sea = colours("7fb2c4", "4f8fb0", "2f6a9a", "1e4a7c", "143360")
    foam, line, sky = colours("f6efdc")[0], colours("0f2345")[0], colours("e9c9a0", "f3dfbe", "f0e8d2")
    large = side * FINE
    rows = np.linspace(0, 1, large)[:, None].repeat(large, axis=1)
    picture = Image.fromarray(blended(sky, np.clip(2.5 * rows, 0, 1)).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    across = np.linspace(0, 1, large // 4)
    for number in range(9):
        base = (0.12 + 0.1 * number) * large
        waves_here, height = rng.uniform(1.6, 3.2), (0.045 + 0.008 * number) * large
        phase = 2 * np.pi * (waves_here * across + rng.random())
        # Steep on one side, pointed on top: the water of a wave runs in circles.
        crest = height * (0.7 * np.sin(phase + 0.6 * np.sin(phase)) + 0.3 * np.sin(2.7 * phase + 1))
        curve = base - crest
        shade = blended(sea, np.array(number / 8))
        _band(pen, across * large, curve, large, ink(shade))
        for offset in range(1, 9):
            below = curve + offset * (7 + 0.6 * number) * FINE * (0.75 + 0.25 * np.cos(phase))
            tone = ink(foam if offset % 3 == 0 else 0.6 * shade + 0.4 * line)
            pen.line(list(zip(across * large, below, strict=True)), fill=tone, width=3 if offset % 3 else 4)
        _foam(pen, rng, across * large, curve, crest / height, ink(foam), ink(line))
    printed = np.asarray(picture, np.float32)
    wood = 1 + 0.05 * (clouds(rng, large // 4, 6, 2) - 0.5)
    grain = np.asarray(Image.fromarray(wood.astype(np.float32)).resize((large, large)))
    return finished(printed * grain[..., None], side)


def _band(pen: ImageDraw.ImageDraw, across: np.ndarray, curve: np.ndarray, large: int, shade: tuple) -> None:
    outline = list(zip(across, curve, strict=True))
    pen.polygon([*outline, (large, large), (0, large)], fill=shade)


def _foam(pen: ImageDraw.ImageDraw, rng, across, curve, crest, shade: tuple, line: tuple) -> None:
    high = np.flatnonzero(crest > 0.25)
    for place in rng.permutation(high)[: len(high)]:
        radius = rng.uniform(3, 11) * (0.5 + crest[place] / 2)
        x, y = across[place] + rng.normal(0, 3), curve[place] + rng.uniform(-7, 8)
        pen.ellipse(
            [x - radius, y - radius, x + radius, y + radius],
            fill=shade,
            outline=line if rng.random() < 0.4 else shade,
        )
    pen.line(list(zip(across, curve + 6, strict=True)), fill=line, width=4)


def hatching(rng: np.random.Generator, side: int) -> np.ndarray:
    """Shade hills with a pen: the darker, the more directions of lines over one another.

    Much of the paper is left, and the lines are wide apart: with many fine ones no photograph was to be seen any more
    in what a network painted.
    """
    large = side * FINE
    scene = landscape(
        rng,
        side,
        colours("8a8a8a", "c0c0c0", "ececec"),
        colours("b4b4b4", "8c8c8c", "686868", "404040"),
        colours("ffffff")[0],
        rough=0.6,
    )[..., 0]
    tone = np.asarray(Image.fromarray(scene).resize((large, large), Image.Resampling.BILINEAR)) / 255
    tone = tone - 0.16 * (surface(rng, large, 50) - 0.5)
    rows, columns = np.mgrid[:large, :large].astype(np.float32)
    bend = 14 * surface(rng, large, 160)
    cover = np.zeros((large, large), np.float32)
    for darkness, angle, pitch in ((0.62, 0.8, 30), (0.42, 2.3, 28), (0.25, 0.25, 26)):
        across = (rows * np.cos(angle) + columns * np.sin(angle) + bend) / pitch
        away = np.abs(across % 1 - 0.5) * pitch
        width = np.clip((darkness - tone) * 20, 0, 0.32 * pitch)
        pressed = 0.75 + 0.5 * surface(rng, large, 24)
        cover = np.maximum(cover, np.clip(width * pressed - away + 0.5, 0, 1) * (width > 0.25))
    edges = Image.fromarray((255 * np.clip(tone, 0, 1)).astype(np.uint8)).filter(ImageFilter.FIND_EDGES)
    outline = np.clip(np.asarray(edges.filter(ImageFilter.MaxFilter(3)), np.float32) / 22 - 0.6, 0, 1)
    for border in (outline[:4], outline[-4:], outline[:, :4], outline[:, -4:]):
        border[:] = 0  # beyond the frame is no edge
    cover = np.maximum(cover, outline)[..., None]
    paper = colours("f4ecd8")[0] * (
        1 - 0.06 * clouds(rng, large // 4, 30).repeat(4, 0).repeat(4, 1)[..., None]
    )
    return finished((1 - cover) * paper + cover * colours("43302a")[0], side)


def halftone(rng: np.random.Generator, side: int) -> np.ndarray:
    """Print a bright picture as comics were: dots of cyan, magenta, yellow and black, each on a grid of its own."""
    large, pitch, thick = side * FINE, 44, 0.75
    scene = landscape(
        rng,
        side,
        colours("1fa7e0", "58c8f0", "ffe14a"),
        colours("f0569a", "f08a24", "2a9d5c", "22306e"),
        colours("fff04a")[0],
        rough=0.1,
    )
    enlarged = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8)).resize((large, large))
    light = np.asarray(enlarged, np.float32) / 255
    black = 1 - light.max(axis=2)
    amounts = [
        *np.moveaxis((1 - light - black[..., None]) / np.maximum(1 - black, 1e-3)[..., None], -1, 0),
        black,
    ]
    inks = colours("00a5e3", "ec268f", "ffe200", "181818") / 255
    rows, columns = np.mgrid[:large, :large].astype(np.float32) / pitch
    printed = np.ones((large, large, 3), np.float32) * colours("fffaf0")[0] / 255
    for amount, shade, degrees in zip(amounts, inks, (15, 75, 0, 45), strict=True):
        angle = np.deg2rad(degrees)
        u = rows * np.cos(angle) - columns * np.sin(angle)
        v = rows * np.sin(angle) + columns * np.cos(angle)
        radius = np.hypot(u % 1 - 0.5, v % 1 - 0.5)
        cover = np.clip((0.72 * np.sqrt(np.clip(amount, 0, 1)) - radius) * pitch / 1.5 + 0.5, 0, 1)[..., None]
        printed *= 1 - thick * cover * (1 - shade)
    return finished(255 * printed, side)
