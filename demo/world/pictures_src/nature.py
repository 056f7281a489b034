"""Sky, water, smoke, land and growth."""

import math

import numpy as np

from .canvas import blend, ink, slope
from .noise import HEIGHT, TILE, WIDTH, fractal, grid, line_noise, softened, tile
from .stencil import Stencil


def clouds(canvas, horizon, lit, shade, cover=0.5, towards=(-0.5, -0.8), scale=1.0):
    """Clouds above the horizon: large and high overhead, flat and small in the distance."""
    field = fractal(canvas.rng, (420 * scale, 190 * scale), 6)
    rows = np.linspace(0, 1, HEIGHT)[:, None] ** 1.35
    source = np.clip((rows * HEIGHT).astype(int), 0, HEIGHT - 1)[:, 0]
    field = field[source] if horizon > 400 else field
    body = np.clip((field - (1 - cover) * 0.85) * 3.4, 0, 1)
    relief = np.clip(0.5 + slope(softened(field, 9), towards) * 90, 0, 1)
    colour = ink(shade) + (ink(lit) - ink(shade)) * relief[..., None]
    _, height = grid()
    fade = np.clip((horizon - height) / 60, 0, 1)
    canvas.paint(body * fade, colour, 0.92)


def plane_noise(canvas, horizon, across=0.36, along=700, cells=64):
    """Noise, -1 to 1, on a level plane seen in perspective below the horizon."""
    texture = tile(canvas.rng, cells)
    columns, rows = grid()
    depth = 300 / (np.maximum(rows - horizon, 0) + 5)
    right = ((columns - WIDTH / 2) * depth * across).astype(int) % TILE
    ahead = (depth * along).astype(int) % TILE
    return texture[ahead, right]


def below(line, soft=1.5):
    """A mask of everything under a level line."""
    _, rows = grid()
    return np.clip((rows - line) / soft, 0, 1)


def water(canvas, horizon, colour, mirror=0.55, rough=1.0, swell=0.16):
    """Water up to the horizon that mirrors what has been painted above it."""
    ripple = plane_noise(canvas, horizon) * 0.6 + plane_noise(canvas, horizon, 0.12, 260) * 0.6
    columns, rows = grid()
    below_line = rows - horizon
    away = np.clip(below_line / (HEIGHT - horizon), 0, 1)
    source_rows = horizon - below_line * 1.05 + ripple * rough * (8 + 90 * away)
    source_rows = np.clip(source_rows, 0, horizon - 1).astype(int)
    source_columns = np.clip(columns + ripple * rough * 10 * away, 0, WIDTH - 1).astype(int)
    reflection = canvas.pixels[source_rows, source_columns]
    body = ink(colour) * (1 + ripple * swell * 1.6)[..., None]
    share = mirror * (1 - 0.55 * away)[..., None]
    surface = body * (1 - share) + reflection * share
    surface = surface + (np.clip(ripple - 0.25, 0, 1) * swell)[..., None]
    canvas.paint(below(horizon), surface)
    return ripple


def glitter(canvas, horizon, x, ripple, colour, width=90, strength=1.0):
    """The broken path of light that a low sun or a lamp lays on water."""
    columns, rows = grid()
    spreading = width * (0.45 + np.clip((rows - horizon) / (HEIGHT - horizon), 0, 1))
    lane = np.exp(-(((columns - x) / spreading) ** 2))
    sparks = np.clip((ripple - 0.12) * 5, 0, 1) * lane * below(horizon)
    canvas.light(softened(sparks, 0.8), colour, strength)
    canvas.light(lane * below(horizon), colour, 0.22 * strength)


def mirror(canvas, stencil, line, strength=0.5, streak=4):
    """The mirror image of a shape standing at a line, on wet ground or calm water."""
    columns, rows = grid()
    wave = fractal(canvas.rng, (60, 5), 2) - 0.5
    source = np.clip(2 * line - rows, 0, HEIGHT - 1).astype(int)
    aside = np.clip(columns + wave * streak * 3, 0, WIDTH - 1).astype(int)
    cover = stencil.mask(1)[source, aside] * below(line) * np.clip(1.15 - (rows - line) / 320, 0.2, 1)
    canvas.paint(cover, canvas.pixels[source, aside] * 0.85, strength)


def wet_ground(canvas, line, strength=0.5, streak=5):
    """Turns the ground below a line into a wet surface that mirrors all above it."""
    columns, rows = grid()
    wave = plane_noise(canvas, line - 60, 0.3, 300) * streak
    source = np.clip(2 * line - rows + wave * 3, 0, line - 1).astype(int)
    aside = np.clip(columns + wave, 0, WIDTH - 1).astype(int)
    picture = canvas.pixels[source, aside]
    picture = np.stack([softened(picture[..., i], 3) for i in range(3)], axis=-1)
    puddles = np.clip(0.75 + plane_noise(canvas, line - 80, 0.08, 70), 0.25, 1)
    canvas.paint(below(line, 6) * puddles, picture, strength)


