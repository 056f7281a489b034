"""Scenes of the clock tower and the station."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Dress, Pose, person
from .noise import WIDTH, fractal
from .stencil import Stencil


def hestle_clock_1():
    """A man on a ladder reaches into the face of an old town clock."""
    canvas = Canvas(25, (0, "#6d7f8c"), (400, "#8d8574"), (800, "#6b5a48"))
    wall = fractal(canvas.rng, (60, 40), 6)
    canvas.pixels = blend("#7d6c58", "#7d6c58", 0) * (0.7 + 0.6 * wall)[..., None].astype(np.float32)
    stone_courses(canvas)
    x, y, radius = 520, 390, 330
    canvas.darken(Stencil().ellipse(x + 24, y + 34, radius + 30).mask(18), 0.6)
    canvas.form(Stencil().ellipse(x, y, radius + 28), "#b08a48", radius=13, depth=0.95, rough=0.25)
    canvas.form(Stencil().ellipse(x, y, radius), "#1f3450", radius=16, depth=-0.6, rough=0.25, cell=(200, 200))
    marks = Stencil()
    for minute in range(60):
        angle = minute * math.pi / 30
        inner = radius * (0.72 if minute % 5 == 0 else 0.9)
        a, b = (math.sin(angle), -math.cos(angle)), radius * 0.95
        marks.line([(x + a[0] * inner, y + a[1] * inner), (x + a[0] * b, y + a[1] * b)], 15 if minute % 5 == 0 else 4)
    canvas.form(marks, "#d9b35c", radius=3, depth=0.9)
    hatch = Stencil().smooth([(600, 330), (720, 330), (720, 470), (600, 470)])
    canvas.shape(hatch, "#0b0a0a", blur=1)
    gears(canvas)
    hands = (
        Stencil()
        .limb((x + 20, y + 60), (x - 200, y - 110), 26, 8)
        .limb((x - 30, y - 40), (x + 70, y + 240), 20, 8)
        .ellipse(x, y, 26)
    )
    canvas.darken(np.roll(hands.mask(5), (14, 10), (0, 1)), 0.55)
    canvas.form(hands, "#e0bc66", radius=5, depth=0.9, rim="#fff0c0")
    ladder(canvas)
    pose = Pose(arms=((-128, -112), (-96, -118)), legs=((-16, 4), (12, -6)), hat="cap", bulk=1.15, turn=-1)
    person(
        canvas,
        842,
        812,
        520,
        pose,
        Dress("#3f5a72", "#3a3630", "#c2916f", "#3b2c20"),
        towards=(-0.7, -0.7),
        rim="#e8c890",
    )
    return canvas.finish(vignette=0.5)


def stone_courses(canvas):
    """The joints of the wall."""
    courses = Stencil()
    for row, y in enumerate(range(0, 820, 62)):
        courses.line([(0, y), (WIDTH, y)], 3)
        for x in range(-60 + (row % 2) * 70, 1260, 140):
            courses.line([(x, y), (x, y + 62)], 3)
    canvas.darken(courses.mask(0.8), 0.45)


def gears(canvas):
    """Brass wheels inside the opening of the clock."""
    for x, y, radius in ((640, 400, 46), (690, 360, 26), (692, 440, 22)):
        wheel = Stencil().ellipse(x, y, radius)
        for tooth in range(16):
            angle = tooth * math.tau / 16
            wheel.ellipse(x + math.cos(angle) * radius, y + math.sin(angle) * radius, radius * 0.14)
        wheel.ellipse(x, y, radius * 0.62, value=0).box(
            x - radius * 0.1, y - radius * 0.7, x + radius * 0.1, y + radius * 0.7
        )
        wheel.box(x - radius * 0.7, y - radius * 0.1, x + radius * 0.7, y + radius * 0.1)
        canvas.form(wheel, "#a57a2e", radius=3, depth=0.9, rim="#ffe09a")
    canvas.glow(655, 400, 110, "#ffb95a", 0.4)


def ladder(canvas):
    """A wooden ladder against the wall."""
    wood = Stencil().limb((800, 820), (850, 60), 18, 16).limb((930, 820), (960, 60), 18, 16)
    for step in range(12):
        share = step / 12 + 0.04
        wood.limb((800 + 50 * share, 820 - 760 * share), (930 + 30 * share, 820 - 760 * share), 12, 12)
    canvas.darken(np.roll(wood.mask(5), (10, 26), (0, 1)), 0.5)
    canvas.form(wood, "#a9814c", radius=4, depth=0.9, rough=0.2)


def night_train_1():
    """A long dark-blue sleeper train at a platform at night, passengers with luggage."""
    canvas = Canvas(26, (0, "#070a14"), (400, "#141c30"), (800, "#0b0e18"))
    vanish = (1010, 372)
    roof = Stencil().polygon([(-10, -10), (1210, -10), (1210, 60), vanish, (-10, 120)])
    canvas.form(roof, "#1a2233", radius=20, rough=0.3, cell=(300, 20))
    canvas.glow(*vignette_point(vanish), 160, "#ffcf8c", 0.55)
    ribs = Stencil()
    for share in (0.0, 0.3, 0.52, 0.68, 0.79, 0.87):
        x, top = 1190 + (vanish[0] - 1190) * share, 10 + (vanish[1] - 10) * share
        ribs.limb((x, top), (x, 560 + (vanish[1] - 560) * share), 22 * (1 - share), 22 * (1 - share))
        ribs.line([(x, top), (-40 + (vanish[0] + 40) * share, top + 50 * (1 - share))], 10 * (1 - share) + 1)
    canvas.form(ribs, "#2c3548", radius=3, rim="#ffcf90")
    sleeper(canvas, vanish)
    platform = Stencil().polygon([(330, 810), vanish, (1210, 500), (1210, 810)])
    canvas.form(platform, "#4a4a52", radius=4, depth=0.2, rough=0.3, cell=(160, 10))
    canvas.form(Stencil().polygon([(330, 810), vanish, (420, 810)]), "#e0d6b8", radius=2)
    lamps = [
        (1190 + (vanish[0] - 1190) * s - 120 * (1 - s), 60 + (vanish[1] - 60) * s)
        for s in (0.0, 0.3, 0.52, 0.68, 0.79, 0.87)
    ]
    for (x, y), share in zip(lamps, (0.0, 0.3, 0.52, 0.68, 0.79, 0.87)):
        canvas.glow(x, y, 130 * (1 - share) + 10, "#ffe0a8", 1)
        canvas.light(
            Stencil().ellipse(x - 20, 640 + (vanish[1] - 640) * share, 190 * (1 - share), 40 * (1 - share)).mask(20),
            "#ffd28c",
            0.4,
        )
    travellers(canvas)
    return canvas.finish(vignette=0.6)


def vignette_point(point):
    """The place just above a vanishing point where the far light stands."""
    return point[0], point[1] - 10


def sleeper(canvas, vanish):
    """The train: a dark wall towards the vanishing point with lit windows and a pale line."""

    def at(share, level):
        x = -60 + (vanish[0] + 60) * share
        return x, vanish[1] + (level - vanish[1]) * (1 - share)

    canvas.form(
        Stencil().polygon([at(0, 20), at(0.97, 20), at(0.97, 860), at(0, 860)]),
        "#16294f",
        radius=26,
        depth=0.5,
        rough=0.15,
    )
    canvas.shape(Stencil().polygon([at(0, 520), at(0.97, 520), at(0.97, 540), at(0, 540)]), "#c9b27a")
    canvas.shape(Stencil().polygon([at(0, 700), at(0.97, 700), at(0.97, 860), at(0, 860)]), "#0a0f1c")
    panes, seams = Stencil(), Stencil()
    share = 0.02
    while share < 0.95:
        step = 0.105 * (1 - share)
        panes.polygon([at(share, 240), at(share + step * 0.6, 240), at(share + step * 0.6, 430), at(share, 430)])
        share += step
    for share in (0.34, 0.62, 0.78, 0.87, 0.925):
        seams.polygon(
            [at(share, 20), at(share + 0.012 * (1 - share), 20), at(share + 0.012 * (1 - share), 860), at(share, 860)]
        )
    canvas.shape(panes, "#ffcf86")
    canvas.light(np.clip(panes.mask(30) * 1.4, 0, 1), "#ffb65a", 0.45)
    curtains = fractal(canvas.rng, (26, 400), 3)
    canvas.darken(panes.mask() * np.clip(curtains - 0.35, 0, 1), 0.9)
    canvas.shape(seams, "#05070d")


def travellers(canvas):
    """Passengers with cases on the platform."""
    for x, foot, tall, turn, coat in (
        (860, 470, 130, -1, 0.2),
        (930, 520, 190, -1, 0.0),
        (1060, 640, 330, -1, 0.2),
        (760, 660, 320, -1, 0.16),
    ):
        pose = Pose(
            turn=turn,
            coat=coat,
            arms=((8, 4), (-10, -14)),
            legs=((-15, -22), (14, 4)),
            hairdo="long" if coat > 0.18 else "short",
        )
        person(canvas, x, foot, tall, pose, Dress("#46323a", "#1c1e28", "#9a7560"), rim="#ffd090", towards=(-0.8, -0.3))
        case = (
            Stencil()
            .box(x + tall * 0.1, foot - tall * 0.3, x + tall * 0.28, foot - 2)
            .box(x + tall * 0.12, foot - tall * 0.44, x + tall * 0.135, foot - tall * 0.28)
        )
        canvas.form(case, "#7a3a2a", radius=5, rim="#ffd090", towards=(-0.8, -0.3))
