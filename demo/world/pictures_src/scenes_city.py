"""Scenes of buildings and works: bridge, chemical works, bank and hospital."""

import math
from itertools import pairwise

import numpy as np

from .canvas import Canvas, blend
from .figure import Dress, Pose, person
from .nature import (
    below,
    branch,
    clouds,
    foliage,
    glitter,
    ground,
    hills,
    mirror,
    plume,
    ridge,
    water,
    wet_ground,
)
from .noise import HEIGHT, WIDTH, fractal, grid
from .stencil import Stencil, curve
from .town import crown, facade, skyline, tank


def aver_bridge_crack_1():
    """An empty steel bridge over the harbour in morning mist, barriers at one end."""
    canvas = Canvas(21, (0, "#5d7f9c"), (300, "#b6c8cf"), (500, "#f2dcc0"))
    clouds(canvas, 500, "#f6ead8", "#8ba0b0", 0.42, (0.7, 0.4))
    skyline(canvas, 512, (0, 1200, 20, 130), "#9fb0b9", blur=1.6)
    canvas.haze(330, 512, "#f0e0cb", 0.55)
    steel = Stencil()
    deck = 372
    for x in (150, 560, 970):
        steel.polygon([(x - 26, 560), (x - 18, deck), (x + 18, deck), (x + 26, 560)])
    canvas.form(steel, "#59656d", towards=(1, -0.2), radius=9, depth=0.8, rough=0.3)
    for start, end in ((-260, 150), (150, 560), (560, 970), (970, 1380)):
        bridge_span(canvas, start, end, deck)
    canvas.form(Stencil().box(0, deck - 5, WIDTH, deck + 15), "#33454f", towards=(0.4, -1), radius=4, rim="#c9b79c")
    ripple = water(canvas, 545, "#5d7682", 0.62, 0.8, 0.14)
    glitter(canvas, 545, 900, ripple, "#ffe6bd", 150, 0.6)
    barriers(canvas, (985, 1200), deck - 6)
    canvas.haze(470, 640, "#f1e3d2", 0.1)
    return canvas.finish()


def bridge_span(canvas, start, end, deck):
    """One arched truss between two piers."""
    truss, count = Stencil(), 12
    heights = [deck - 24 - 128 * math.sin(math.pi * i / count) for i in range(count + 1)]
    places = [start + (end - start) * i / count for i in range(count + 1)]
    top = list(zip(places, heights))
    truss.line(top, 11).line([(x, y - 16) for x, y in top], 5)
    for index, (x, y) in enumerate(top):
        truss.line([(x, y - 16), (x, deck)], 5)
        if 0 < index < count:
            ahead = index + (1 if index < count / 2 else -1)
            truss.line([(x, deck), top[ahead]], 3)
    canvas.form(truss, "#3d525e", towards=(0.5, -1), radius=2.5, depth=0.8, rim="#d9c4a2")


def barriers(canvas, between, foot):
    """Red and white barriers with warning lamps on a deck."""
    left, right = between
    planks, stripes, lamps = Stencil(), Stencil(), []
    for x in np.arange(left, right, 46):
        planks.box(x, foot - 26, x + 38, foot - 12).box(x + 4, foot - 26, x + 8, foot).box(
            x + 30, foot - 26, x + 34, foot
        )
        for step in (3, 17, 31):
            stripes.polygon(
                [(x + step, foot - 26), (x + step + 7, foot - 26), (x + step + 2, foot - 12), (x + step - 5, foot - 12)]
            )
        lamps.append((x + 19, foot - 32))
    canvas.shape(planks, "#f4efe6")
    canvas.shape(stripes, "#c8281e")
    canvas.lamps(lamps, 3.2, "#ff5a2a", 1.0)
    for x, y in lamps[::2]:
        canvas.glow(x, y, 34, "#ff5528", 0.55)


