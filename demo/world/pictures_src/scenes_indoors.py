"""Scenes of the stage, the dining hall and the library."""

import math

import numpy as np

from .canvas import Canvas
from .figure import Dress, Pose, person
from .nature import beam, ground, rain, wet_ground
from .noise import WIDTH, fractal
from .stencil import Stencil, curve
from .town import spotlight_floor


def norderwiek_theater_1():
    """Actors with umbrellas on a wet stage in blue light."""
    canvas = Canvas(44, (0, "#040a24"), (420, "#0d2a66"), (560, "#164490"))
    for x, way in ((140, 80), (420, 40), (780, -40), (1060, -80)):
        beam(canvas, (x, -60), (x + way * 2, 640), 20, 240, "#6aa8ff", 0.42)
    rain(canvas, 520, -0.06, "#a8ccff", 0.3, 60)
    ground(canvas, 560, "#12305e", 0.2)
    for x, foot, tall, turn, tone in (
        (250, 640, 280, 1, "#101830"),
        (430, 600, 240, -1, "#14203a"),
        (890, 620, 262, -1, "#121c36"),
        (1040, 670, 310, -1, "#0e162c"),
    ):
        actor(canvas, x, foot, tall, turn, (tone, "#1c2c55", "#9ac4ff"))
    actor(canvas, 640, 690, 360, 1, ("#6d1524", "#b3202f", "#ffb0a0"))
    spotlight_floor(canvas, 650, 690, 190, 34, "#ffe0d0", 0.5)
    wet_ground(canvas, 692, 0.55, 6)
    for side in (0, 1):
        x = 0 if side == 0 else WIDTH
        curtain = Stencil().smooth(
            [
                (x, -40),
                (x + (150 if side == 0 else -150), -40),
                (x + (110 if side == 0 else -110), 400),
                (x + (140 if side == 0 else -140), 840),
                (x, 840),
            ]
        )
        canvas.form(curtain, "#3c0d18", radius=26, depth=0.8, rough=0.6, cell=(30, 900))
    heads = Stencil()
    for x in range(-10, 1220, 84):
        heads.ellipse(x + canvas.rng.uniform(-12, 12), 800 + canvas.rng.uniform(-8, 12), 30, 40)
    canvas.form(heads, "#05070f", radius=6, rim="#2a5ab0", towards=(0, -1))
    return canvas.finish(vignette=0.65)


def actor(canvas, x, foot, tall, turn, tones):
    """A figure in a long coat under an umbrella; tones are coat, umbrella and rim light."""
    coat, cover, rim = tones
    pose = Pose(
        turn=turn,
        coat=0.27,
        hem=1.4,
        arms=((14, 22), (40 * turn, 150 * turn)),
        legs=((-12, -16), (12, 2)),
        lean=4 * turn,
        hat="brim",
    )
    body = person(canvas, x, foot, tall, pose, Dress(coat, "#080c18", "#8a7a8a", "#0a0e1c"), towards=(0, -1), rim=rim)
    hand = body.joints["hands"][1]
    top = (hand[0] + tall * 0.02 * turn, hand[1] - tall * 0.42)
    canvas.shape(Stencil().line([hand, top], 4), "#0a0d16")
    reach = tall * 0.36
    edge = [
        (top[0] + reach * s, top[1] + tall * 0.16 - (0.03 * tall if i % 2 else 0))
        for i, s in enumerate((1, 0.75, 0.5, 0.25, 0, -0.25, -0.5, -0.75, -1))
    ]
    arc = [
        (top[0] - reach * math.cos(t), top[1] + tall * 0.16 - tall * 0.2 * math.sin(t))
        for t in np.linspace(0, math.pi, 18)
    ]
    umbrella = Stencil().polygon(arc + edge)
    canvas.form(umbrella, cover, towards=(0, -1), radius=tall * 0.05, depth=0.9, rim=rim)
    ribs = Stencil()
    for share in (-0.5, 0, 0.5):
        ribs.line(
            curve(
                [
                    (top[0], top[1] - tall * 0.04),
                    (top[0] + reach * share * 0.8, top[1] + tall * 0.02),
                    (top[0] + reach * share, top[1] + tall * 0.15),
                ]
            ),
            1.6,
        )
    canvas.darken(ribs.mask(0.5), 0.5)


def school_meals_1():
    """Children with trays at long tables in a bright dining hall."""
    canvas = Canvas(45, (0, "#efe7d2"), (400, "#f3ead0"), (800, "#c9a878"))
    wall_windows(canvas)
    floor = Stencil().box(0, 430, WIDTH, 810)
    canvas.form(floor, "#c99f66", radius=10, rough=0.14, cell=(300, 20))
    for x in range(-100, 1300, 270):
        patch = Stencil().polygon([(x, 430), (x + 150, 430), (x + 20, 810), (x - 220, 810)])
        canvas.light(patch.mask(10), "#fff2c8", 0.4)
    for row, (level, tall, tone) in enumerate(((455, 130, "#58a39a"), (545, 190, "#d97b4a"), (690, 285, "#58a39a"))):
        diners(canvas, level, tall, row)
        table(canvas, level, tall, tone)
    return canvas.finish(vignette=0.32)