def ground(canvas, horizon, colour, rough=0.3, fine=(0.36, 500)):
    """A level plane with mottling in perspective."""
    texture = plane_noise(canvas, horizon - 4, *fine)
    wide = plane_noise(canvas, horizon - 4, 0.05, 60)
    canvas.paint(below(horizon), ink(colour) * (1 + rough * (0.6 * texture + 0.6 * wide))[..., None])


def plume(canvas, path, widths, lit, shade, **look):
    """Smoke or steam along a path of points; widths grow from the first to the second value.

    `opacity` at the start, `fade` the share left at the end, `puffs` how many billows.
    """
    count = look.get("puffs", 130)
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    knots = np.array(path, float)
    for index in range(count):
        share = index / (count - 1)
        place = share * (len(knots) - 1)
        x, y = (np.interp(place, range(len(knots)), knots[:, axis]) for axis in (0, 1))
        width = widths[0] + (widths[1] - widths[0]) * share**0.8
        x += canvas.rng.normal() * width * 0.34
        y += canvas.rng.normal() * width * 0.34
        density = 1 + (look.get("fade", 0.3) - 1) * share
        add_puff(mask, x, y, width * canvas.rng.uniform(0.35, 0.75), density)
    billow = fractal(canvas.rng, (150, 130), 6)
    body = np.clip(mask * 1.6, 0, 1.3) * (0.35 + billow)
    height = softened(body, 5)
    relief = np.clip(0.45 + slope(height, look.get("towards", (-0.5, -0.8))) * 9, 0, 1)
    colour = ink(shade) + (ink(lit) - ink(shade)) * relief[..., None]
    canvas.paint(np.clip(body * 1.35 - 0.12, 0, 1), colour, look.get("opacity", 0.9))


def add_puff(mask, x, y, radius, density):
    """Adds one soft ball to a density mask in place, inside its own square only."""
    left, right = int(max(0, x - radius * 2)), int(min(WIDTH, x + radius * 2))
    top, bottom = int(max(0, y - radius * 2)), int(min(HEIGHT, y + radius * 2))
    if left >= right or top >= bottom:
        return
    rows, columns = np.mgrid[top:bottom, left:right]
    ball = np.exp(-(((columns - x) ** 2 + (rows - y) ** 2) / (radius**2)) * 1.4) * density
    part = mask[top:bottom, left:right]
    np.maximum(part, ball, out=part)


def ridge(rng, base, rise, cell=500, octaves=6):
    """The heights (y in pixels) of a line of hills, one for each column."""
    return base - (line_noise(rng, cell, octaves) - 0.35) * rise


def hills(canvas, heights, colour, foot=None, rough=0.25):
    """Land below a ridge line, fading into the foot colour further down."""
    _, rows = grid()
    mask = np.clip((rows - heights[None, :]) / 1.5, 0, 1)
    deep = np.clip((rows - heights[None, :]) / 220, 0, 1)[..., None]
    texture = fractal(canvas.rng, (90, 34), 5) - 0.5
    body = ink(colour) * (1 - deep) + ink(foot or colour) * deep
    canvas.paint(mask, body * (1 + rough * 2 * texture)[..., None])


def conifers(stencil, rng, heights, count, size, spread_x=(0, WIDTH)):
    """Adds a wood of pointed trees along a ridge line."""
    for _ in range(count):
        x = rng.uniform(*spread_x)
        foot = heights[int(np.clip(x, 0, WIDTH - 1))] + rng.uniform(0, size * 0.4)
        conifer(stencil, rng, x, foot + 4, size * rng.uniform(0.6, 1.25))
    return stencil


def conifer(stencil, rng, x, foot, height):
    """Adds one pointed tree with drooping tiers."""
    tiers = 5
    outline = [(x, foot - height)]
    for tier in range(1, tiers + 1):
        y = foot - height * (1 - tier / tiers)
        reach = height * 0.2 * tier / tiers * rng.uniform(0.85, 1.2)
        outline += [(x + reach, y), (x + reach * 0.45, y - height * 0.03)]
    left = [(2 * x - px, py) for px, py in reversed(outline[1:])]
    stencil.polygon(outline + left)


