"""Scenes of the wreck off the islands: the bell, the diver and the rowing boat."""

import math
from itertools import pairwise

import numpy as np

from .canvas import Canvas
from .figure import Dress, Pose, person
from .nature import (
    beam,
    clouds,
    glitter,
    hills,
    mirror,
    ridge,
    stones,
    water,
)
from .noise import HEIGHT, WIDTH, fractal
from .stencil import Stencil, curve


def ostrey_wreck_1():
    """A bronze bell on the seabed in the light of a diver's lamp."""
    canvas = Canvas(16, (0, "#0d3d4a"), (400, "#082a36"), (800, "#04141c"))
    drift = fractal(canvas.rng, (300, 200), 5)
    canvas.light(drift * 0.25, "#1f6f7a", 0.8)
    stones(canvas, 520, 800, 110, "#33443f", 46, "#2b5a58")
    beam(canvas, (1120, -60), (560, 560), 40, 460, "#d8f0c8", 0.75)
    bell = Stencil().smooth(
        [
            (560, 330),
            (600, 300),
            (650, 312),
            (690, 370),
            (716, 470),
            (770, 560),
            (730, 590),
            (560, 612),
            (400, 590),
            (372, 566),
            (440, 500),
            (478, 400),
            (510, 345),
        ]
    )
    canvas.form(bell, "#8a6a34", towards=(0.7, -0.7), radius=46, depth=0.95, rough=0.5, cell=(60, 60), rim="#f7e2a0")
    ridges = (
        Stencil()
        .line(curve([(470, 440), (590, 470), (706, 440)]), 7)
        .line(curve([(416, 540), (580, 578), (750, 540)]), 9)
    )
    canvas.form(ridges, "#b08b48", radius=3, depth=1, rim="#fff0b8")
    canvas.form(
        Stencil().limb((590, 306), (600, 268), 46, 40).ellipse(600, 270, 10, 10, 0), "#6f5a30", radius=8, rim="#f0d890"
    )
    anemones(
        canvas,
        [(420, 585), (500, 596), (660, 590), (735, 560), (480, 500), (690, 420), (560, 330), (330, 640), (830, 640)],
    )
    stones(canvas, 700, 800, 26, "#1e2f2e", 70, "#24504e")
    motes(canvas, 260, "#e8f6dc")
    return canvas.finish(vignette=0.7)


def anemones(canvas, places):
    """Small sea anemones with waving arms."""
    for index, (x, y) in enumerate(places):
        colour = ("#d8735c", "#e9c9a8", "#b75a7a")[index % 3]
        arms = Stencil()
        for angle in np.linspace(-1.5, 1.5, 15):
            reach = canvas.rng.uniform(24, 40)
            arms.limb((x, y), (x + math.sin(angle) * reach, y - math.cos(angle) * reach), 8, 3.5)
        canvas.form(arms, colour, towards=(0.7, -0.7), radius=3, depth=0.9, rim="#fff0d0")


def motes(canvas, count, colour):
    """Particles adrift in water or air, some out of focus."""
    for size, blur, strength in ((1.0, 0.5, 0.7), (2.2, 1.6, 0.5), (5, 4, 0.3)):
        dust = Stencil()
        for _ in range(int(count / size)):
            dust.ellipse(canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(0, HEIGHT), size)
        canvas.light(dust.mask(blur), colour, strength)


def ostrey_wreck_3():
    """A diver with a lamp hangs above the timbers of a ship."""
    canvas = Canvas(18, (0, "#3fb0b4"), (260, "#14707f"), (800, "#04202c"))
    for x in (180, 420, 700, 960):
        beam(canvas, (x, -80), (x - 140, 640), 50, 220, "#bff2e6", 0.22)
    hills(canvas, ridge(canvas.rng, 640, 80, 400), "#0d4450", "#062029", 0.3)
    for index in range(9):
        x = 250 + index * 92
        rib = Stencil()
        path = curve(
            [(x, 740), (x - 70, 640), (x - 60, 520 + abs(index - 4) * 22), (x - 20, 450 + abs(index - 4) * 26)]
        )
        for start, end in pairwise(path):
            rib.limb(start, end, 26, 22)
        canvas.form(rib, "#1d3a3c", towards=(0.3, -1), radius=7, depth=0.8, rough=0.4, rim="#3f8a88")
    keel = Stencil().limb((130, 735), (1120, 720), 42, 34)
    canvas.form(keel, "#173135", radius=10, rough=0.4, rim="#2f7372")
    beam(canvas, (690, 318), (500, 700), 16, 330, "#fff0c0", 0.85)
    diver(canvas, 760, 290)
    canvas.glow(690, 318, 46, "#fff6d8", 1)
    bubbles = Stencil()
    for _ in range(60):
        y = canvas.rng.uniform(0, 240)
        bubbles.ellipse(742 + canvas.rng.normal() * (10 + (240 - y) * 0.1), y, canvas.rng.uniform(2, 8))
    canvas.form(bubbles, "#bfe9e6", radius=2, opacity=0.6)
    motes(canvas, 200, "#dff6ee")
    return canvas.finish(vignette=0.6)