def wall_windows(canvas):
    """A row of tall windows full of morning."""
    panes, frames = Stencil(), Stencil()
    for x in range(30, 1200, 200):
        panes.box(x, 40, x + 150, 330)
        frames.line([(x, 40), (x + 150, 40), (x + 150, 330), (x, 330), (x, 40)], 10).line(
            [(x + 75, 40), (x + 75, 330)], 6
        ).line([(x, 180), (x + 150, 180)], 6)
    canvas.shape(panes, "#d5ecf2")
    leaves = np.clip((fractal(canvas.rng, (70, 60), 5) - 0.42) * 5, 0, 1) * panes.mask(1)
    canvas.paint(leaves, "#a9c88a", 0.8)
    canvas.form(frames, "#ffffff", radius=2, depth=0.4)
    canvas.light(np.clip(panes.mask(40), 0, 1), "#fffbe8", 0.55)
    canvas.form(Stencil().box(0, 372, WIDTH, 432), "#7fb6a8", radius=6, depth=0.3)
    bunting = Stencil()
    for index, x in enumerate(range(0, 1200, 60)):
        bunting.polygon([(x, 12 + 10 * math.sin(index)), (x + 50, 12 + 10 * math.sin(index + 1)), (x + 25, 52)])
    canvas.form(bunting, "#e3b23c", radius=3)


def diners(canvas, level, tall, row):
    """Children in a row behind a table."""
    shirts = ("#c8434a", "#3f74b5", "#e0b13a", "#5a9c57", "#8a5aa5", "#e58a4e")
    skins = ("#dcb397", "#8a5b40", "#c99a7c", "#a8704c", "#e6c4a8")
    hairs = ("#3a2a20", "#1d1512", "#a8743a", "#c89a50", "#5a3420")
    for x in np.arange(tall * 0.3 - row * 30, WIDTH + 40, tall * 0.62):
        x += canvas.rng.uniform(-8, 8)
        k = int(canvas.rng.integers(30))
        pose = Pose(
            arms=((-34, 52), (34, -52)),
            hairdo=("short", "long", "short")[k % 3],
            bulk=1.15,
            lean=float(canvas.rng.uniform(-7, 7)),
        )
        body = person(
            canvas,
            x,
            level + tall * 0.66,
            tall * 1.15,
            pose,
            Dress(shirts[k % 6], "#3a4350", skins[k % 5], hairs[(k + row) % 5]),
            towards=(0.2, -1),
            rim="#fff6dc",
        )
        if row > 0:
            smile(canvas, body)


def smile(canvas, body):
    """Two eyes and a small smile."""
    (x, y), r = body.joints["head"], body.joints["radius"]
    marks = Stencil().ellipse(x - r * 0.32, y + r * 0.1, r * 0.09).ellipse(x + r * 0.32, y + r * 0.1, r * 0.09)
    marks.line(curve([(x - r * 0.25, y + r * 0.5), (x, y + r * 0.62), (x + r * 0.25, y + r * 0.5)]), max(1, r * 0.09))
    canvas.darken(marks.mask(0.5), 0.75)


def table(canvas, level, tall, tone):
    """A long table with trays, plates and cups."""
    canvas.darken(Stencil().box(0, level + tall * 0.4, WIDTH, level + tall * 0.62).mask(10), 0.25)
    canvas.form(
        Stencil().box(-10, level, WIDTH + 10, level + tall * 0.3),
        "#e9d2a4",
        towards=(0, -1),
        radius=6,
        depth=0.3,
        rough=0.08,
        cell=(400, 12),
    )
    canvas.form(Stencil().box(-10, level + tall * 0.3, WIDTH + 10, level + tall * 0.37), "#b98f58", radius=3)
    for x in np.arange(tall * 0.1, WIDTH, tall * 0.62):
        w = tall * 0.2
        y = level + tall * 0.15
        tray = Stencil().polygon(
            [
                (x, y - tall * 0.08),
                (x + w * 2, y - tall * 0.08),
                (x + w * 2.1, y + tall * 0.1),
                (x - w * 0.1, y + tall * 0.1),
            ]
        )
        canvas.form(tray, tone, radius=3, depth=0.6)
        canvas.form(Stencil().ellipse(x + w * 0.85, y, w * 0.55, tall * 0.06), "#fbf8f0", radius=3)
        canvas.form(Stencil().ellipse(x + w * 0.7, y - 2, w * 0.22, tall * 0.035), "#c9702c", radius=2)
        canvas.form(Stencil().ellipse(x + w * 1.0, y + 1, w * 0.2, tall * 0.03), "#6a9c3a", radius=2)
        canvas.form(
            Stencil().limb((x + w * 1.7, y - tall * 0.08), (x + w * 1.7, y + tall * 0.02), w * 0.34, w * 0.3),
            "#e8eef2",
            radius=2,
        )


