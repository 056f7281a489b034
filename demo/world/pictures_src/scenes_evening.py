"""Scenes of a night out: the film week and the cup final."""

import math

import numpy as np

from .canvas import Canvas
from .figure import Dress, Pose, crowd, person
from .nature import beam, ground, wet_ground
from .noise import HEIGHT, WIDTH, fractal, grid
from .stencil import Stencil, curve
from .town import bokeh, facade


def film_week_1():
    """An old cinema with a bright marquee and a red carpet at night, guests arriving."""
    canvas = Canvas(34, (0, "#0c1030"), (400, "#2a2050"), (620, "#40264c"))
    facade(canvas, (-20, 120, 230, 600), (4, 4), "#2a2440", "#141830", lit=0.4)
    facade(canvas, (970, 80, 1220, 600), (4, 5), "#2a2440", "#141830", lit=0.35)
    front = Stencil().polygon([(220, 600), (220, 110), (330, 60), (600, 10), (870, 60), (980, 110), (980, 600)])
    canvas.form(front, "#6a3a4a", radius=18, rough=0.15)
    fins = Stencil()
    for x in range(300, 920, 60):
        fins.box(x - 6, 60 + abs(x - 600) * 0.16, x + 6, 300)
    canvas.form(fins, "#9c5a5a", radius=4, rim="#ffb070")
    canvas.shape(Stencil().box(270, 420, 930, 600), "#ffdca0")
    doors = Stencil()
    for x in range(270, 940, 82):
        doors.box(x - 6, 420, x + 6, 600)
    canvas.shape(doors, "#59281e")
    canopy = Stencil().polygon([(180, 300), (1020, 300), (1060, 420), (140, 420)])
    canvas.form(canopy, "#b8232c", radius=8)
    canvas.shape(Stencil().polygon([(210, 318), (990, 318), (1016, 402), (184, 402)]), "#fff2d0")
    film_pictures(canvas)
    bulbs = [(x, 306) for x in range(190, 1020, 21)] + [(x, 414) for x in range(150, 1060, 21)]
    bulbs += [(330 + t * 2.7, 60 - t * 0.5 + 2) for t in range(0, 100, 8)] + [
        (870 - t * 2.7, 60 - t * 0.5 + 2) for t in range(0, 100, 8)
    ]
    canvas.lamps(bulbs, 3.6, "#ffc860", 1)
    canvas.glow(600, 380, 420, "#ffb860", 0.45)
    for x, tip in ((250, 60), (960, 1130)):
        beam(canvas, (x, 600), (tip, -120), 10, 150, "#a8b8ff", 0.4)
    ground(canvas, 598, "#2c2430", 0.2)
    wet_ground(canvas, 600, 0.6, 5)
    carpet = Stencil().polygon([(520, 600), (680, 600), (900, 810), (300, 810)])
    canvas.form(carpet, "#a8141f", radius=10, depth=0.3, rough=0.15)
    canvas.light(carpet.mask(2) * np.clip(1.3 - (grid()[1] - 600) / 160, 0, 1), "#ff9a60", 0.3)
    guests(canvas)
    return canvas.finish(vignette=0.55)


def film_pictures(canvas):
    """Painted shapes on the marquee instead of words: a strip of film, a moon and stars."""
    art = Stencil()
    for x in (260, 900):
        art.ellipse(x + 20, 360, 34).ellipse(x + 34, 352, 30, value=0)
    for x in range(360, 860, 50):
        art.box(x, 334, x + 40, 386).box(x + 6, 342, x + 34, 378, value=0)
    canvas.shape(art, "#7a1c28", 0.9)


def guests(canvas):
    """Couples on the carpet and onlookers behind ropes."""
    for left, right in ((-20, 330), (870, 1220)):
        crowd(
            canvas,
            (left, 690, right, 830),
            (190, 260),
            2,
            ("#1a1626", "#2a1c30", "#141a2a"),
            rim="#ffb870",
            towards=(0.5 if left < 0 else -0.5, -0.8),
            skin="#8a5f4c",
        )
    for x, foot, tall, top, legs, coat, hair in (
        (570, 660, 190, "#15151c", "#15151c", 0, "short"),
        (618, 664, 178, "#d8b04a", "#d8b04a", 0.42, "long"),
        (500, 760, 290, "#2f7a74", "#2f7a74", 0.44, "long"),
        (585, 770, 310, "#14141a", "#14141a", 0, "short"),
        (740, 740, 270, "#e6e0e6", "#e6e0e6", 0.44, "long"),
    ):
        person(
            canvas,
            x,
            foot,
            tall,
            Pose(coat=coat, hem=1.7 if coat else 1, hairdo=hair),
            Dress(top, legs, "#c69a80"),
            rim="#ffd9a0",
            towards=(0.2, -1),
        )


