"""Buildings, boats, bridges and other made things."""

import numpy as np

from .canvas import blend, ink
from .noise import grid
from .stencil import Stencil


def skyline(canvas, base, area, colour, **look):
    """A row of blocks and towers standing at `base` between two x positions.

    `area` is (left, right, lowest, tallest) in pixels, `lit` the share of lit windows and
    `window` their colour.
    """
    left, right, low, tall = area
    rng, blocks, panes = canvas.rng, Stencil(), Stencil()
    x = left
    while x < right:
        wide = rng.uniform(18, 62)
        high = low + (tall - low) * rng.uniform() ** 2.2
        blocks.box(x, base - high, x + wide, base)
        if rng.uniform() < 0.18:
            blocks.line([(x + wide / 2, base - high * 1.35), (x + wide / 2, base - high)], 1.6)
        if rng.uniform() < 0.22:
            blocks.polygon([(x, base - high), (x + wide / 2, base - high * 1.2), (x + wide, base - high)])
        windows(panes, rng, (x + 4, base - high + 6, x + wide - 4, base - 4), (7, 9), look.get("lit", 0))
        x += wide * rng.uniform(0.8, 1.15)
    canvas.shape(blocks, colour, look.get("opacity", 1.0), look.get("blur", 0.6))
    if look.get("lit"):
        canvas.light(panes.mask(0.5), look.get("window", "#ffd58a"), 0.85)
        canvas.light(np.clip(panes.mask(9) * 1.5, 0, 1), look.get("window", "#ffd58a"), 0.25)
    return blocks


def windows(stencil, rng, area, step, share):
    """Adds small panes on a raster inside an area; only a share of them."""
    left, top, right, bottom = area
    for y in np.arange(top, bottom - 3, step[1]):
        for x in np.arange(left, right - 2, step[0]):
            if rng.uniform() < share:
                stencil.box(x, y, x + step[0] * 0.5, y + step[1] * 0.5)


def facade(canvas, area, count, wall, glass, **look):
    """A wall with a raster of tall windows in frames; `lit` is the share of lit ones."""
    left, top, right, bottom = area
    columns, rows = count
    canvas.form(Stencil().box(*area), wall, radius=3, depth=0.25, rough=look.get("rough", 0.2), cell=(40, 26))
    wide, high = (right - left) / columns, (bottom - top) / rows
    frames, panes, lamps, bars = Stencil(), Stencil(), Stencil(), Stencil()
    for row in range(rows):
        for column in range(columns):
            x, y = left + wide * (column + 0.25), top + high * (row + 0.22)
            edges = (x, y, x + wide * 0.5, y + high * 0.58)
            frames.box(x - 3, y - 3, edges[2] + 3, edges[3] + 5)
            (lamps if canvas.rng.uniform() < look.get("lit", 0) else panes).box(*edges)
            bars.line([(x + wide * 0.25, y), (x + wide * 0.25, edges[3])], 2)
            bars.line([(x, y + high * 0.24), (edges[2], y + high * 0.24)], 2)
    canvas.form(frames, look.get("frame", blend(wall, "#ffffff", 0.45)), radius=2, depth=0.5)
    canvas.form(panes, glass, radius=4, depth=-0.6, rough=0.25, cell=(60, 60))
    canvas.shape(lamps, look.get("window", "#ffd993"))
    canvas.light(np.clip(lamps.mask(16) * 1.3, 0, 1), look.get("window", "#ffd993"), 0.3)
    canvas.shape(bars, look.get("frame", blend(wall, "#ffffff", 0.45)), 0.8)


def columns(canvas, positions, top, bottom, width, colour, **look):
    """A row of round pillars with capitals and bases."""
    for x in positions:
        shaft = Stencil().polygon(
            [
                (x - width * 0.42, top),
                (x + width * 0.42, top),
                (x + width * 0.5, bottom),
                (x - width * 0.5, bottom),
            ]
        )
        canvas.form(shaft, colour, towards=look.get("towards", (-1, 0)), radius=width * 0.3, depth=0.85, rough=0.12)
        ends = Stencil().box(x - width * 0.62, top - width * 0.2, x + width * 0.62, top)
        ends.box(x - width * 0.65, bottom, x + width * 0.65, bottom + width * 0.25)
        canvas.form(ends, blend(colour, "#ffffff", 0.1), radius=4, depth=0.5)