def brackwater_spill_1():
    """Orange booms across a brown river below a chemical works with round tanks."""
    canvas = Canvas(22, (0, "#8c8a70"), (240, "#c9bd92"), (420, "#eadcae"))
    clouds(canvas, 410, "#efe4bd", "#75745f", 0.6, (0.5, -0.5))
    hills(canvas, ridge(canvas.rng, 400, 70, 600), "#8e8a68", "#9a946f", 0.15)
    chimneys = Stencil()
    for x, top, wide in ((690, 96, 26), (770, 150, 20), (1010, 130, 22)):
        chimneys.polygon([(x - wide * 0.7, top), (x + wide * 0.7, top), (x + wide, 430), (x - wide, 430)])
    canvas.form(chimneys, "#7a5f4c", towards=(1, 0), radius=9, depth=0.9, rough=0.2)
    plume(
        canvas, [(690, 92), (650, 50), (560, 20), (380, -20)], (34, 150), "#efe8d0", "#99937a", opacity=0.85, fade=0.4
    )
    plume(
        canvas, [(1010, 126), (980, 80), (900, 50), (760, 10)], (26, 110), "#efe8d0", "#99937a", opacity=0.8, fade=0.4
    )
    works(canvas)
    canvas.haze(300, 470, "#dccf9f", 0.22)
    ripple = water(canvas, 476, "#6b5231", 0.4, 0.7, 0.22)
    oil = np.clip((fractal(canvas.rng, (420, 60), 6) - 0.5) * 5, 0, 1) * below(490, 60)
    canvas.paint(oil, "#241a10", 0.62)
    sheen = np.clip(1 - np.abs(fractal(canvas.rng, (300, 40), 5) - 0.5) * 16, 0, 1) * oil
    canvas.light(sheen, "#b07fb8", 0.4)
    for path, width in (
        ([(-20, 560), (240, 590), (560, 560), (900, 530), (1220, 552)], 10),
        ([(-20, 700), (300, 735), (640, 700), (960, 640), (1220, 650)], 20),
    ):
        boom(canvas, path, width)
    glitter(canvas, 476, 300, ripple, "#f6e6b0", 160, 0.35)
    bank = np.interp(np.arange(WIDTH), [0, 200, 420, 1200], [730, 770, 830, 900]).astype(np.float32)
    hills(canvas, bank, "#4c4a28", "#2c2a18", 0.4)
    return canvas.finish()


def works(canvas):
    """Tanks, pipe bridges and columns of a chemical works on the far bank."""
    canvas.form(Stencil().box(0, 432, WIDTH, 478), "#6d6850", radius=6, rough=0.4)
    lattice = Stencil()
    for x in (560, 610, 860, 905):
        lattice.box(x, 190, x + 6, 440)
    for y in range(200, 440, 34):
        lattice.line([(560, y), (616, y)], 3).line([(560, y), (616, y + 34)], 2).line([(860, y), (911, y)], 3).line(
            [(860, y + 34), (911, y)], 2
        )
    lattice.line([(610, 300), (860, 300)], 8).line([(610, 326), (860, 326)], 6).line([(80, 380), (1180, 380)], 5)
    canvas.form(lattice, "#55584d", radius=2)
    canvas.form(
        Stencil().limb((635, 240), (635, 430), 36, 36).limb((825, 220), (825, 430), 30, 30),
        "#a7a692",
        towards=(1, 0),
        radius=10,
        depth=0.9,
    )
    for x, wide, high, tone in (
        (130, 100, 130, "#c8c4ae"),
        (345, 92, 150, "#b9b59e"),
        (500, 52, 92, "#a8967a"),
        (735, 70, 104, "#c2bda6"),
        (965, 88, 140, "#b3ad94"),
        (1130, 76, 112, "#c9c3aa"),
    ):
        tank(canvas, x, 450, wide, high, tone)


def boom(canvas, path, width):
    """A chain of orange floats along a curve."""
    floats, points = Stencil(), curve(path, steps=12)
    for start, end in pairwise(points):
        middle = tuple(a + (b - a) * 0.84 for a, b in zip(start, end))
        floats.limb(start, middle, width, width)
    canvas.darken(Stencil().line([(x, y + width * 0.8) for x, y in points], width * 0.8).mask(3), 0.5)
    canvas.form(floats, "#f0671a", towards=(0.3, -1), radius=width * 0.3, depth=0.9)


