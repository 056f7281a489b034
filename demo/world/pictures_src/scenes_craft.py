"""Scenes of fine things: the wafer in the clean room and the pots from the wreck."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Dress, Pose, person
from .nature import beam
from .noise import WIDTH, grid
from .stencil import Stencil, curve


def tolmere_chip_plant_1():
    """Two people in white overalls hold a shining wafer in the yellow light of a clean room."""
    canvas = Canvas(64, (0, "#8a6a14"), (400, "#e0b43a"), (800, "#7a5c12"))
    clean_room(canvas)
    for x, turn, arms in ((300, 1, ((40, 84), (52, 92))), (930, -1, ((-40, -84), (-52, -92)))):
        pose = Pose(turn=turn, arms=arms, lean=5 * turn, bulk=1.35, hairdo="bald")
        body = person(
            canvas,
            x,
            1090,
            900,
            pose,
            Dress("#f2ecd8", "#ece4cc", "#c99a78", "#f2ecd8"),
            towards=(0.4 * turn, -0.9),
            rim="#fff6cc",
        )
        hood(canvas, body, turn)
    wafer(canvas, 612, 460, 168)
    for side in (-1, 1):
        x = 612 + side * 172
        for step in range(3):
            finger = Stencil().limb((x + side * 66, 470 + step * 26), (x - side * 14, 452 + step * 24), 34, 26)
            canvas.form(finger, "#7fa8c8", towards=(0, -1), radius=8, depth=0.8, rim="#e8f4ff")
        canvas.form(
            Stencil().smooth(
                [(x + side * 30, 450), (x + side * 110, 440), (x + side * 130, 520), (x + side * 40, 540)]
            ),
            "#7fa8c8",
            radius=16,
            depth=0.8,
        )
        canvas.form(
            Stencil().limb((x + side * 30, 446), (x - side * 8, 424), 34, 26),
            "#8ab4d0",
            radius=8,
            depth=0.8,
            rim="#e8f4ff",
        )
    return canvas.finish(vignette=0.5)


def clean_room(canvas):
    """Machines, ceiling filters and lamps in perspective, out of focus."""
    vanish = (600, 350)
    lamps, machines = Stencil(), Stencil()
    for share in (0.0, 0.3, 0.5, 0.64, 0.74, 0.82):

        def at(x, y, s):
            return vanish[0] + (x - vanish[0]) * (1 - s), vanish[1] + (y - vanish[1]) * (1 - s)

        for left, right in ((-260, 180), (380, 820), (1020, 1460)):
            lamps.polygon(
                [
                    at(left, -160, share),
                    at(right, -160, share),
                    at(right, -160, share + 0.09),
                    at(left, -160, share + 0.09),
                ]
            )
        for x, wide in ((-420, 300), (1320, 300)):
            machines.polygon([at(x, 120, share), at(x + wide, 120, share), at(x + wide, 900, share), at(x, 900, share)])
    canvas.form(Stencil().polygon([(-100, 820), (560, 380), (640, 380), (1300, 820)]), "#c99a2a", radius=12, rough=0.1)
    canvas.form(machines, "#a8852a", radius=10, depth=0.8, rim="#ffe890")
    canvas.light(lamps.mask(1), "#fff4b0", 0.9)
    canvas.light(np.clip(lamps.mask(30) * 1.3, 0, 1), "#ffe070", 0.4)
    screens = [(x, y) for x in (60, 150, 1050, 1140) for y in (300, 380)]
    canvas.lamps(screens, 7, "#60d8b0", 0.8)
    canvas.blur(7)


def hood(canvas, body, turn):
    """Hood, mask and goggles of a clean-room suit."""
    (x, y), r = body.joints["head"], body.joints["radius"]
    cover = Stencil().smooth(
        [
            (x - r * 1.15, y - r * 0.3),
            (x - r * 0.6, y - r * 1.25),
            (x + r * 0.6, y - r * 1.25),
            (x + r * 1.15, y - r * 0.3),
            (x + r * 1.1, y + r * 0.9),
            (x + r * 0.9, y + r * 1.8),
            (x - r * 0.9, y + r * 1.8),
            (x - r * 1.1, y + r * 0.9),
        ]
    )
    canvas.form(cover, "#f6f0dc", towards=(0.4 * turn, -0.9), radius=16, depth=0.7)
    face = Stencil().smooth(
        [
            (x + turn * r * 0.1, y - r * 0.5),
            (x + turn * r * 1.05, y - r * 0.45),
            (x + turn * r * 1.1, y + r * 0.1),
            (x + turn * r * 0.1, y + r * 0.12),
        ]
    )
    canvas.form(face, "#c99a78", radius=8)
    goggles = Stencil().limb(
        (x + turn * r * 0.3, y - r * 0.18), (x + turn * r * 0.98, y - r * 0.16), r * 0.42, r * 0.36
    )
    canvas.form(goggles, "#2a3a44", radius=6, rim="#ffe890")
    cloth = Stencil().smooth(
        [
            (x + turn * r * 0.1, y + r * 0.1),
            (x + turn * r * 1.1, y + r * 0.12),
            (x + turn * r * 1.02, y + r * 0.85),
            (x + turn * r * 0.2, y + r * 0.95),
        ]
    )
    canvas.form(cloth, "#bcd4dc", radius=8, depth=0.6)


def wafer(canvas, x, y, radius):
    """A silicon wafer: a disc with a raster of chips and a sheen of all colours."""
    columns, rows = grid()
    disc = Stencil().ellipse(x, y, radius).mask()
    angle = np.arctan2(rows - y, columns - x)
    hue = angle * 2.0 + np.hypot(columns - x, rows - y) / radius * 2.2
    sheen = np.stack([0.62 + 0.38 * np.cos(hue + shift) for shift in (0, 2.1, 4.2)], axis=-1)
    canvas.glow(x, y, radius * 1.9, "#fff2c0", 0.5)
    canvas.paint(disc, (sheen * 0.34 + np.array([0.42, 0.42, 0.4])).astype(np.float32))
    chips = ((columns - x) % 24 < 2) | ((rows - y) % 20 < 2)
    canvas.darken(disc * chips, 0.4)
    ray = np.clip(np.cos(angle * 2 + 1.1), 0, 1) ** 6
    canvas.light(disc * ray, "#ffffff", 0.75)
    canvas.form(Stencil().ellipse(x, y, radius).ellipse(x, y, radius - 5, value=0), "#f4f8ff", radius=2, rim="#ffffff")


def ostrey_wreck_2():
    """Rows of grey stoneware pots in straw."""
    canvas = Canvas(65, (0, "#6a4a2a"), (400, "#8a6438"), (800, "#4a3018"))
    straw(canvas, 0, 800, 900, "#b98a44")
    for row in range(4):
        level, size = 190 + row * 160 + row * row * 8, 0.72 + row * 0.14
        for index in range(9 - row):
            x = (index + 0.5 * (row % 2)) * 172 * size + canvas.rng.uniform(-8, 8) - 20
            if (row, index) == (2, 3):
                continue
            pot(canvas, x, level, size * canvas.rng.uniform(0.92, 1.06))
        straw(canvas, level + 30 * size, level + 90 * size, 260, ("#d0a458", "#e0bc70")[row % 2])
    crate = Stencil().polygon([(-10, 700), (1210, 690), (1210, 810), (-10, 810)])
    canvas.form(crate, "#7a5430", radius=10, depth=0.8, rough=0.35, cell=(300, 12), rim="#e8bc80")
    canvas.form(Stencil().ellipse(90, 752, 10).ellipse(1110, 746, 10), "#2e2620", radius=3, rim="#b0a090")
    beam(canvas, (1180, -160), (380, 700), 120, 620, "#fff0d0", 0.42)
    return canvas.finish(vignette=0.65)


def straw(canvas, top, bottom, count, tone):
    """Loose straw strewn over a strip."""
    for shade in (0.6, 0.85, 1.1):
        stalks = Stencil()
        for _ in range(count // 3):
            x, y = canvas.rng.uniform(-40, WIDTH + 40), canvas.rng.uniform(top, bottom)
            angle, reach = canvas.rng.normal() * 0.7, canvas.rng.uniform(30, 90)
            stalks.line([(x, y), (x + math.cos(angle) * reach, y + math.sin(angle) * reach)], 3)
        canvas.form(
            stalks, blend("#000000", tone, shade if shade < 1 else 1), towards=(0.6, -0.8), radius=1.2, depth=0.9
        )


def pot(canvas, x, y, size):
    """A grey salt-glazed jug with a blue band."""
    canvas.darken(Stencil().ellipse(x - 16 * size, y + 92 * size, 78 * size, 18 * size).mask(8), 0.5)
    body = Stencil().smooth(
        [
            (x - 30 * size, y - 96 * size),
            (x + 30 * size, y - 96 * size),
            (x + 34 * size, y - 66 * size),
            (x + 72 * size, y - 10 * size),
            (x + 62 * size, y + 60 * size),
            (x + 40 * size, y + 96 * size),
            (x - 40 * size, y + 96 * size),
            (x - 62 * size, y + 60 * size),
            (x - 72 * size, y - 10 * size),
            (x - 34 * size, y - 66 * size),
        ]
    )
    tone = blend("#5d6368", "#7a7064", canvas.rng.uniform())
    handle = Stencil().line(
        curve([(x + 34 * size, y - 74 * size), (x + 84 * size, y - 66 * size), (x + 70 * size, y + 4 * size)]),
        14 * size,
    )
    canvas.form(handle, tone, towards=(0.7, -0.7), radius=4, depth=0.9)
    canvas.form(body, tone, towards=(0.7, -0.7), radius=24 * size, depth=0.95, rough=0.25, cell=(14, 12), rim="#c9b898")
    for level in (-28, 26):
        wide = 66 if level < 0 else 72
        band = Stencil().line(
            curve(
                [(x - wide * size, y + level * size), (x, y + (level + 15) * size), (x + wide * size, y + level * size)]
            ),
            6 * size,
        )
        canvas.paint(band.mask(0.6) * body.mask(), "#31507c", 0.7)
    canvas.form(Stencil().ellipse(x, y - 98 * size, 33 * size, 11 * size), "#8f8d86", radius=3, depth=0.7)
    canvas.shape(Stencil().ellipse(x, y - 97 * size, 24 * size, 7 * size), "#1f1a16")
