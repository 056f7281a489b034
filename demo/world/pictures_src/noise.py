"""Smooth random fields and blurs on plain float arrays."""

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 1200, 800
TILE = 1024


def resized(field, width, height):
    """The field scaled to another size with bicubic interpolation."""
    image = Image.fromarray(field.astype(np.float32))
    return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC))


def spread(field):
    """The field stretched to fill 0 to 1."""
    low, high = float(field.min()), float(field.max())
    return (field - low) / max(high - low, 1e-6)


def fractal(rng, cell, octaves=5, size=(HEIGHT, WIDTH)):
    """Fractal value noise, 0 to 1; `cell` is the largest feature as (width, height) in pixels."""
    height, width = size
    total = np.zeros(size, np.float32)
    for octave in range(octaves):
        columns = max(2, round(width / cell[0] * 2**octave) + 2)
        rows = max(2, round(height / cell[1] * 2**octave) + 2)
        grid = rng.random((min(rows, height), min(columns, width)), dtype=np.float32)
        total += resized(grid, width, height) / 2**octave
    return spread(total)


def tile(rng, cells=64, octaves=3):
    """A square of noise, -1 to 1, whose edges meet, for perspective planes."""
    total = np.zeros((TILE, TILE), np.float32)
    for octave in range(octaves):
        count = cells * 2**octave
        step = TILE // count
        grid = np.pad(rng.random((count, count), dtype=np.float32), 2, mode="wrap")
        side = (count + 4) * step
        total += resized(grid, side, side)[2 * step : -2 * step, 2 * step : -2 * step] / 2**octave
    return spread(total) * 2 - 1


def line_noise(rng, cell, octaves=5, width=WIDTH):
    """One row of fractal noise, 0 to 1, for ridges and shore lines."""
    return fractal(rng, (cell, 2), octaves, (4, width))[1]


def box_pass(field, radius, axis):
    """One moving average of 2 * radius + 1 samples along an axis, edges repeated."""
    pad = [(0, 0)] * field.ndim
    pad[axis] = (radius + 1, radius)
    sums = np.cumsum(np.pad(field, pad, mode="edge"), axis=axis, dtype=np.float64)
    length = field.shape[axis]
    ahead = np.take(sums, range(2 * radius + 1, 2 * radius + 1 + length), axis=axis)
    behind = np.take(sums, range(0, length), axis=axis)
    return ((ahead - behind) / (2 * radius + 1)).astype(np.float32)


def softened(field, radius):
    """The field blurred about like a Gaussian whose standard deviation is `radius` pixels."""
    if radius < 0.5:
        return field
    if radius > 12 and min(field.shape[:2]) > 8 and field.ndim == 2:
        height, width = field.shape
        small = resized(field, max(2, width // 4), max(2, height // 4))
        return resized(softened(small, radius / 4), width, height)
    reach = max(1, round(radius))
    for _ in range(3):
        field = box_pass(box_pass(field, reach, 0), reach, 1)
    return field


def grid():
    """Pixel coordinates of the whole picture as (x, y) arrays."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return x, y