def crownbank_breach_1():
    """The glass front of a bank tower on a quay at blue hour, a crown above its doors."""
    canvas = Canvas(23, (0, "#16294a"), (300, "#3f6a96"), (560, "#e0a98a"))
    clouds(canvas, 560, "#d99a88", "#253a5c", 0.5, (0.3, 0.8))
    skyline(canvas, 604, (0, 330, 60, 260), "#22334c", lit=0.3)
    skyline(canvas, 604, (900, 1200, 60, 300), "#22334c", lit=0.3)
    glass = np.clip(fractal(canvas.rng, (500, 300), 5) * 1.2 - 0.1, 0, 1)
    tower = Stencil().polygon([(330, 606), (330, -10), (910, -10), (910, 606)])
    _, rows = grid()
    mirrored = blend("#0f2038", "#7fb0d0", 0.0) + (glass * (0.3 + 0.5 * (1 - rows / HEIGHT)))[..., None] * np.array(
        [0.45, 0.62, 0.75]
    )
    canvas.paint(tower.mask(), mirrored.astype(np.float32))
    bars, rooms = Stencil(), Stencil()
    for x in np.arange(330, 911, 41.4):
        bars.line([(x, 0), (x, 606)], 3)
    for y in range(8, 420, 50):
        bars.line([(330, y), (910, y)], 5)
    for _ in range(38):
        column, row = canvas.rng.integers(14), canvas.rng.integers(7)
        rooms.box(332 + column * 41.4, 12 + row * 50, 369 + column * 41.4, 54 + row * 50)
    canvas.light(rooms.mask(1), "#ffc880", 0.5)
    canvas.form(bars, "#0d1828", radius=2, rim="#7fa8c8")
    bank_doors(canvas)
    ground(canvas, 604, "#5b5f68", 0.2)
    wet_ground(canvas, 606, 0.72, 5)
    walkers(canvas)
    return canvas.finish(vignette=0.55)


def bank_doors(canvas):
    """The lit lobby with its doors and the emblem on a dark band above."""
    canvas.shape(Stencil().box(330, 440, 910, 606), "#f2cf96")
    canvas.shape(Stencil().box(360, 500, 880, 606), "#ffe7bd")
    bars = Stencil()
    for x in range(330, 920, 58):
        bars.box(x - 3, 440, x + 3, 606)
    bars.box(330, 496, 910, 502)
    canvas.shape(bars, "#2a2620")
    band = Stencil().box(300, 368, 940, 448)
    canvas.form(band, "#141c2b", radius=5, rim="#7890a8")
    canvas.form(crown(620, 408, 36), "#f0c860", radius=4, depth=0.9)
    canvas.glow(620, 408, 90, "#ffca60", 0.5)
    canvas.glow(620, 560, 300, "#ffd590", 0.45)


def walkers(canvas):
    """People on their way past, dark against the lobby."""
    for x, tall, turn, coat in (
        (250, 196, 1, 0.16),
        (420, 178, 1, 0.0),
        (520, 186, -1, 0.2),
        (735, 192, -1, 0.18),
        (790, 172, -1, 0.12),
        (1010, 214, 1, 0.2),
    ):
        stride = canvas.rng.uniform(14, 26)
        pose = Pose(
            turn=turn,
            legs=((-stride, -stride - 8), (stride, stride - 14)),
            arms=((18, 25), (-16, -4)),
            coat=coat,
            lean=4 * turn,
        )
        foot = 640 + (tall - 170) * 1.2
        body = person(
            canvas,
            x,
            foot,
            tall,
            pose,
            Dress("#1a2230", "#12161f", "#5b4538", "#11100f"),
            rim="#ffc57a",
            blur=0.8,
            towards=(0.6 if x < 620 else -0.6, -0.5),
        )
        for part in ("legs", "body"):
            mirror(canvas, body.parts[part], foot + 4, 0.4)