def tolmere_library_robots_1():
    """A waist-high wheeled robot with a lamp between tall shelves of books."""
    canvas = Canvas(46, (0, "#171210"), (400, "#2c211a"), (800, "#120d0a"))
    vanish = (600, 330)
    canvas.glow(600, 330, 130, "#9fc4d8", 0.75)
    floor = Stencil().polygon([(100, 810), vanish, (1100, 810)])
    canvas.form(floor, "#5a4330", radius=8, rough=0.2, cell=(14, 200))
    for side in (-1, 1):
        shelves(canvas, vanish, side)
    wet_ground(canvas, 600, 0.12, 3)
    canvas.glow(620, 480, 300, "#ffca80", 0.55)
    robot(canvas, 640, 742)
    return canvas.finish(vignette=0.7)


def shelves(canvas, vanish, side):
    """A wall of shelves in perspective on one side of the aisle."""

    def at(share, level):
        x = vanish[0] + side * 640 * (1 - share)
        return x, vanish[1] + level * (1 - share)

    canvas.form(Stencil().polygon([at(0, -520), at(0.92, -520), at(0.92, 520), at(0, 520)]), "#2a1b12", radius=10)
    tones = ("#7a2e2a", "#2f4a5e", "#8a6a34", "#3f5540", "#5a3a55", "#b39a6a", "#6e4428", "#274038")
    books = [Stencil() for _ in tones]
    for level in range(-500, 500, 100):
        share = 0.0
        while share < 0.9:
            step = canvas.rng.uniform(0.012, 0.03) * (1 - share) * 1.3
            top = level + canvas.rng.uniform(6, 30)
            books[canvas.rng.integers(len(tones))].polygon(
                [
                    at(share, top),
                    at(share + step * 0.92, top),
                    at(share + step * 0.92, level + 90),
                    at(share, level + 90),
                ]
            )
            share += step
    for stencil, tone in zip(books, tones):
        canvas.form(stencil, tone, radius=2.5, depth=0.8, towards=(-side, -0.4))
    boards = Stencil()
    for level in range(-510, 600, 100):
        boards.polygon([at(0, level), at(0.92, level), at(0.92, level - 10), at(0, level - 10)])
    for share in (0.0, 0.38, 0.62, 0.77, 0.86):
        boards.polygon(
            [
                at(share, -520),
                at(share + 0.025 * (1 - share), -520),
                at(share + 0.025 * (1 - share), 520),
                at(share, 520),
            ]
        )
    canvas.form(boards, "#6b4729", towards=(-side, -0.5), radius=2, depth=0.8, rim="#e0a860")
    canvas.darken(Stencil().polygon([at(0, -520), at(0.5, -520), at(0.5, -60), at(0, -200)]).mask(60), 0.5)


def robot(canvas, x, foot):
    """A friendly machine on wheels with one lamp, carrying books."""
    canvas.darken(Stencil().ellipse(x, foot + 4, 150, 20).mask(8), 0.65)
    wheels = Stencil().ellipse(x - 84, foot - 26, 30).ellipse(x + 84, foot - 26, 30).ellipse(x, foot - 18, 20)
    canvas.form(wheels, "#1c1c1f", radius=6, rim="#8a8a90")
    base = Stencil().smooth(
        [(x - 112, foot - 40), (x - 96, foot - 96), (x + 96, foot - 96), (x + 112, foot - 40), (x, foot - 24)]
    )
    canvas.form(base, "#c9ced2", radius=14, depth=0.8)
    canvas.form(Stencil().limb((x, foot - 90), (x, foot - 270), 76, 60), "#e4e6e4", radius=16, depth=0.8)
    canvas.form(Stencil().box(x - 100, foot - 190, x + 100, foot - 178), "#8d979c", radius=3)
    for step, tone in enumerate(("#8a2f2a", "#c9a04a", "#35566e", "#5c7a4a")):
        left = x - 92 + step * 3
        canvas.form(
            Stencil().box(left, foot - 212 - step * 21, left + 70 - step * 5, foot - 192 - step * 21),
            tone,
            radius=4,
            depth=0.7,
        )
    arm = (
        Stencil()
        .limb((x + 30, foot - 230), (x + 110, foot - 290), 22, 18)
        .limb((x + 110, foot - 290), (x + 190, foot - 262), 18, 14)
    )
    canvas.form(arm, "#b4bcc0", radius=5, depth=0.8)
    canvas.form(Stencil().box(x + 180, foot - 300, x + 204, foot - 232), "#9a3a30", radius=4)
    head = Stencil().smooth(
        [(x - 66, foot - 292), (x - 58, foot - 352), (x + 58, foot - 352), (x + 66, foot - 292), (x, foot - 272)]
    )
    canvas.form(head, "#f0f0ec", radius=13, depth=0.7)
    canvas.form(Stencil().limb((x - 34, foot - 316), (x + 34, foot - 316), 44, 44), "#16242e", radius=6)
    canvas.lamps([(x - 22, foot - 316), (x + 22, foot - 316)], 6, "#7fe8ff", 1)
    canvas.shape(Stencil().line([(x, foot - 352), (x, foot - 384)], 5), "#9aa0a2")
    canvas.glow(x, foot - 392, 70, "#ffe0a0", 1)
    canvas.shape(Stencil().ellipse(x, foot - 392, 15), "#fff4d0")
