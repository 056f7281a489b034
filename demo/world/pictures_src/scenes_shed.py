"""Scenes of the boatbuilder in his shed."""

import math
from itertools import pairwise

import numpy as np

from .canvas import Canvas, blend
from .figure import Dress, Pose, person
from .nature import beam, clouds, glitter, hills, ridge, water
from .near import finger_row
from .noise import HEIGHT, WIDTH, fractal
from .stencil import Stencil, curve
from .town import bokeh


def quadrant_portrait_boatbuilder_1():
    """An old man with a mallet beside the ribs of a wooden boat."""
    canvas = Canvas(61, (0, "#2b1f16"), (400, "#54402c"), (800, "#33261a"))
    shed_wall(canvas)
    beam(canvas, (180, -80), (640, 760), 180, 560, "#ffe2ac", 0.6)
    floor = Stencil().box(0, 640, WIDTH, 810)
    canvas.form(floor, "#6a4f34", radius=14, rough=0.35, cell=(220, 14))
    ribs(canvas)
    pose = Pose(arms=((-22, 30), (58, 118)), lean=2, bulk=1.22, hat="cap", hairdo="short", legs=((-7, -2), (8, 3)))
    body = person(
        canvas,
        380,
        830,
        620,
        pose,
        Dress("#3d5a70", "#4a4034", "#c99a7a", "#3a3a3c"),
        towards=(-0.6, -0.8),
        rim="#ffe0a8",
    )
    beard(canvas, body)
    apron = Stencil().polygon([(338, 430), (420, 430), (440, 700), (320, 700)])
    canvas.form(apron, "#8a6a44", towards=(-0.6, -0.8), radius=14, depth=0.6, rough=0.2)
    hand = body.joints["hands"][1]
    canvas.form(Stencil().limb((hand[0] - 16, hand[1] + 40), (hand[0] + 34, hand[1] - 92), 15, 13), "#b98a54", radius=4)
    mallet = Stencil().limb((hand[0] - 10, hand[1] - 112), (hand[0] + 84, hand[1] - 78), 66, 66)
    canvas.form(mallet, "#a0723f", towards=(-0.6, -0.8), radius=14, depth=0.9, rough=0.3, cell=(40, 8), rim="#ffe0a8")
    shavings(canvas, 690, 800, 90)
    dust(canvas, 200)
    return canvas.finish(vignette=0.6)


def shed_wall(canvas):
    """Planks with a bright window and tools on the wall."""
    planks = Stencil()
    for x in range(0, 1210, 74):
        planks.line([(x, 0), (x, 650)], 4)
    grain = fractal(canvas.rng, (22, 500), 5)
    canvas.pixels *= (0.7 + 0.6 * grain)[..., None]
    canvas.darken(planks.mask(0.8), 0.7)
    canvas.shape(Stencil().box(60, 70, 290, 330), "#fff1cc")
    bars = (
        Stencil()
        .line([(60, 70), (290, 70), (290, 330), (60, 330), (60, 70)], 16)
        .line([(175, 70), (175, 330)], 9)
        .line([(60, 200), (290, 200)], 9)
    )
    canvas.form(bars, "#3b2a1c", radius=4)
    canvas.glow(175, 200, 240, "#ffe6b0", 0.75)
    tools = Stencil()
    for index, x in enumerate(range(480, 1180, 78)):
        tools.limb((x, 110), (x, 210 + (index % 3) * 24), 9, 7)
        tools.box(x - 20, 96, x + 20, 122) if index % 2 else tools.ellipse(x, 112, 18)
    canvas.form(tools, "#7a6248", radius=3, rim="#e0c08a")


def ribs(canvas):
    """The frame of a wooden boat seen from its bow quarter."""
    for index in range(9):
        share = index / 8
        x, size = 560 + share * 560, 1.05 - 0.42 * abs(share - 0.35)
        rib, tone = Stencil(), blend("#8a6236", "#d0a064", share)
        path = curve(
            [
                (x - 120 * size, 300),
                (x - 130 * size, 450),
                (x - 70 * size, 590),
                (x + 10, 650),
                (x + 80 * size, 600),
                (x + 130 * size, 460),
                (x + 128 * size, 320),
            ]
        )
        for start, end in pairwise(path):
            rib.limb(start, end, 22, 22)
        canvas.form(rib, tone, towards=(-0.7, -0.6), radius=6, depth=0.9, rough=0.25, cell=(10, 60), rim="#ffe2ac")
    keel = Stencil().limb((470, 672), (1190, 640), 40, 34)
    keel.polygon([(470, 690), (430, 300), (462, 290), (520, 660)])
    canvas.form(keel, "#9a6f3e", towards=(-0.6, -0.8), radius=9, depth=0.9, rough=0.25, cell=(120, 10), rim="#ffe2ac")
    planks = Stencil()
    for level in range(3):
        planks.line(
            curve(
                [(470, 600 - level * 46), (640, 640 - level * 44), (900, 640 - level * 44), (1210, 590 - level * 40)]
            ),
            36,
        )
    canvas.form(planks, "#c08f54", towards=(-0.3, -1), radius=5, depth=0.9, rough=0.25, cell=(200, 8), rim="#fff0cc")
    stands = (
        Stencil()
        .limb((620, 690), (590, 800), 22, 22)
        .limb((940, 670), (970, 800), 22, 22)
        .limb((1130, 650), (1150, 800), 22, 22)
    )
    canvas.form(stands, "#4a3826", radius=5)