def hospital_merger_1():
    """A small brick hospital with a clock, an ambulance at the door, autumn evening light."""
    canvas = Canvas(24, (0, "#7c9cb8"), (260, "#d8cdb8"), (480, "#f7dca8"))
    clouds(canvas, 480, "#fff0d0", "#94a0ac", 0.45, (0.8, 0.2))
    wall = "#9a4f38"
    facade(canvas, (150, 250, 520, 600), (5, 3), wall, "#4b6478", lit=0.2)
    facade(canvas, (720, 250, 1090, 600), (5, 3), wall, "#4b6478", lit=0.2)
    facade(canvas, (500, 190, 740, 600), (3, 1), "#a5573e", "#a5573e", frame="#a5573e")
    roofs = (
        Stencil()
        .polygon([(130, 252), (190, 188), (500, 188), (500, 252)])
        .polygon([(740, 252), (740, 188), (1050, 188), (1110, 252)])
    )
    roofs.polygon([(480, 194), (620, 78), (760, 194)])
    canvas.form(roofs, "#4d4a50", towards=(0.7, -0.6), radius=12, rough=0.3, cell=(18, 8))
    small_clock(canvas, 620, 262, 48)
    canvas.form(Stencil().box(540, 448, 700, 462), "#e9e2d2", radius=3)
    canvas.shape(Stencil().box(556, 462, 684, 600), "#ffdf9d")
    canvas.shape(Stencil().box(617, 462, 623, 600).box(556, 500, 684, 505), "#3b3a3a")
    canvas.glow(620, 540, 110, "#ffd48a", 0.6)
    ground(canvas, 598, "#6f6c69", 0.25)
    lawn = Stencil().polygon([(0, 606), (470, 606), (330, 680), (0, 720)])
    canvas.paint(lawn.mask(2), "#7c7a38", 0.9)
    tree = Stencil()
    branch(tree, canvas.rng, (90, 690), -84, 150, 34, 5)
    canvas.form(tree, "#3a2a20", towards=(1, -0.3), radius=4)
    for tone, count in (("#a8501c", 150), ("#d98a24", 130), ("#f0b840", 70)):
        canvas.form(
            foliage(Stencil(), canvas.rng, 100, 330, 230, 190, count, 15),
            tone,
            radius=4,
            depth=0.6,
            towards=(0.8, -0.6),
        )
    ambulance(canvas, 800, 690)
    shadow = Stencil().polygon([(0, 720), (1200, 760), (1200, 800), (0, 800)])
    canvas.darken(shadow.mask(20), 0.35)
    return canvas.finish()


def small_clock(canvas, x, y, radius):
    """A round clock with marks for the hours."""
    canvas.form(Stencil().ellipse(x, y, radius), "#d9d0ba", radius=5, depth=0.7)
    canvas.form(Stencil().ellipse(x, y, radius * 0.86), "#f4eedd", radius=4, depth=0.3)
    marks = Stencil()
    for hour in range(12):
        angle = hour * math.pi / 6
        inner, outer = radius * 0.66, radius * 0.8
        marks.line(
            [
                (x + math.sin(angle) * inner, y - math.cos(angle) * inner),
                (x + math.sin(angle) * outer, y - math.cos(angle) * outer),
            ],
            radius * 0.06,
        )
    marks.line([(x, y), (x + radius * 0.35, y - radius * 0.25)], radius * 0.08).line(
        [(x, y), (x - radius * 0.2, y - radius * 0.62)], radius * 0.06
    )
    canvas.shape(marks, "#22201e")


def ambulance(canvas, x, foot):
    """A parked ambulance seen from the side, front to the left."""
    canvas.darken(Stencil().ellipse(x + 20, foot + 4, 210, 18).mask(7), 0.6)
    body = Stencil().smooth(
        [
            (x - 180, foot - 20),
            (x - 182, foot - 80),
            (x - 150, foot - 96),
            (x - 112, foot - 150),
            (x - 60, foot - 186),
            (x + 190, foot - 190),
            (x + 204, foot - 170),
            (x + 206, foot - 22),
        ]
    )
    canvas.form(body, "#f3efe4", towards=(0.3, -1), radius=12, depth=0.4)
    canvas.form(Stencil().box(x - 178, foot - 84, x + 205, foot - 58), "#d8431f", radius=4)
    squares = Stencil()
    for step in range(-170, 200, 44):
        squares.box(x + step, foot - 58, x + step + 22, foot - 44)
    canvas.shape(squares, "#e8c51e")
    glass = Stencil().polygon([(x - 140, foot - 98), (x - 106, foot - 146), (x - 62, foot - 150), (x - 62, foot - 98)])
    glass.box(x + 20, foot - 158, x + 90, foot - 112)
    canvas.form(glass, "#2c3a46", radius=8, depth=-0.7)
    wheels = Stencil().ellipse(x - 116, foot - 18, 31).ellipse(x + 128, foot - 18, 31)
    canvas.form(wheels, "#1b1b1d", radius=6, rim="#55555a")
    canvas.form(Stencil().ellipse(x - 116, foot - 18, 14).ellipse(x + 128, foot - 18, 14), "#b0b0b0", radius=4)
    canvas.shape(Stencil().box(x - 50, foot - 202, x + 10, foot - 188), "#3f8fff")
    canvas.glow(x - 20, foot - 196, 90, "#4a90ff", 0.8)