def cup_final_1():
    """Players in blue lift a silver cup under the stadium lights, confetti in the air."""
    canvas = Canvas(36, (0, "#0a1a33"), (420, "#1c3f66"), (800, "#123a2a"))
    bokeh(canvas, 220, (0, 200, 1200, 520), (2, 7), ("#4d8ad0", "#9ac4f0", "#e8e8f0"), 0.35)
    stand = fractal(canvas.rng, (16, 12), 3)
    canvas.darken(np.clip(stand - 0.3, 0, 1) * 0.8, 0.6)
    for x in (150, 470, 760, 1060):
        for step in range(4):
            canvas.glow(x + step * 26 - 40, 70 + (step % 2) * 18, 40, "#f4fbff", 1)
        beam(canvas, (x, 70), (600 + (x - 600) * 0.4, 700), 30, 300, "#cfe6ff", 0.28)
    pitch = Stencil().box(0, 620, 1200, 810)
    canvas.form(pitch, "#2c7a3c", radius=20, rough=0.3, cell=(200, 14))
    blue, dark = "#1f57c8", "#173f98"
    for row, (foot, tall) in enumerate(((720, 330), (800, 400))):
        for index in range(6 + row):
            x = 170 + index * (172 - row * 22) + canvas.rng.uniform(-20, 20) + row * 10
            up = canvas.rng.uniform(145, 172)
            pose = Pose(
                arms=((-up, -178), (up, 176)), legs=((-8, -4), (8, 4)), bulk=1.12, lean=float(canvas.rng.uniform(-6, 6))
            )
            skin = ("#c99a7c", "#7a4e36", "#dcb397", "#a87556")[(index + row) % 4]
            dress = Dress(
                (blue, dark)[row % 2] if index % 3 else "#2a66da", "#f0f2f6", skin, ("#241a14", "#5a3c20")[index % 2]
            )
            if row == 1 and abs(x - 600) < 90:
                continue
            person(canvas, x, foot, tall, pose, dress, towards=(0.1, -1), rim="#dff0ff")
    pose = Pose(arms=((-164, -186), (164, 186)), legs=((-9, -4), (9, 4)), bulk=1.15)
    person(
        canvas, 600, 850, 480, pose, Dress("#2a66da", "#f0f2f6", "#b98a6a", "#2a1c14"), towards=(0.1, -1), rim="#eaf6ff"
    )
    trophy(canvas, 600, 352)
    for tone in ("#ffd24a", "#e8f0ff", "#4aa0ff", "#ff7a5a"):
        bits = Stencil()
        for _ in range(90):
            x, y, a = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(0, HEIGHT), canvas.rng.uniform(0, 6)
            size = canvas.rng.uniform(3, 8)
            bits.limb((x, y), (x + math.cos(a) * size, y + math.sin(a) * size), size * 0.6, size * 0.5)
        canvas.shape(bits, tone, 0.9, 0.6)
    return canvas.finish(vignette=0.5)


def trophy(canvas, x, y):
    """A silver cup with two handles, standing on (x, y)."""
    handles = Stencil()
    for side in (-1, 1):
        handles.line(
            curve(
                [(x + side * 50, y - 150), (x + side * 104, y - 160), (x + side * 96, y - 90), (x + side * 34, y - 74)]
            ),
            12,
        )
    canvas.form(handles, "#b9c3cc", towards=(0.3, -1), radius=3, depth=1, rim="#ffffff")
    cup = Stencil().smooth(
        [
            (x - 66, y - 172),
            (x + 66, y - 172),
            (x + 60, y - 110),
            (x + 30, y - 66),
            (x + 14, y - 40),
            (x + 44, y - 4),
            (x - 44, y - 4),
            (x - 14, y - 40),
            (x - 30, y - 66),
            (x - 60, y - 110),
        ]
    )
    canvas.form(cup, "#aab6c2", towards=(-0.6, -0.6), radius=15, depth=1, rim="#ffffff")
    shine = Stencil().smooth([(x - 44, y - 158), (x - 26, y - 160), (x - 18, y - 90), (x - 32, y - 100)])
    canvas.light(shine.mask(4), "#ffffff", 0.85)
    canvas.form(Stencil().ellipse(x, y - 172, 66, 11), "#dfe8ee", radius=4, depth=0.8)
    canvas.glow(x - 20, y - 130, 100, "#e8f4ff", 0.5)