def diver(canvas, x, y):
    """A diver level in the water, facing left, fins behind."""
    suit = Stencil().limb((x - 30, y), (x + 110, y - 20), 62, 56)
    suit.limb((x + 110, y - 24), (x + 210, y - 60), 40, 28).limb((x + 210, y - 60), (x + 290, y - 40), 28, 20)
    suit.limb((x + 110, y - 10), (x + 200, y + 14), 40, 28).limb((x + 200, y + 14), (x + 280, y - 6), 28, 20)
    suit.limb((x - 24, y + 10), (x - 60, y + 40), 26, 22).limb((x - 60, y + 40), (x - 72, y + 26), 22, 18)
    suit.ellipse(x - 62, y - 14, 30, 28)
    canvas.form(suit, "#14202a", towards=(-0.2, -1), radius=9, depth=0.8, rim="#4fa7ad")
    fins = Stencil().polygon([(x + 286, y - 50), (x + 372, y - 66), (x + 380, y - 34), (x + 288, y - 32)])
    fins.polygon([(x + 276, y - 14), (x + 362, y + 6), (x + 358, y + 36), (x + 274, y + 4)])
    canvas.form(fins, "#d8a21e", radius=6, depth=0.7)
    canvas.form(Stencil().limb((x + 6, y - 42), (x + 96, y - 54), 34, 34), "#b9bfc0", radius=8, depth=0.9)
    canvas.form(Stencil().ellipse(x - 78, y - 14, 15, 17), "#6fd0d6", radius=5, depth=0.9)


def ostrey_wreck_4():
    """A man in a rowing boat off a headland at dusk."""
    canvas = Canvas(19, (0, "#2b2c55"), (220, "#7a4b74"), (400, "#f0875a"), (440, "#ffc27a"))
    clouds(canvas, 430, "#ff9c72", "#3a2f5c", 0.45, (0.3, 0.9), 1.3)
    head = np.interp(np.arange(WIDTH), [0, 130, 300, 420, 520, 570, 1200], [190, 210, 270, 330, 400, 445, 480])
    head += (fractal(canvas.rng, (120, 2), 5, (4, WIDTH))[1] - 0.5) * 46
    hills(canvas, head.astype(np.float32), "#241d38", "#1a1730", 0.3)
    ripple = water(canvas, 440, "#33274e", 0.8, 0.8, 0.12)
    glitter(canvas, 440, 860, ripple, "#ffb070", 120, 0.9)
    hull = Stencil().smooth(
        [(640, 560), (700, 572), (800, 574), (910, 570), (960, 552), (930, 604), (830, 616), (700, 608)]
    )
    canvas.form(hull, "#1c1526", radius=8, rim="#ff9c66", towards=(0.4, -1))
    pose = Pose(arms=((62, 80), (58, 78)), turn=1, lean=-14, hat="cap", coat=0.05, legs=((70, 30), (76, 20)))
    rower = person(
        canvas,
        770,
        690,
        235,
        pose,
        Dress("#191425", "#191425", "#3a2430", "#120e1c", "#191425"),
        rim="#ff9c66",
        towards=(0.7, -0.6),
    )
    canvas.form(hull, "#1c1526", radius=8, rim="#ff9c66", towards=(0.4, -1))
    canvas.shape(Stencil().line([(850, 548), (1010, 622)], 5).line([(800, 556), (640, 634)], 5), "#150f1e")
    for part in (hull, rower.parts["body"], rower.parts["head"], rower.parts["near"]):
        mirror(canvas, part, 612, 0.6, 5)
    return canvas.finish(vignette=0.55)