def crest(canvas, x, y, size, metal="#c9a24a", field="#234a6e"):
    """A shield of arms with a crown over waves."""
    shield = [
        (x - size, y - size),
        (x + size, y - size),
        (x + size * 0.95, y + size * 0.3),
        (x, y + size * 1.25),
        (x - size * 0.95, y + size * 0.3),
    ]
    canvas.form(Stencil().polygon(shield), metal, radius=5, depth=0.8)
    inner = [(x + (px - x) * 0.86, y + (py - y) * 0.86) for px, py in shield]
    canvas.form(Stencil().polygon(inner), field, radius=8, depth=0.5)
    waves = Stencil()
    for row in range(3):
        level = y + size * (0.05 + row * 0.26)
        reach = size * (0.7 - row * 0.16)
        steps = np.linspace(-reach, reach, 13)
        waves.line([(x + step, level + np.sin(step / size * 12) * size * 0.06) for step in steps], size * 0.09)
    canvas.form(waves, "#dfe7ea", radius=2)
    canvas.form(crown(x, y - size * 0.45, size * 0.42), metal, radius=3, depth=0.9)
    canvas.form(crown(x, y - size * 1.45, size * 0.7), metal, radius=4, depth=0.9)


def crown(x, y, size):
    """A stencil of a crown with three points."""
    stencil = Stencil().polygon(
        [
            (x - size, y + size * 0.5),
            (x - size * 1.05, y - size * 0.45),
            (x - size * 0.5, y + size * 0.05),
            (x, y - size * 0.7),
            (x + size * 0.5, y + size * 0.05),
            (x + size * 1.05, y - size * 0.45),
            (x + size, y + size * 0.5),
        ]
    )
    for dx, dy in ((-1.05, -0.5), (0, -0.78), (1.05, -0.5)):
        stencil.ellipse(x + dx * size, y + dy * size, size * 0.13)
    return stencil


def ferry(canvas, x, line, length, hull="#e8ebea", **look):
    """A white passenger ferry, bow to the right, afloat at `line`; gives its outline."""

    def at(across, up):
        return x + across * length, line - up * length

    body = Stencil().polygon([at(-0.5, 0), at(-0.5, 0.1), at(0.36, 0.105), at(0.52, 0.13), at(0.45, 0)])
    decks = Stencil()
    for low, high, start, end in ((0.1, 0.15, -0.47, 0.33), (0.15, 0.195, -0.42, 0.27), (0.195, 0.235, -0.3, 0.22)):
        decks.polygon([at(start, low), at(start, high), at(end, high), at(end + 0.025, low)])
    decks.polygon([at(0.1, 0.235), at(0.11, 0.27), at(0.2, 0.27), at(0.22, 0.235)])
    tone = {"towards": look.get("towards", (0.3, -1)), "radius": length * 0.012, "depth": 0.45}
    canvas.form(decks, hull, **tone)
    canvas.form(body, hull, rough=0.08, **tone)
    ferry_details(canvas, at, length, look.get("band", "#24507c"))
    outline = [
        at(-0.5, 0),
        at(-0.5, 0.1),
        at(-0.47, 0.15),
        at(-0.3, 0.2),
        at(-0.2, 0.3),
        at(-0.11, 0.3),
        at(-0.1, 0.235),
    ]
    return Stencil().polygon([*outline, at(0.1, 0.27), at(0.2, 0.27), at(0.35, 0.11), at(0.52, 0.13), at(0.45, 0)])


def ferry_details(canvas, at, length, band):
    """Windows, stripe, funnel, mast and rails of a ferry; `at` gives places in ship lengths."""
    dark = Stencil()
    for level, start, end in ((0.125, -0.44, 0.3), (0.172, -0.38, 0.24), (0.213, -0.26, 0.19)):
        for step in np.arange(start, end, 0.024):
            left, top = at(step, level + 0.008)
            dark.box(left, top, left + length * 0.014, top + length * 0.014)
    dark.polygon([at(0.13, 0.25), at(0.13, 0.262), at(0.205, 0.262), at(0.212, 0.25)])
    canvas.shape(dark, "#27313b", 0.85)
    canvas.shape(Stencil().polygon([at(-0.5, 0), at(-0.5, 0.028), at(0.462, 0.032), at(0.45, 0)]), band, 0.95)
    funnel = Stencil().polygon([at(-0.2, 0.235), at(-0.205, 0.305), at(-0.12, 0.305), at(-0.1, 0.235)])
    canvas.form(funnel, band, radius=length * 0.015, depth=0.7)
    lines = Stencil().line([at(0.15, 0.27), at(0.15, 0.34)], length * 0.005)
    lines.line([at(0.12, 0.31), at(0.18, 0.31)], length * 0.004)
    for low, start, end in ((0.15, -0.47, 0.33), (0.195, -0.42, 0.27), (0.235, -0.3, 0.1)):
        lines.line([at(start, low + 0.012), at(end, low + 0.012)], length * 0.0025)
    canvas.shape(lines, "#8f989c", 0.9)
    boats = Stencil()
    for step in (-0.36, -0.28, 0.0, 0.08):
        boats.limb(at(step, 0.2), at(step + 0.045, 0.2), length * 0.018, length * 0.018)
    canvas.form(boats, "#d9682a", radius=3)


