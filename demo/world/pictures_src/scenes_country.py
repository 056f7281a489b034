"""Scenes in the country: fire, fallen tree, sheep market, rocket, bees, bicycle race and the giant marrow."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Body, Dress, Pose, add_person, crowd, person
from .nature import (
    beam, branch, clouds, conifers, flames, foliage, glitter, grass, ground, hills, plume, ridge, water,
)
from .noise import HEIGHT, WIDTH, fractal, grid, softened
from .stencil import Stencil, curve
from .town import skyline


def lund_wildfire_1():
    """Flames and smoke on a wooded ridge above farmhouses at dusk."""
    canvas = Canvas(51, (0, "#2a2238"), (260, "#7a3a34"), (430, "#e0682a"))
    crest = ridge(canvas.rng, 400, 150, 700)
    for x in (160, 400, 640, 900, 1100):
        plume(canvas, [(x, crest[x]), (x + 40, crest[x] - 120), (x + 160, crest[x] - 260), (x + 380, crest[x] - 420)], (60, 240),
              "#c8684a", "#2c2028", opacity=0.8, fade=0.5, puffs=60, towards=(-0.2, 0.9))
    canvas.glow(500, 400, 420, "#ff7a20", 0.6)
    hills(canvas, crest, "#2a1410", "#1a0d0c", 0.3)
    points = [(x, crest[int(x)] + canvas.rng.uniform(-6, 26)) for x in np.arange(20, 1190, 17) if canvas.rng.uniform() < 0.8]
    flames(canvas, points, 66)
    trees = conifers(Stencil(), canvas.rng, crest + 14, 130, 62)
    canvas.form(trees, "#170b0a", towards=(0, -1), radius=2, rim="#ff6a1c")
    lower = ridge(canvas.rng, 500, 60, 500)
    flames(canvas, [(x, lower[int(x)] + 6) for x in canvas.rng.uniform(300, 900, 34)], 44)
    hills(canvas, lower, "#1c1312", "#0e0c10", 0.3)
    canvas.form(conifers(Stencil(), canvas.rng, lower + 16, 90, 70), "#120c0e", towards=(0, -1), radius=2, rim="#c8480f")
    meadow = ridge(canvas.rng, 620, 40, 900)
    hills(canvas, meadow, "#2a2620", "#121214", 0.3)
    for x, foot, size in ((230, 690, 1.0), (450, 660, 0.75), (820, 705, 1.15), (1040, 670, 0.8)):
        farm(canvas, x, foot, size)
    sparks = [(canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(60, 520)) for _ in range(90)]
    canvas.lamps(sparks, 1.4, "#ffb050", 0.9)
    canvas.haze(360, 620, "#c85a2a", 0.16)
    return canvas.finish(vignette=0.6)


def farm(canvas, x, foot, size):
    """A farmhouse with a barn, lit from behind by the fire."""
    walls = Stencil().box(x - 70 * size, foot - 62 * size, x + 50 * size, foot).box(x + 60 * size, foot - 46 * size, x + 130 * size, foot)
    canvas.form(walls, "#4a3a36", towards=(0, -1), radius=8 * size)
    roofs = Stencil().polygon([(x - 84 * size, foot - 60 * size), (x - 54 * size, foot - 112 * size), (x + 36 * size, foot - 112 * size), (x + 64 * size, foot - 60 * size)])
    roofs.polygon([(x + 54 * size, foot - 44 * size), (x + 74 * size, foot - 80 * size), (x + 118 * size, foot - 80 * size), (x + 138 * size, foot - 44 * size)])
    roofs.box(x - 40 * size, foot - 132 * size, x - 24 * size, foot - 104 * size)
    canvas.form(roofs, "#241a1e", towards=(0, -1), radius=6 * size, rim="#ff8a40")
    panes = Stencil()
    for step in (-50, -14, 20):
        panes.box(x + step * size, foot - 44 * size, x + (step + 14) * size, foot - 24 * size)
    canvas.light(panes.mask(0.5), "#ffc870", 0.9)


def lund_wildfire_3():
    """Charred trunks in grey ash under a clear sky."""
    canvas = Canvas(53, (0, "#4f8fc8"), (300, "#a8cfe6"), (430, "#e9eef0"))
    hills(canvas, ridge(canvas.rng, 400, 110, 800), "#8a919a", "#a3a4a6", 0.2)
    hills(canvas, ridge(canvas.rng, 460, 90, 600), "#6d6c6e", "#8f8b88", 0.3)
    for count, size, tone, base in ((46, 150, "#5c5a5c", 480), (26, 300, "#38363a", 560)):
        far = Stencil()
        for _ in range(count):
            x = canvas.rng.uniform(0, WIDTH)
            charred(far, canvas.rng, (x, base + canvas.rng.uniform(-20, 50)), size * canvas.rng.uniform(0.6, 1.2))
        canvas.form(far, tone, towards=(0.8, -0.3), radius=2, depth=0.8)
    slope_line = np.interp(np.arange(WIDTH), [0, 500, 1200], [540, 610, 570]).astype(np.float32)
    hills(canvas, slope_line, "#a39f9b", "#6a6663", 0.4)
    shadows, near = Stencil(), Stencil()
    for x, foot, size in ((130, 740, 720), (330, 660, 520), (560, 720, 640), (800, 650, 470), (985, 770, 760), (1130, 680, 560)):
        charred(near, canvas.rng, (x, foot), size)
        shadows.limb((x, foot), (x - 340, foot + 70), size * 0.05, size * 0.02)
    canvas.darken(shadows.mask(5), 0.4)
    canvas.form(near, "#1c1a1b", towards=(0.9, -0.2), radius=7, depth=0.9, rough=0.7, cell=(9, 30), rim="#7a746e")
    shoots = Stencil()
    for _ in range(26):
        x, y = canvas.rng.uniform(350, 800), canvas.rng.uniform(735, 790)
        for turn in (-0.5, 0, 0.5):
            shoots.limb((x, y), (x + turn * 16, y - canvas.rng.uniform(8, 22)), 3, 1)
    canvas.shape(shoots, "#7fae3a", 0.95)
    return canvas.finish()


def charred(stencil, rng, foot, height):
    """Adds a burnt trunk with the stumps of its branches."""
    lean = rng.uniform(-0.06, 0.06)
    top = (foot[0] + lean * height, foot[1] - height)
    stencil.limb(foot, top, height * 0.055, height * 0.012)
    for _ in range(9):
        share = rng.uniform(0.35, 0.95)
        x, y = foot[0] + lean * height * share, foot[1] - height * share
        reach = height * rng.uniform(0.04, 0.13) * (1.2 - share) * rng.choice([-1, 1])
        stencil.limb((x, y), (x + reach, y - abs(reach) * rng.uniform(0.1, 0.9)), height * 0.012, height * 0.004)


def storm_hedda_2():
    """A beech with its roots in the air lies across a railway line, workers beside it."""
    canvas = Canvas(54, (0, "#6f7f8a"), (300, "#a9b4b6"), (480, "#c9cdc4"))
    clouds(canvas, 470, "#c2c9ca", "#5f6d78", 0.7)
    hills(canvas, ridge(canvas.rng, 430, 90, 500), "#6f8070", "#7d8b74", 0.25)
    wood = Stencil()
    for x in canvas.rng.uniform(0, WIDTH, 60):
        foliage(wood, canvas.rng, x, 430 + canvas.rng.uniform(-10, 30), 46, 44, 24, 13)
    canvas.form(wood, "#4d5f45", radius=5, depth=0.7)
    ground(canvas, 470, "#6a6f4a", 0.4)
    vanish = (700, 462)
    bed = Stencil().polygon([(-60, 810), vanish, (820, 810)])
    canvas.form(bed, "#7a7068", radius=8, rough=0.7, cell=(12, 7))
    sleepers = Stencil()
    for step in range(40):
        share = 1 - 1 / (1 + step * 0.16)
        left, right = 90 + (vanish[0] - 90) * share, 690 + (vanish[0] - 690) * share
        y, thick = 800 + (vanish[1] - 800) * share, 20 * (1 - share)
        sleepers.box(left, y - thick, right, y)
    canvas.form(sleepers, "#4c3d32", radius=2)
    rails = Stencil().polygon([(180, 810), (198, 810), vanish]).polygon([(580, 810), (598, 810), vanish])
    canvas.form(rails, "#a9adb0", radius=1.5, rim="#ffffff")
    fallen_beech(canvas)
    for x, foot, tall, turn in ((840, 640, 170, -1), (925, 655, 178, -1), (250, 600, 150, 1)):
        worker(canvas, x, foot, tall, turn)
    return canvas.finish()


def fallen_beech(canvas):
    """The trunk across the rails, the crown on the left, the root plate on the right."""
    canvas.darken(Stencil().limb((60, 640), (1120, 690), 90, 130).mask(24), 0.5)
    limbs = Stencil()
    for angle, length in ((176, 170), (200, 180), (222, 160), (160, 150), (244, 130)):
        branch(limbs, canvas.rng, (330, 590), angle, length, 30, 4)
    canvas.form(limbs, "#5f564c", radius=3, depth=0.8)
    for tone, count in (("#4f6a2e", 130), ("#6f8a3a", 110), ("#96a84a", 60)):
        canvas.form(foliage(Stencil(), canvas.rng, 170, 520, 220, 150, count, 15), tone, radius=4, depth=0.7)
    trunk = Stencil().limb((300, 585), (1020, 610), 62, 104)
    canvas.form(trunk, "#85796b", towards=(-0.2, -1), radius=24, depth=0.9, rough=0.35, cell=(80, 16))
    plate = Stencil().smooth([(1010, 430), (1090, 400), (1150, 470), (1168, 590), (1150, 710), (1080, 760), (1010, 720), (985, 600), (985, 500)])
    canvas.form(plate, "#4a3626", radius=28, depth=0.8, rough=0.8, cell=(26, 26))
    roots = Stencil()
    for angle in np.linspace(-100, 110, 15):
        branch(roots, canvas.rng, (1080, 580), angle + canvas.rng.uniform(-6, 6), canvas.rng.uniform(80, 130), 20, 2)
    canvas.form(roots, "#6a4f38", radius=3, depth=0.9)


def worker(canvas, x, foot, tall, turn):
    """A railway worker in orange with a helmet."""
    pose = Pose(turn=turn, arms=((20 * turn, 60 * turn), (34 * turn, 70 * turn)), hat="helmet", bulk=1.2, legs=((-8, -3), (9, 2)), lean=4 * turn)
    body = person(canvas, x, foot, tall, pose, Dress("#ec6a1c", "#d85a14", "#b98a6e", "#f2e6d0"))
    (hx, hy), (nx, ny) = body.joints["hip"], body.joints["neck"]
    stripes = Stencil()
    for share in (0.25, 0.5):
        y = hy + (ny - hy) * share
        stripes.box(hx - tall * 0.075, y - tall * 0.012, hx + tall * 0.075, y + tall * 0.012)
    canvas.shape(stripes, "#f4f2c8", 0.9)


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
        head = Stencil().limb((x + way * 44 * size, y - 32 * size), (x + way * 66 * size, y - 14 * size), 26 * size, 15 * size)
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
        pose = Pose(arms=((-38, 40), (38, -40)), hat="cap", hairdo="back", bulk=1.25, coat=0.1, lean=float(canvas.rng.uniform(-5, 5)))
        person(canvas, x, foot + tall * 0.3, tall, pose, Dress(tops[(index + seed) % 5], "#3b3a34", "#c08f74", ("#5c5348", "#3a4038", "#6b5a44")[index % 3]))


def lantern_satellite_1():
    """A white rocket climbs on a column of flame above a flat coastal launch site."""
    canvas = Canvas(56, (0, "#8fb6d4"), (380, "#dbe3e2"), (590, "#f8dfb8"))
    clouds(canvas, 560, "#fff4e2", "#b4c2cc", 0.32, (0.2, 0.8))
    ripple = water(canvas, 590, "#7f9fae", 0.55, 0.6)
    glitter(canvas, 590, 560, ripple, "#ffd890", 120, 1)
    shore = np.interp(np.arange(WIDTH), [0, 380, 800, 1200], [640, 622, 616, 600]).astype(np.float32)
    hills(canvas, shore, "#c9a878", "#8a6a44", 0.25)
    for path, widths in (([(560, 610), (430, 606), (240, 596), (-20, 560)], (70, 170)), ([(560, 610), (700, 606), (900, 590), (1220, 540)], (70, 190)),
                         ([(560, 330), (562, 430), (556, 520), (560, 610)], (26, 110))):
        plume(canvas, path, widths, "#fffaf0", "#b39a8a", opacity=0.96, fade=0.7, puffs=130, towards=(0.1, -0.6))
    canvas.glow(560, 600, 260, "#ffbf60", 0.8)
    canvas.glow(560, 330, 130, "#ffd070", 1)
    for tone, wide, low in (("#ff8a2a", 27, 540), ("#ffd070", 18, 470), ("#ffffff", 10, 420)):
        flame = Stencil().smooth([(560 - wide * 0.5, 300), (560 - wide, 350), (560, low), (560 + wide, 350), (560 + wide * 0.5, 300)])
        canvas.light(flame.mask(4), tone, 0.95)
    rocket(canvas, 560, 302)
    tower = Stencil()
    for y in range(420, 630, 30):
        tower.line([(690, y), (730, y)], 3).line([(690, y), (730, y + 30)], 2).line([(730, y), (690, y + 30)], 2)
    tower.box(688, 400, 694, 632).box(726, 400, 732, 632).line([(710, 340), (710, 400)], 4)
    for x in (300, 880):
        tower.line([(x, 470), (x, 630)], 5)
    canvas.form(tower, "#4a4640", towards=(-1, 0), radius=1.5, rim="#ffca80")
    grass(canvas, 690, 830, ("#6a5a30", "#8a7a3e", "#4f4a28"), 420, 60)
    return canvas.finish(vignette=0.4)


def rocket(canvas, x, foot):
    """A slim white rocket with boosters."""
    boosters = Stencil().limb((x - 26, foot - 8), (x - 24, foot - 100), 17, 12).limb((x + 26, foot - 8), (x + 24, foot - 100), 17, 12)
    canvas.form(boosters, "#d5d8da", towards=(-1, 0), radius=5, depth=0.9)
    body = Stencil().smooth([(x - 19, foot), (x - 19, foot - 90), (x - 18, foot - 190), (x - 11, foot - 236), (x, foot - 264), (x + 11, foot - 236),
                             (x + 18, foot - 190), (x + 19, foot - 90), (x + 19, foot)])
    canvas.form(body, "#f5f5f2", towards=(-1, -0.2), radius=9, depth=0.8)
    bands = Stencil().box(x - 19, foot - 178, x + 19, foot - 168).box(x - 19, foot - 120, x + 19, foot - 114)
    canvas.shape(bands, "#24507c", 0.9)
    canvas.form(Stencil().polygon([(x - 16, foot - 4), (x + 16, foot - 4), (x + 20, foot + 14), (x - 20, foot + 14)]), "#33363a", radius=4)


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
    pose = Pose(turn=-1, arms=((-62, -84), (-50, -80)), lean=-8, bulk=1.3, legs=((-6, -2), (6, 2)), hairdo="bald")
    body = person(canvas, 790, 780, 560, pose, Dress("#f1ede0", "#e6e0d0", "#e8dcc4", "#e8dcc4", "#6a5a40"), towards=(0.7, -0.7), rim="#fff6d0")
    (x, y), r = body.joints["head"], body.joints["radius"]
    veil = Stencil().smooth([(x - r * 1.3, y - r * 0.6), (x + r * 1.3, y - r * 0.6), (x + r * 1.35, y + r * 1.5), (x, y + r * 1.9), (x - r * 1.35, y + r * 1.5)])
    canvas.form(veil, "#dfe2d2", radius=10, depth=0.6, opacity=0.8)
    mesh = Stencil()
    for step in np.arange(-1.2, 1.3, 0.16):
        mesh.line([(x + step * r, y - r * 0.5), (x + step * r, y + r * 1.6)], 0.8).line([(x - r * 1.2, y + (step + 0.5) * r), (x + r * 1.2, y + (step + 0.5) * r)], 0.8)
    canvas.darken(mesh.mask(0.3), 0.35)
    canvas.form(Stencil().ellipse(x, y - r * 0.75, r * 2.3, r * 0.36).ellipse(x, y - r * 1.1, r * 1.05, r * 0.62), "#e9d49a", radius=7, depth=0.8, rough=0.15, cell=(14, 8))
    honeycomb(canvas, 500, 420)
    bees(canvas)
    grass(canvas, 730, 830, ("#54782c", "#7fa03e", "#9cb850"), 260, 80)
    flowers(canvas, 720, 790, 40)
    return canvas.finish(vignette=0.4)


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
        canvas.form(Stencil().box(x - 120 * size, top, x + 120 * size, top + 70 * size), blend(tone, "#ffffff", 0.12 * (step % 2)),
                    towards=(0.6, -0.8), radius=8, depth=0.7, rough=0.2, cell=(200, 9))
        canvas.shape(Stencil().limb((x - 26 * size, top + 34 * size), (x + 26 * size, top + 34 * size), 12 * size, 12 * size), "#5a4630", 0.8)
    canvas.shape(Stencil().box(x - 60 * size, foot - 14 * size, x + 60 * size, foot - 4 * size), "#2a1e14")
    if size < 1:
        canvas.form(Stencil().box(x - 134 * size, foot - 250 * size, x + 134 * size, foot - 220 * size), "#9aa0a0", radius=6)


def honeycomb(canvas, x, y):
    """A frame of honeycomb held above the open hive."""
    canvas.form(Stencil().box(x - 110, y - 80, x + 110, y + 70), "#d08a20", radius=10, depth=0.5, rough=0.35, cell=(40, 30))
    cells = Stencil()
    for row in range(13):
        for column in range(20):
            cells.ellipse(x - 104 + column * 11 + (row % 2) * 5.5, y - 70 + row * 11, 4)
    canvas.darken(cells.mask(0.6), 0.4)
    frame = Stencil().line([(x - 110, y - 80), (x + 110, y - 80), (x + 110, y + 70), (x - 110, y + 70), (x - 110, y - 80)], 14).line([(x - 140, y - 80), (x + 140, y - 80)], 16)
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
    wheel = Stencil().ellipse(x, foot - 100, 17, 100).ellipse(x, foot - 100, 8, 90, 0)
    canvas.form(wheel, "#17181a", radius=3, rim="#9a9a9a")
    bike = Stencil().line([(x, foot - 96), (x - 13, foot - 190), (x + 13, foot - 190), (x, foot - 96)], 8)
    bike.line(curve([(x - 86, foot - 214), (x - 70, foot - 244), (x, foot - 236), (x + 70, foot - 244), (x + 86, foot - 214)]), 11)
    canvas.form(bike, "#c8242c", radius=3, rim="#ffffff")
    legs = Stencil()
    for side, knee, ankle in ((-1, (x - 70, foot - 250), (x - 44, foot - 90)), (1, (x + 66, foot - 200), (x + 44, foot - 50))):
        legs.limb((x + side * 36, foot - 350), knee, 66, 46).limb(knee, ankle, 44, 24)
    canvas.form(legs, "#c08a68", radius=11, depth=0.8)
    shorts = Stencil().limb((x - 36, foot - 350), (x - 62, foot - 274), 74, 56).limb((x + 36, foot - 350), (x + 56, foot - 256), 74, 54)
    canvas.form(shorts, "#1b1d22", radius=10, rim="#6a6a70")
    canvas.form(Stencil().limb((x - 44, foot - 88), (x - 44, foot - 66), 34, 30).limb((x + 44, foot - 48), (x + 44, foot - 26), 34, 30), "#f0f0f0", radius=6)
    arms = Stencil()
    for side in (-1, 1):
        arms.limb((x + side * 66, foot - 520), (x + side * 142, foot - 610), 40, 32).limb((x + side * 142, foot - 610), (x + side * 176, foot - 720), 30, 22)
        arms.ellipse(x + side * 180, foot - 736, 20, 24)
    canvas.form(arms, "#c08a68", radius=8, depth=0.8)
    torso = Stencil().smooth([(x - 40, foot - 555), (x - 88, foot - 530), (x - 78, foot - 440), (x - 62, foot - 340), (x, foot - 320), (x + 62, foot - 340),
                              (x + 78, foot - 440), (x + 88, foot - 530), (x + 40, foot - 555)])
    torso.limb((x - 68, foot - 520), (x - 108, foot - 570), 46, 42).limb((x + 68, foot - 520), (x + 108, foot - 570), 46, 42)
    canvas.form(torso, "#17a04e", radius=16, depth=0.8, rim="#d8ffd0")
    canvas.form(Stencil().polygon([(x - 76, foot - 450), (x + 76, foot - 450), (x + 70, foot - 412), (x - 70, foot - 412)]), "#f4f6ee", radius=5)
    canvas.form(Stencil().limb((x, foot - 550), (x, foot - 590), 40, 36).ellipse(x, foot - 606, 37, 46), "#c08a68", radius=10, depth=0.7)
    helmet = Stencil().smooth([(x - 46, foot - 612), (x - 40, foot - 660), (x, foot - 684), (x + 40, foot - 660), (x + 46, foot - 612), (x, foot - 632)])
    canvas.form(helmet, "#f2f2f0", radius=8, depth=0.8)
    slots = Stencil().limb((x - 18, foot - 640), (x - 14, foot - 668), 8, 4).limb((x + 18, foot - 640), (x + 14, foot - 668), 8, 4).limb((x, foot - 640), (x, foot - 674), 8, 4)
    canvas.shape(slots, "#1d6a44", 0.9)
    canvas.form(Stencil().limb((x - 22, foot - 610), (x + 22, foot - 610), 17, 17), "#22242a", radius=4, rim="#ffb050")
    mouth = Stencil().ellipse(x, foot - 578, 14, 9)
    canvas.shape(mouth, "#5a1c1c", 0.9, 0.6)


def lantern_giant_marrow_1():
    """A smiling elderly woman beside an enormous striped marrow on a table."""
    canvas = Canvas(59, (0, "#f2e6c4"), (400, "#e8d3a4"), (800, "#8a9c4c"))
    columns_, rows = grid()
    stripes = 0.5 + 0.5 * np.sign(np.sin((columns_ - 600) / (rows * 0.12 + 46) * 1.6))
    canvas.paint(stripes * (rows < 430), "#fffaf0", 0.6)
    canvas.light(np.clip(1 - rows / 500, 0, 1), "#fff4d0", 0.4)
    ground(canvas, 430, "#7f9a48", 0.3)
    crowd(canvas, (-30, 520, 1230, 560), (180, 210), 2, ("#b87a6a", "#7a94a8", "#c8b070", "#8a9a7a"), step=0.6, haze="#efe0b8", fade=0.6)
    canvas.blur(4.5)
    pose = Pose(arms=((-16, -6), (44, 66)), hairdo="long", bulk=1.25, lean=3)
    body = person(canvas, 270, 1010, 850, pose, Dress("#7a5a9a", "#4a3a5a", "#dcb094", "#d9d6d0"), towards=(0.4, -0.9), rim="#fff2c8")
    (x, y), r = body.joints["head"], body.joints["radius"]
    canvas.form(Stencil().ellipse(x, y - r * 0.55, r * 1.12, r * 0.75).ellipse(x - r * 0.8, y, r * 0.4, r * 0.5).ellipse(x + r * 0.8, y, r * 0.4, r * 0.5), "#dcd9d2", radius=9, depth=0.7, rough=0.2, cell=(14, 14))
    friendly(canvas, x, y, r)
    beads = Stencil()
    for step in np.linspace(-1, 1, 11):
        beads.ellipse(x - 14 + step * 58, y + r * 2.0 + 40 * (1 - step * step), 9)
    canvas.form(beads, "#f4f0e4", radius=3)
    cloth = Stencil().polygon([(330, 610), (1210, 590), (1210, 810), (310, 810)])
    canvas.form(cloth, "#f0ece0", radius=14, depth=0.4, rough=0.1)
    checks = Stencil()
    for step in range(340, 1220, 60):
        checks.box(step, 596, step + 26, 810)
    canvas.paint(checks.mask(1) * cloth.mask(), "#c84a44", 0.45)
    for level in range(620, 810, 56):
        canvas.paint(Stencil().box(320, level, 1210, level + 24).mask(1) * cloth.mask(), "#c84a44", 0.4)
    marrow(canvas)
    bunting = Stencil()
    for index, x in enumerate(range(-20, 1220, 84)):
        dip = 26 * math.sin(index * 0.8)
        bunting.polygon([(x, 50 + dip), (x + 70, 50 + dip), (x + 35, 120 + dip)])
    canvas.form(bunting, "#d05a3c", radius=5)
    rosette = Stencil()
    for angle in np.linspace(0, math.tau, 15)[:-1]:
        rosette.ellipse(1090 + math.cos(angle) * 34, 660 + math.sin(angle) * 34, 14)
    rosette.polygon([(1070, 680), (1050, 780), (1084, 756), (1092, 690)]).polygon([(1110, 680), (1132, 780), (1100, 756), (1090, 690)])
    canvas.form(rosette, "#c8202c", radius=5, depth=0.9)
    canvas.form(Stencil().ellipse(1090, 660, 24), "#f4d04a", radius=6)
    return canvas.finish(vignette=0.36)


def friendly(canvas, x, y, r):
    """A smiling face with glasses."""
    marks = Stencil().ellipse(x - r * 0.32, y + r * 0.05, r * 0.07).ellipse(x + r * 0.32, y + r * 0.05, r * 0.07)
    marks.line(curve([(x - r * 0.36, y + r * 0.52), (x, y + r * 0.72), (x + r * 0.36, y + r * 0.52)]), r * 0.07)
    canvas.darken(marks.mask(0.8), 0.8)
    rims = Stencil()
    for side in (-1, 1):
        rims.ellipse(x + side * r * 0.33, y + r * 0.05, r * 0.25).ellipse(x + side * r * 0.33, y + r * 0.05, r * 0.21, value=0)
    rims.line([(x - r * 0.1, y), (x + r * 0.1, y)], 3)
    canvas.shape(rims, "#5a3a2a", 0.9)
    cheeks = Stencil().ellipse(x - r * 0.5, y + r * 0.4, r * 0.2).ellipse(x + r * 0.5, y + r * 0.4, r * 0.2)
    canvas.paint(cheeks.mask(r * 0.12), "#e07a6a", 0.5)


def marrow(canvas):
    """A giant marrow with pale stripes, resting on its side."""
    canvas.darken(Stencil().ellipse(770, 640, 380, 34).mask(14), 0.55)
    outline = [(410, 540), (440, 430), (560, 350), (760, 330), (960, 350), (1090, 430), (1120, 540), (1060, 620), (900, 660), (700, 664), (500, 630)]
    body = Stencil().smooth(outline)
    canvas.form(body, "#3f7a2c", radius=60, depth=0.95, rough=0.2, cell=(80, 20), rim="#e0f0a0")
    for share in (-0.75, -0.45, -0.15, 0.15, 0.45, 0.75):
        band = Stencil().line(curve([(416, 540), (560, 500 + share * 140), (770, 496 + share * 158), (970, 500 + share * 140), (1116, 536)]), 17)
        canvas.paint(band.mask(3) * (0.5 + 0.6 * fractal(canvas.rng, (50, 30), 4)) * body.mask(), "#c8d470", 0.75)
    shine = Stencil().smooth([(560, 388), (760, 356), (960, 382), (760, 380)])
    canvas.light(shine.mask(12), "#fffde0", 0.6)
    stem = Stencil().limb((1108, 520), (1160, 480), 44, 30).limb((1160, 480), (1178, 440), 26, 34)
    canvas.form(stem, "#7f8a3c", radius=8, depth=0.9)