def beard(canvas, body):
    """A short white beard on the last head."""
    (x, y), r = body.joints["head"], body.joints["radius"]
    hair = Stencil().smooth(
        [
            (x - r * 0.8, y + r * 0.2),
            (x - r * 0.3, y + r * 0.5),
            (x + r * 0.3, y + r * 0.5),
            (x + r * 0.8, y + r * 0.2),
            (x + r * 0.6, y + r * 1.1),
            (x, y + r * 1.45),
            (x - r * 0.6, y + r * 1.1),
        ]
    )
    canvas.form(hair, "#dcd8d0", towards=(-0.6, -0.8), radius=5, depth=0.7, rough=0.3, cell=(6, 16))
    eyes = (
        Stencil()
        .ellipse(x - r * 0.33, y + r * 0.02, r * 0.1, r * 0.07)
        .ellipse(x + r * 0.33, y + r * 0.02, r * 0.1, r * 0.07)
    )
    canvas.darken(eyes.mask(0.8), 0.75)


def shavings(canvas, top, bottom, count):
    """Curls of wood on the floor."""
    curls = Stencil()
    for _ in range(count):
        x, y, size = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(top, bottom), canvas.rng.uniform(6, 17)
        curls.line(
            curve([(x - size, y), (x, y - size * 0.8), (x + size, y), (x + size * 0.3, y + size * 0.5)], steps=4), 3
        )
    canvas.form(curls, "#e0b878", radius=1.5, rim="#fff0cc")


def dust(canvas, count):
    """Dust that hangs in the light."""
    motes = Stencil()
    for _ in range(count):
        motes.ellipse(canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(0, HEIGHT), canvas.rng.uniform(0.6, 2))
    canvas.light(motes.mask(0.8), "#fff0d0", 0.5)


def quadrant_portrait_boatbuilder_2():
    """Close view of hands that hold a chisel against a plank."""
    canvas = Canvas(62, (0, "#3a2a1c"), (300, "#6b4c2e"), (800, "#3a2818"))
    bokeh(canvas, 9, (0, 0, 1200, 300), (26, 70), ("#ffd08a", "#8a6a48"), 0.3)
    plank = Stencil().polygon([(-20, 520), (1220, 400), (1220, 640), (-20, 810)])
    rings = fractal(canvas.rng, (500, 12), 5)
    canvas.form(plank, "#d0a162", towards=(-0.3, -1), radius=20, depth=0.5, rough=0.2)
    canvas.darken(plank.mask(1) * np.clip(np.abs(rings - 0.5) * 3.4 - 0.3, 0, 1), 0.3)
    canvas.form(Stencil().polygon([(-20, 810), (1220, 640), (1220, 700), (60, 830)]), "#8a6236", radius=8)
    groove = Stencil().polygon([(560, 560), (1220, 478), (1220, 502), (590, 590)])
    canvas.form(groove, "#8f6a3a", radius=5, depth=-0.8)
    hands_on_chisel(canvas)
    curl = Stencil()
    path = [(566 - math.cos(t) * (26 + t * 8), 566 - math.sin(t) * (26 + t * 8) - t * 6) for t in np.linspace(0, 8, 50)]
    for start, end in pairwise(path):
        curl.limb(start, end, 15, 15)
    canvas.form(curl, "#f0cd90", towards=(-0.4, -1), radius=4, depth=0.9, rim="#fff4d8")
    shavings(canvas, 640, 790, 60)
    beam(canvas, (60, -100), (700, 700), 160, 420, "#ffe2b0", 0.4)
    dust(canvas, 160)
    return canvas.finish(vignette=0.6)