def launch(canvas, x, line, length, colour="#e0611d"):
    """A small open rescue boat with a wheelhouse, bow to the right."""

    def at(across, up):
        return x + across * length, line - up * length

    hull = Stencil().smooth([at(-0.5, 0.0), at(-0.5, 0.16), at(0, 0.15), at(0.5, 0.24), at(0.36, 0.0)])
    house = Stencil().polygon([at(-0.2, 0.14), at(-0.17, 0.42), at(0.08, 0.42), at(0.16, 0.14)])
    canvas.form(house, "#e9e6dc", radius=length * 0.05, depth=0.5)
    canvas.shape(Stencil().polygon([at(-0.14, 0.27), at(-0.13, 0.37), at(0.07, 0.37), at(0.11, 0.27)]), "#26333d")
    canvas.form(hull, colour, radius=length * 0.05, depth=0.7)
    canvas.shape(Stencil().line([at(-0.05, 0.42), at(-0.05, 0.62)], 2), "#555555")
    return Stencil().polygon(
        [at(-0.5, 0), at(-0.5, 0.16), at(-0.17, 0.42), at(0.08, 0.42), at(0.16, 0.16), at(0.5, 0.24), at(0.36, 0)]
    )


def lectern(canvas, x, top, width, bottom):
    """A wooden lectern with a slanted top and two microphones."""
    post = Stencil().polygon(
        [
            (x - width * 0.42, top + 40),
            (x + width * 0.42, top + 40),
            (x + width * 0.34, bottom),
            (x - width * 0.34, bottom),
        ]
    )
    canvas.form(post, "#5a3a24", radius=24, depth=0.6, rough=0.25, cell=(14, 160))
    desk = Stencil().polygon(
        [
            (x - width * 0.5, top),
            (x + width * 0.5, top),
            (x + width * 0.46, top + 46),
            (x - width * 0.46, top + 46),
        ]
    )
    canvas.form(desk, "#7a5233", radius=8, depth=0.7, rough=0.2, cell=(200, 10))
    stalks = Stencil()
    for side in (-1, 1):
        stalks.line([(x + side * 40, top), (x + side * 30, top - 50), (x + side * 16, top - 78)], 4)
        stalks.limb((x + side * 16, top - 78), (x + side * 10, top - 92), 12, 14)
    canvas.form(stalks, "#15171a", radius=2, rim="#8a8f98")


def tank(canvas, x, base, radius, height, colour):
    """A round storage tank with a shallow roof, bands and a stair."""
    wall = Stencil().box(x - radius, base - height, x + radius, base).ellipse(x, base, radius, radius * 0.12)
    canvas.form(wall, colour, towards=(-1, -0.1), radius=radius * 0.4, depth=0.9, rough=0.18, cell=(12, 90))
    roof = Stencil().ellipse(x, base - height, radius, radius * 0.16)
    canvas.form(roof, blend(colour, "#ffffff", 0.25), radius=6, depth=0.5)
    bands = Stencil()
    for share in (0.3, 0.62, 0.9):
        bands.line([(x - radius, base - height * share), (x + radius, base - height * share)], 1.2)
    bands.line([(x - radius * 0.5, base), (x + radius * 0.55, base - height)], 2.4)
    canvas.shape(bands, ink(colour) * 0.45, 0.7)


def bokeh(canvas, count, area, sizes, colours, strength=0.5):
    """Lamps far out of focus, as soft discs inside an area."""
    left, top, right, bottom = area
    for colour in colours:
        discs = Stencil()
        for _ in range(count):
            discs.ellipse(canvas.rng.uniform(left, right), canvas.rng.uniform(top, bottom), canvas.rng.uniform(*sizes))
        canvas.light(discs.mask(1.4), colour, strength)


def spotlight_floor(canvas, x, y, across, down, colour, strength):
    """A pool of light on the floor."""
    columns_, rows = grid()
    pool = np.exp(-(((columns_ - x) / across) ** 2 + ((rows - y) / down) ** 2))
    canvas.light(pool, colour, strength)
