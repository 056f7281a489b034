"""Scenes of country life: sheep market, bees and the giant marrow."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Dress, Pose, crowd, person
from .nature import (
    clouds,
    foliage,
    grass,
    ground,
    hills,
    ridge,
    water,
)
from .noise import WIDTH, fractal, grid
from .stencil import Stencil, curve


def islands_lamb_sale_1():
    """Sheep in pens at an open-air market, farmers lean on the rails."""
    canvas = Canvas(55, (0, "#86b2d0"), (250, "#d2e2e6"), (360, "#eef0e2"))
    clouds(canvas, 350, "#ffffff", "#9fb4c4", 0.55)
    hills(canvas, ridge(canvas.rng, 350, 60, 900), "#7f9aa8", "#8aa8b0", 0.1)
    water(canvas, 356, "#5d8aa4", 0.4, 0.6)
    hills(canvas, ridge(canvas.rng, 424, 46, 700), "#86a356", "#5f8440", 0.25)
    for level, size, seed in ((490, 0.55, 0), (590, 0.85, 1), (730, 1.25, 2)):
        flock(canvas, level, size)
        rails(canvas, level, size)
        if seed < 2:
            farmers(canvas, level + 20 * size, 190 * size + 60, seed)
    return canvas.finish()


def flock(canvas, level, size):
    """One row of sheep, some black-faced."""
    for x in np.arange(-20, WIDTH + 60, 92 * size):
        x += canvas.rng.uniform(-12, 12) * size
        y = level + canvas.rng.uniform(-16, 10) * size
        way = canvas.rng.choice([-1, 1])
        tone = ("#efe8d8", "#e3d8c2", "#f4efe4")[canvas.rng.integers(3)]
        legs = Stencil()
        for step in (-26, -14, 16, 28):
            legs.limb((x + step * size, y), (x + step * size, y + 48 * size), 8 * size, 6 * size)
        canvas.form(legs, "#3a332c", radius=2)
        wool = Stencil().ellipse(x, y - 8 * size, 48 * size, 32 * size)
        for _ in range(26):
            angle = canvas.rng.uniform(0, math.tau)
            wool.ellipse(x + math.cos(angle) * 44 * size, y - 8 * size + math.sin(angle) * 28 * size, 9 * size)
        canvas.form(wool, tone, radius=10 * size, depth=0.7, rough=0.3, cell=(11, 9))
        head = Stencil().limb(
            (x + way * 44 * size, y - 32 * size), (x + way * 66 * size, y - 14 * size), 26 * size, 15 * size
        )
        head.limb((x + way * 36 * size, y - 42 * size), (x + way * 26 * size, y - 36 * size), 9 * size, 6 * size)
        canvas.form(head, ("#2c2723", "#d9cbb2")[canvas.rng.integers(2)], radius=5 * size, depth=0.7)


def rails(canvas, level, size):
    """A wooden fence in front of a row of sheep."""
    wood = Stencil()
    for up in (-8, 22, 50):
        wood.line([(-10, level + up * size + 3), (WIDTH + 10, level + up * size)], 10 * size)
    for x in np.arange(40 * size, WIDTH, 230 * size):
        wood.limb((x, level - 30 * size), (x, level + 74 * size), 16 * size, 16 * size)
    canvas.darken(np.roll(wood.mask(3), int(8 * size), 0), 0.35)
    canvas.form(wood, "#a08a68", towards=(-0.4, -1), radius=3 * size, depth=0.9, rough=0.25, cell=(60, 6))


def farmers(canvas, foot, tall, seed):
    """Farmers in caps who lean on the fence, seen from behind or from the side."""
    tops = ("#4a5a3c", "#3a4a60", "#6a4a36", "#7a6a4a", "#54413c")
    for index, x in enumerate((170, 300, 700, 830, 1060) if seed else (90, 520, 640, 960)):
        pose = Pose(
            arms=((-38, 40), (38, -40)),
            hat="cap",
            hairdo="back",
            bulk=1.25,
            coat=0.1,
            lean=float(canvas.rng.uniform(-5, 5)),
        )
        person(
            canvas,
            x,
            foot + tall * 0.3,
            tall,
            pose,
            Dress(tops[(index + seed) % 5], "#3b3a34", "#c08f74", ("#5c5348", "#3a4038", "#6b5a44")[index % 3]),
        )


def valley_bees_1():
    """A beekeeper in a white veil lifts a frame from a wooden hive in a meadow."""
    canvas = Canvas(57, (0, "#7fb4cc"), (240, "#cfe2cc"), (420, "#e8e2a0"))
    wood = Stencil()
    for x in range(-20, 1240, 70):
        foliage(wood, canvas.rng, x, 300 + canvas.rng.uniform(-30, 20), 70, 90, 46, 18)
    canvas.form(wood, "#557a3c", towards=(0.7, -0.7), radius=7, depth=0.8)
    ground(canvas, 380, "#8aa648", 0.35)
    canvas.blur(4)
    canvas.glow(980, 160, 300, "#fff2b0", 0.6)
    grass(canvas, 420, 720, ("#6f9238", "#93b04a", "#57792c"), 600, 46)
    flowers(canvas, 440, 700, 200)
    hive(canvas, 470, 690, "#d9c08a")
    hive(canvas, 1040, 640, "#8fb0b8", 0.8)
    beekeeper(canvas)
    honeycomb(canvas, 500, 420)
    bees(canvas)
    grass(canvas, 730, 830, ("#54782c", "#7fa03e", "#9cb850"), 260, 80)
    flowers(canvas, 720, 790, 40)
    return canvas.finish(vignette=0.4)


def beekeeper(canvas):
    """The beekeeper with a veil under a straw hat."""
    pose = Pose(turn=-1, arms=((-62, -84), (-50, -80)), lean=-8, bulk=1.3, legs=((-6, -2), (6, 2)), hairdo="bald")
    body = person(
        canvas,
        790,
        780,
        560,
        pose,
        Dress("#f1ede0", "#e6e0d0", "#e8dcc4", "#e8dcc4", "#6a5a40"),
        towards=(0.7, -0.7),
        rim="#fff6d0",
    )
    (x, y), r = body.joints["head"], body.joints["radius"]
    veil = Stencil().smooth(
        [
            (x - r * 1.3, y - r * 0.6),
            (x + r * 1.3, y - r * 0.6),
            (x + r * 1.35, y + r * 1.5),
            (x, y + r * 1.9),
            (x - r * 1.35, y + r * 1.5),
        ]
    )
    canvas.form(veil, "#dfe2d2", radius=10, depth=0.6, opacity=0.8)
    mesh = Stencil()
    for step in np.arange(-1.2, 1.3, 0.16):
        mesh.line([(x + step * r, y - r * 0.5), (x + step * r, y + r * 1.6)], 0.8).line(
            [(x - r * 1.2, y + (step + 0.5) * r), (x + r * 1.2, y + (step + 0.5) * r)], 0.8
        )
    canvas.darken(mesh.mask(0.3), 0.35)
    canvas.form(
        Stencil().ellipse(x, y - r * 0.75, r * 2.3, r * 0.36).ellipse(x, y - r * 1.1, r * 1.05, r * 0.62),
        "#e9d49a",
        radius=7,
        depth=0.8,
        rough=0.15,
        cell=(14, 8),
    )


def flowers(canvas, top, bottom, count):
    """Small meadow flowers in four colours."""
    for tone in ("#f6f0e0", "#f2c53a", "#c84a6a", "#7a6ac0"):
        heads = Stencil()
        for _ in range(count // 4):
            share = canvas.rng.uniform()
            heads.ellipse(canvas.rng.uniform(0, WIDTH), top + (bottom - top) * share, 3 + 5 * share, 2.5 + 4 * share)
        canvas.form(heads, tone, radius=2)


def hive(canvas, x, foot, tone, size=1.0):
    """A wooden hive of three boxes with a roof."""
    canvas.darken(Stencil().ellipse(x, foot, 150 * size, 20 * size).mask(9), 0.5)
    for step in range(3):
        top = foot - (step + 1) * 74 * size
        canvas.form(
            Stencil().box(x - 120 * size, top, x + 120 * size, top + 70 * size),
            blend(tone, "#ffffff", 0.12 * (step % 2)),
            towards=(0.6, -0.8),
            radius=8,
            depth=0.7,
            rough=0.2,
            cell=(200, 9),
        )
        canvas.shape(
            Stencil().limb((x - 26 * size, top + 34 * size), (x + 26 * size, top + 34 * size), 12 * size, 12 * size),
            "#5a4630",
            0.8,
        )
    canvas.shape(Stencil().box(x - 60 * size, foot - 14 * size, x + 60 * size, foot - 4 * size), "#2a1e14")
    if size < 1:
        canvas.form(
            Stencil().box(x - 134 * size, foot - 250 * size, x + 134 * size, foot - 220 * size), "#9aa0a0", radius=6
        )


def honeycomb(canvas, x, y):
    """A frame of honeycomb held above the open hive."""
    canvas.form(
        Stencil().box(x - 110, y - 80, x + 110, y + 70), "#d08a20", radius=10, depth=0.5, rough=0.35, cell=(40, 30)
    )
    cells = Stencil()
    for row in range(13):
        for column in range(20):
            cells.ellipse(x - 104 + column * 11 + (row % 2) * 5.5, y - 70 + row * 11, 4)
    canvas.darken(cells.mask(0.6), 0.4)
    frame = (
        Stencil()
        .line([(x - 110, y - 80), (x + 110, y - 80), (x + 110, y + 70), (x - 110, y + 70), (x - 110, y - 80)], 14)
        .line([(x - 140, y - 80), (x + 140, y - 80)], 16)
    )
    canvas.form(frame, "#c9a468", radius=4, depth=0.8)
    canvas.glow(x, y, 130, "#ffc040", 0.3)


def bees(canvas):
    """Bees on the comb and in the air."""
    dark, wings = Stencil(), Stencil()
    for index in range(110):
        if index < 60:
            x, y, size = canvas.rng.normal(500, 50), canvas.rng.normal(415, 34), 1.0
        else:
            x, y, size = canvas.rng.normal(520, 210), canvas.rng.normal(380, 150), canvas.rng.uniform(0.7, 1.5)
        angle = canvas.rng.uniform(0, 6)
        dark.limb((x, y), (x + math.cos(angle) * 8 * size, y + math.sin(angle) * 8 * size), 5 * size, 4 * size)
        wings.ellipse(x + 2, y - 4 * size, 4 * size, 2.4 * size)
    canvas.shape(dark, "#3a2408", 0.95, 0.4)
    canvas.light(wings.mask(0.5), "#ffffff", 0.4)


def lantern_giant_marrow_1():
    """A smiling elderly woman beside an enormous striped marrow on a table."""
    canvas = Canvas(59, (0, "#f2e6c4"), (400, "#e8d3a4"), (800, "#8a9c4c"))
    columns_, rows = grid()
    stripes = 0.5 + 0.5 * np.sign(np.sin((columns_ - 600) / (rows * 0.12 + 46) * 1.6))
    canvas.paint(stripes * (rows < 430), "#fffaf0", 0.6)
    canvas.light(np.clip(1 - rows / 500, 0, 1), "#fff4d0", 0.4)
    ground(canvas, 430, "#7f9a48", 0.3)
    crowd(
        canvas,
        (-30, 520, 1230, 560),
        (180, 210),
        2,
        ("#b87a6a", "#7a94a8", "#c8b070", "#8a9a7a"),
        step=0.6,
        haze="#efe0b8",
        fade=0.6,
    )
    canvas.blur(4.5)
    grower(canvas)
    checked_cloth(canvas)
    marrow(canvas)
    prizes(canvas)
    return canvas.finish(vignette=0.36)


def grower(canvas):
    """The smiling woman with white curls and a string of beads."""
    pose = Pose(arms=((-16, -6), (44, 66)), hairdo="long", bulk=1.25, lean=3)
    body = person(
        canvas,
        270,
        1010,
        850,
        pose,
        Dress("#7a5a9a", "#4a3a5a", "#dcb094", "#d9d6d0"),
        towards=(0.4, -0.9),
        rim="#fff2c8",
    )
    (x, y), r = body.joints["head"], body.joints["radius"]
    canvas.form(
        Stencil()
        .ellipse(x, y - r * 0.55, r * 1.12, r * 0.75)
        .ellipse(x - r * 0.8, y, r * 0.4, r * 0.5)
        .ellipse(x + r * 0.8, y, r * 0.4, r * 0.5),
        "#dcd9d2",
        radius=9,
        depth=0.7,
        rough=0.2,
        cell=(14, 14),
    )
    friendly(canvas, x, y, r)
    beads = Stencil()
    for step in np.linspace(-1, 1, 11):
        beads.ellipse(x - 14 + step * 58, y + r * 2.0 + 40 * (1 - step * step), 9)
    canvas.form(beads, "#f4f0e4", radius=3)


def prizes(canvas):
    """Bunting overhead and a rosette on the cloth."""
    bunting = Stencil()
    for index, x in enumerate(range(-20, 1220, 84)):
        dip = 26 * math.sin(index * 0.8)
        bunting.polygon([(x, 50 + dip), (x + 70, 50 + dip), (x + 35, 120 + dip)])
    canvas.form(bunting, "#d05a3c", radius=5)
    rosette = Stencil()
    for angle in np.linspace(0, math.tau, 15)[:-1]:
        rosette.ellipse(1090 + math.cos(angle) * 34, 660 + math.sin(angle) * 34, 14)
    rosette.polygon([(1070, 680), (1050, 780), (1084, 756), (1092, 690)]).polygon(
        [(1110, 680), (1132, 780), (1100, 756), (1090, 690)]
    )
    canvas.form(rosette, "#c8202c", radius=5, depth=0.9)
    canvas.form(Stencil().ellipse(1090, 660, 24), "#f4d04a", radius=6)


def checked_cloth(canvas):
    """The table with its checked cloth."""
    cloth = Stencil().polygon([(330, 610), (1210, 590), (1210, 810), (310, 810)])
    canvas.form(cloth, "#f0ece0", radius=14, depth=0.4, rough=0.1)
    checks = Stencil()
    for step in range(340, 1220, 60):
        checks.box(step, 596, step + 26, 810)
    canvas.paint(checks.mask(1) * cloth.mask(), "#c84a44", 0.45)
    for level in range(620, 810, 56):
        canvas.paint(Stencil().box(320, level, 1210, level + 24).mask(1) * cloth.mask(), "#c84a44", 0.4)


def friendly(canvas, x, y, r):
    """A smiling face with glasses."""
    marks = Stencil().ellipse(x - r * 0.32, y + r * 0.05, r * 0.07).ellipse(x + r * 0.32, y + r * 0.05, r * 0.07)
    marks.line(curve([(x - r * 0.36, y + r * 0.52), (x, y + r * 0.72), (x + r * 0.36, y + r * 0.52)]), r * 0.07)
    canvas.darken(marks.mask(0.8), 0.8)
    rims = Stencil()
    for side in (-1, 1):
        rims.ellipse(x + side * r * 0.33, y + r * 0.05, r * 0.25).ellipse(
            x + side * r * 0.33, y + r * 0.05, r * 0.21, value=0
        )
    rims.line([(x - r * 0.1, y), (x + r * 0.1, y)], 3)
    canvas.shape(rims, "#5a3a2a", 0.9)
    cheeks = Stencil().ellipse(x - r * 0.5, y + r * 0.4, r * 0.2).ellipse(x + r * 0.5, y + r * 0.4, r * 0.2)
    canvas.paint(cheeks.mask(r * 0.12), "#e07a6a", 0.5)


def marrow(canvas):
    """A giant marrow with pale stripes, resting on its side."""
    canvas.darken(Stencil().ellipse(770, 640, 380, 34).mask(14), 0.55)
    outline = [
        (410, 540),
        (440, 430),
        (560, 350),
        (760, 330),
        (960, 350),
        (1090, 430),
        (1120, 540),
        (1060, 620),
        (900, 660),
        (700, 664),
        (500, 630),
    ]
    body = Stencil().smooth(outline)
    canvas.form(body, "#3f7a2c", radius=60, depth=0.95, rough=0.2, cell=(80, 20), rim="#e0f0a0")
    for share in (-0.75, -0.45, -0.15, 0.15, 0.45, 0.75):
        band = Stencil().line(
            curve(
                [(416, 540), (560, 500 + share * 140), (770, 496 + share * 158), (970, 500 + share * 140), (1116, 536)]
            ),
            17,
        )
        canvas.paint(band.mask(3) * (0.5 + 0.6 * fractal(canvas.rng, (50, 30), 4)) * body.mask(), "#c8d470", 0.75)
    shine = Stencil().smooth([(560, 388), (760, 356), (960, 382), (760, 380)])
    canvas.light(shine.mask(12), "#fffde0", 0.6)
    stem = Stencil().limb((1108, 520), (1160, 480), 44, 30).limb((1160, 480), (1178, 440), 26, 34)
    canvas.form(stem, "#7f8a3c", radius=8, depth=0.9)