def hands_on_chisel(canvas):
    """Two hands on a chisel that points down to the left."""
    skin = "#b97f5c"
    sleeve = Stencil().limb((1240, 40), (1010, 170), 210, 170)
    canvas.form(sleeve, "#3d5a70", towards=(-0.6, -0.8), radius=34, depth=0.8, rough=0.3, cell=(60, 20))
    blade = Stencil().polygon([(560, 566), (600, 590), (760, 452), (730, 420)])
    canvas.form(blade, "#b9c2c8", towards=(-0.6, -0.8), radius=7, depth=0.9, rim="#ffffff")
    handle = Stencil().limb((745, 436), (950, 250), 44, 56)
    canvas.form(handle, "#7a4a24", towards=(-0.6, -0.8), radius=13, depth=0.9, rough=0.25, cell=(20, 60), rim="#f0c890")
    back = Stencil().smooth([(1060, 150), (1000, 140), (900, 200), (862, 270), (900, 330), (985, 336), (1060, 270)])
    canvas.form(back, skin, towards=(-0.6, -0.8), radius=24, depth=0.85, rough=0.15, cell=(30, 30))
    finger_row(canvas, ((930, 188), (832, 256), 4, (26, 34)), (70, 74, 76, 66), 42, skin)
    thumb = Stencil().limb((985, 310), (900, 340), 50, 44).limb((900, 340), (836, 322), 42, 34)
    canvas.form(thumb, skin, towards=(-0.6, -0.8), radius=13, depth=0.9)
    forearm = Stencil().limb((240, 120), (520, 330), 150, 104)
    canvas.form(forearm, "#3d5a70", towards=(-0.6, -0.8), radius=30, depth=0.8, rough=0.3, cell=(60, 20))
    wrist = Stencil().limb((500, 316), (590, 392), 92, 96)
    canvas.form(wrist, skin, towards=(-0.6, -0.8), radius=26, depth=0.85, rough=0.15, cell=(30, 30))
    fingers = Stencil()
    for step in range(4):
        fingers = Stencil()
        x, y = 612 + step * 10, 372 + step * 32
        fingers.limb((x - 20, y), (x + 66, y + 22), 42, 38).limb((x + 66, y + 22), (x + 100, y + 56), 36, 30)
        canvas.form(fingers, skin, towards=(-0.6, -0.8), radius=11, depth=0.9)
        canvas.form(Stencil().ellipse(x + 104, y + 58, 9, 11), "#e0b496", radius=3)


def quadrant_portrait_boatbuilder_3():
    """A boy and an old man look along a plank in a shed whose doors open on the sea."""
    canvas = Canvas(63, (0, "#8fc0d8"), (300, "#d8e8e6"), (400, "#fff0cc"))
    clouds(canvas, 400, "#ffffff", "#a8c0cc", 0.4)
    hills(canvas, ridge(canvas.rng, 398, 40, 600), "#8aa8b4", "#9ab4bc", 0.1)
    ripple = water(canvas, 402, "#4f94a8", 0.55, 0.7)
    glitter(canvas, 402, 660, ripple, "#fff6d8", 140, 1)
    slip = Stencil().polygon([(380, 600), (820, 600), (900, 660), (300, 660)])
    canvas.form(slip, "#9a9484", radius=8, rough=0.3)
    open_shed(canvas)
    floor = Stencil().polygon([(350, 640), (850, 640), (1300, 820), (-100, 820)])
    canvas.form(floor, "#6b5138", radius=10, rough=0.3, cell=(200, 12))
    canvas.light(Stencil().polygon([(380, 640), (820, 640), (1000, 820), (200, 820)]).mask(24), "#ffe9b8", 0.6)
    beams = Stencil()
    for y, wide in ((30, 34), (90, 22)):
        beams.box(0, y, WIDTH, y + wide)
    beams.limb((120, 0), (120, 800), 44, 44).limb((1080, 0), (1080, 800), 44, 44)
    canvas.form(beams, "#2a1e15", radius=7, rim="#a8804c")
    long_plank(canvas)
    shavings(canvas, 730, 800, 70)
    return canvas.finish(vignette=0.55)


def long_plank(canvas):
    """Man and boy with the plank between them on two trestles."""
    plank = Stencil().polygon([(120, 500), (1100, 474), (1104, 500), (122, 530)])
    pose = Pose(turn=1, arms=((30, 70), (34, 72)), lean=16, hat="cap", bulk=1.2, coat=0.08)
    person(
        canvas,
        250,
        800,
        500,
        pose,
        Dress("#3d5a70", "#4a4034", "#b98a6e", "#2f3032"),
        towards=(0.8, -0.4),
        rim="#ffe6b0",
    )
    boy = Pose(turn=1, arms=((40, 82), (46, 86)), lean=12, bulk=1.1)
    person(
        canvas,
        470,
        795,
        385,
        boy,
        Dress("#b9442f", "#3a4a5c", "#c99a7c", "#5a3a20"),
        towards=(0.8, -0.4),
        rim="#ffe6b0",
    )
    canvas.darken(np.roll(plank.mask(6), 20, 0), 0.35)
    canvas.form(plank, "#d9a866", towards=(0.2, -1), radius=5, depth=0.9, rough=0.2, cell=(300, 6), rim="#fff4d8")
    trestles = Stencil()
    for x in (690, 980):
        trestles.limb((x, 510), (x - 46, 780), 18, 18).limb((x, 510), (x + 46, 780), 18, 18).line(
            [(x - 26, 660), (x + 26, 660)], 10
        )
    canvas.form(trestles, "#4f3a26", radius=4, rim="#e8c48a")


def open_shed(canvas):
    """Dark walls with a wide doorway and its two doors."""
    walls = Stencil().box(0, 0, WIDTH, HEIGHT).box(350, 130, 850, 640, 0)
    canvas.form(walls, "#33261c", radius=20, depth=0.5, rough=0.5, cell=(24, 400))
    doors = (
        Stencil()
        .polygon([(350, 130), (250, 90), (250, 700), (350, 640)])
        .polygon([(850, 130), (950, 90), (950, 700), (850, 640)])
    )
    canvas.form(doors, "#5a4430", radius=6, rough=0.4, cell=(18, 300), rim="#ffe6b8")
