"""The finish of the bicycle race."""

import numpy as np

from .canvas import Canvas
from .figure import crowd
from .nature import (
    foliage,
    ground,
    hills,
    ridge,
)
from .noise import fractal, grid
from .stencil import Stencil, curve


def valley_cycling_race_1():
    """A rider in green throws up both arms at the finish, the crowd behind barriers."""
    canvas = Canvas(58, (0, "#6fa8d0"), (220, "#cfe4ea"), (380, "#f0ecd0"))
    hills(canvas, ridge(canvas.rng, 300, 130, 700), "#7a9a86", "#8fae84", 0.2)
    foliage_row = Stencil()
    for x in range(0, 1240, 90):
        foliage(foliage_row, canvas.rng, x, 320, 60, 60, 30, 16)
    canvas.form(foliage_row, "#56804a", radius=7)
    tones = ("#c8434a", "#3f74b5", "#e0b13a", "#f0e8dc", "#8a5aa5", "#3a4a5c")
    for area in ((-30, 450, 500, 560), (700, 450, 1240, 560)):
        crowd(canvas, area, (120, 190), 3, tones, raised=0.4, step=0.3, haze="#e0e4d8")
    canvas.blur(3.2)
    gate = Stencil().box(330, 90, 372, 560).box(828, 90, 870, 560).box(330, 70, 870, 160)
    canvas.form(gate, "#1f8a5a", radius=8, depth=0.5)
    squares = Stencil()
    for index in range(26):
        for row in range(2):
            if (index + row) % 2:
                squares.box(350 + index * 19.5, 96 + row * 20, 369.5 + index * 19.5, 116 + row * 20)
    canvas.shape(squares, "#f6f6f0")
    ground(canvas, 540, "#7c7c80", 0.15)
    road_blur = fractal(canvas.rng, (900, 6), 3)
    canvas.light(np.clip(road_blur - 0.6, 0, 1) * (grid()[1] > 560), "#ffffff", 0.4)
    for side in (-1, 1):
        barrier_row(canvas, side)
    line = Stencil().polygon([(260, 640), (940, 640), (985, 672), (215, 672)])
    canvas.shape(line, "#f2f0ea", 0.9)
    rider(canvas, 600, 770)
    return canvas.finish(vignette=0.4)


def barrier_row(canvas, side):
    """Crowd barriers along one side of the finishing straight."""
    near, far = 600 + side * 640, 600 + side * 190
    panel = Stencil().polygon([(near, 560), (far, 470), (far, 540), (near, 730)])
    canvas.form(panel, "#e8ece8", radius=5, depth=0.4)
    stripe = Stencil().polygon([(near, 600), (far, 488), (far, 520), (near, 690)])
    canvas.shape(stripe, "#1f8a5a" if side < 0 else "#d8a82a", 0.9)
    canvas.form(Stencil().line([(near, 556), (far, 468)], 9), "#9aa2a6", radius=3, rim="#ffffff")


def rider(canvas, x, foot):
    """A cyclist seen from the front, both arms in the air."""
    canvas.darken(Stencil().ellipse(x + 30, foot, 130, 14).mask(6), 0.6)
    bicycle(canvas, x, foot)
    riding_legs(canvas, x, foot)
    arms = Stencil()
    for side in (-1, 1):
        arms.limb((x + side * 66, foot - 520), (x + side * 142, foot - 610), 40, 32).limb(
            (x + side * 142, foot - 610), (x + side * 176, foot - 720), 30, 22
        )
        arms.ellipse(x + side * 180, foot - 736, 20, 24)
    canvas.form(arms, "#c08a68", radius=8, depth=0.8)
    torso = Stencil().smooth(
        [
            (x - 40, foot - 555),
            (x - 88, foot - 530),
            (x - 78, foot - 440),
            (x - 62, foot - 340),
            (x, foot - 320),
            (x + 62, foot - 340),
            (x + 78, foot - 440),
            (x + 88, foot - 530),
            (x + 40, foot - 555),
        ]
    )
    torso.limb((x - 68, foot - 520), (x - 108, foot - 570), 46, 42).limb(
        (x + 68, foot - 520), (x + 108, foot - 570), 46, 42
    )
    canvas.form(torso, "#17a04e", radius=16, depth=0.8, rim="#d8ffd0")
    canvas.form(
        Stencil().polygon([(x - 76, foot - 450), (x + 76, foot - 450), (x + 70, foot - 412), (x - 70, foot - 412)]),
        "#f4f6ee",
        radius=5,
    )
    helmeted_head(canvas, x, foot)
    mouth = Stencil().ellipse(x, foot - 578, 14, 9)
    canvas.shape(mouth, "#5a1c1c", 0.9, 0.6)


def helmeted_head(canvas, x, foot):
    """Neck, face, helmet and glasses."""
    canvas.form(
        Stencil().limb((x, foot - 550), (x, foot - 590), 40, 36).ellipse(x, foot - 606, 37, 46),
        "#c08a68",
        radius=10,
        depth=0.7,
    )
    helmet = Stencil().smooth(
        [
            (x - 46, foot - 612),
            (x - 40, foot - 660),
            (x, foot - 684),
            (x + 40, foot - 660),
            (x + 46, foot - 612),
            (x, foot - 632),
        ]
    )
    canvas.form(helmet, "#f2f2f0", radius=8, depth=0.8)
    slots = (
        Stencil()
        .limb((x - 18, foot - 640), (x - 14, foot - 668), 8, 4)
        .limb((x + 18, foot - 640), (x + 14, foot - 668), 8, 4)
        .limb((x, foot - 640), (x, foot - 674), 8, 4)
    )
    canvas.shape(slots, "#1d6a44", 0.9)
    canvas.form(Stencil().limb((x - 22, foot - 610), (x + 22, foot - 610), 17, 17), "#22242a", radius=4, rim="#ffb050")


def riding_legs(canvas, x, foot):
    """The legs, shorts and shoes of the rider."""
    legs = Stencil()
    for side, knee, ankle in (
        (-1, (x - 70, foot - 250), (x - 44, foot - 90)),
        (1, (x + 66, foot - 200), (x + 44, foot - 50)),
    ):
        legs.limb((x + side * 36, foot - 350), knee, 66, 46).limb(knee, ankle, 44, 24)
    canvas.form(legs, "#c08a68", radius=11, depth=0.8)
    shorts = (
        Stencil()
        .limb((x - 36, foot - 350), (x - 62, foot - 274), 74, 56)
        .limb((x + 36, foot - 350), (x + 56, foot - 256), 74, 54)
    )
    canvas.form(shorts, "#1b1d22", radius=10, rim="#6a6a70")
    canvas.form(
        Stencil()
        .limb((x - 44, foot - 88), (x - 44, foot - 66), 34, 30)
        .limb((x + 44, foot - 48), (x + 44, foot - 26), 34, 30),
        "#f0f0f0",
        radius=6,
    )


def bicycle(canvas, x, foot):
    """A racing bicycle seen from the front."""
    wheel = Stencil().ellipse(x, foot - 100, 17, 100).ellipse(x, foot - 100, 8, 90, 0)
    canvas.form(wheel, "#17181a", radius=3, rim="#9a9a9a")
    bike = Stencil().line([(x, foot - 96), (x - 13, foot - 190), (x + 13, foot - 190), (x, foot - 96)], 8)
    bike.line(
        curve(
            [(x - 86, foot - 214), (x - 70, foot - 244), (x, foot - 236), (x + 70, foot - 244), (x + 86, foot - 214)]
        ),
        11,
    )
    canvas.form(bike, "#c8242c", radius=3, rim="#ffffff")