def foliage(stencil, rng, x, y, across, down, leaves=90, size=10):
    """Adds a leafy crown of many small blots inside an ellipse."""
    for _ in range(leaves):
        angle, reach = rng.uniform(0, math.tau), math.sqrt(rng.uniform())
        blot = size * rng.uniform(0.5, 1.4)
        stencil.ellipse(x + math.cos(angle) * across * reach, y + math.sin(angle) * down * reach, blot, blot * 0.8)
    return stencil


def branch(stencil, rng, start, angle, length, width, depth):
    """Adds a bare branch that forks until the depth is used up; the angle is in degrees."""
    radians = math.radians(angle)
    end = (start[0] + math.cos(radians) * length, start[1] + math.sin(radians) * length)
    stencil.limb(start, end, width, width * 0.65)
    if depth == 0:
        return
    for turn in (-1, 1):
        bend = angle + turn * rng.uniform(14, 42)
        branch(stencil, rng, end, bend, length * rng.uniform(0.6, 0.85), width * 0.62, depth - 1)


def rain(canvas, count, slant, colour="#dfe8ee", strength=0.25, length=40):
    """Streaks of rain or driven spray."""
    stencil = Stencil()
    for _ in range(count):
        x, y = canvas.rng.uniform(-100, WIDTH + 100), canvas.rng.uniform(-50, HEIGHT)
        reach = length * canvas.rng.uniform(0.5, 1.3)
        stencil.line([(x, y), (x + slant * reach, y + reach)], 0.8)
    canvas.light(stencil.mask(0.6), colour, strength)


def grass(canvas, top, bottom, colours, count, size):
    """Blades of grass that grow taller towards the bottom of a strip."""
    for colour in colours:
        stencil = Stencil()
        for _ in range(count):
            share = canvas.rng.uniform() ** 0.7
            x, y = canvas.rng.uniform(-20, WIDTH + 20), top + (bottom - top) * share
            tall = size * (0.25 + share) * canvas.rng.uniform(0.6, 1.3)
            tip = (x + canvas.rng.normal() * tall * 0.35, y - tall)
            stencil.limb((x, y), tip, 1 + 2.4 * share, 0.6)
        canvas.shape(stencil, colour, 0.85, 0.4)


def beam(canvas, start, end, start_width, end_width, colour, strength):
    """A cone of light through dust, water or mist; strongest near its start."""
    stencil = Stencil().limb(start, end, start_width, end_width)
    columns, rows = grid()
    reach = math.dist(start, end)
    distance = np.hypot(columns - start[0], rows - start[1]) / reach
    dust = 0.7 + 0.6 * fractal(canvas.rng, (160, 160), 4)
    mask = stencil.mask(14) * np.clip(1.1 - distance, 0, 1) * dust
    canvas.light(mask, colour, strength)


def flames(canvas, points, size, strength=1.0):
    """Fire at the given places: tongues from deep red to yellow, and their glow."""
    for colour, tall, wide in (("#d9380c", 1.0, 0.5), ("#ff8a1e", 0.72, 0.36), ("#ffe08a", 0.42, 0.2)):
        stencil = Stencil()
        for x, y in points:
            high = size * tall * canvas.rng.uniform(0.5, 1.4)
            lean = canvas.rng.uniform(0.0, 0.5) * high
            stencil.smooth(
                [
                    (x - high * wide, y),
                    (x - high * wide * 0.5 + lean * 0.3, y - high * 0.5),
                    (x + lean, y - high),
                    (x + high * wide * 0.6 + lean * 0.2, y - high * 0.4),
                    (x + high * wide, y),
                ]
            )
        canvas.light(stencil.mask(1.6), colour, 0.9 * strength)
        canvas.light(np.clip(stencil.mask(26) * 1.6, 0, 1), blend(colour, "#a01800", 0.4), 0.4 * strength)


def stones(canvas, top, bottom, count, colour, size=22, rim="#000000"):
    """Rounded stones strewn over a strip, larger towards its bottom."""
    for index in range(count):
        share = index / count
        x = canvas.rng.uniform(-30, WIDTH + 30)
        y = top + (bottom - top) * share
        radius = size * (0.3 + share) * canvas.rng.uniform(0.6, 1.5)
        stone = Stencil().smooth(
            [
                (
                    x + math.cos(a) * radius * canvas.rng.uniform(0.85, 1.3),
                    y + math.sin(a) * radius * 0.6 * canvas.rng.uniform(0.8, 1.1),
                )
                for a in np.linspace(0, math.tau, 8)[:-1]
            ]
        )
        tone = ink(colour) * canvas.rng.uniform(0.7, 1.15)
        canvas.form(stone, tone, radius=radius * 0.35, depth=0.8, rough=0.2, rim=rim)
