"""Scenes in the country: fire, fallen tree and rocket."""

import numpy as np

from .canvas import Canvas
from .figure import Dress, Pose, person
from .nature import (
    branch,
    clouds,
    conifers,
    flames,
    foliage,
    glitter,
    grass,
    ground,
    hills,
    plume,
    ridge,
    water,
)
from .noise import WIDTH
from .stencil import Stencil


def lund_wildfire_1():
    """Flames and smoke on a wooded ridge above farmhouses at dusk."""
    canvas = Canvas(51, (0, "#2a2238"), (260, "#7a3a34"), (430, "#e0682a"))
    crest = ridge(canvas.rng, 400, 150, 700)
    for x in (160, 400, 640, 900, 1100):
        plume(
            canvas,
            [(x, crest[x]), (x + 40, crest[x] - 120), (x + 160, crest[x] - 260), (x + 380, crest[x] - 420)],
            (60, 200),
            "#f0955a",
            "#1c1418",
            opacity=0.92,
            fade=0.55,
            puffs=60,
            towards=(-0.2, 0.9),
        )
    canvas.glow(500, 400, 420, "#ff7a20", 0.6)
    hills(canvas, crest, "#2a1410", "#1a0d0c", 0.3)
    points = [
        (x, crest[int(x)] + canvas.rng.uniform(-6, 26)) for x in np.arange(20, 1190, 17) if canvas.rng.uniform() < 0.8
    ]
    flames(canvas, points, 66)
    trees = conifers(Stencil(), canvas.rng, crest + 14, 130, 62)
    canvas.form(trees, "#170b0a", towards=(0, -1), radius=2, rim="#ff6a1c")
    lower = ridge(canvas.rng, 500, 60, 500)
    flames(canvas, [(x, lower[int(x)] + 6) for x in canvas.rng.uniform(300, 900, 34)], 44)
    hills(canvas, lower, "#1c1312", "#0e0c10", 0.3)
    canvas.form(
        conifers(Stencil(), canvas.rng, lower + 16, 90, 70), "#120c0e", towards=(0, -1), radius=2, rim="#c8480f"
    )
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
    walls = (
        Stencil()
        .box(x - 70 * size, foot - 62 * size, x + 50 * size, foot)
        .box(x + 60 * size, foot - 46 * size, x + 130 * size, foot)
    )
    canvas.form(walls, "#4a3a36", towards=(0, -1), radius=8 * size)
    roofs = Stencil().polygon(
        [
            (x - 84 * size, foot - 60 * size),
            (x - 54 * size, foot - 112 * size),
            (x + 36 * size, foot - 112 * size),
            (x + 64 * size, foot - 60 * size),
        ]
    )
    roofs.polygon(
        [
            (x + 54 * size, foot - 44 * size),
            (x + 74 * size, foot - 80 * size),
            (x + 118 * size, foot - 80 * size),
            (x + 138 * size, foot - 44 * size),
        ]
    )
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
    for x, foot, size in (
        (130, 740, 720),
        (330, 660, 520),
        (560, 720, 640),
        (800, 650, 470),
        (985, 770, 760),
        (1130, 680, 560),
    ):
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
    plate = Stencil().smooth(
        [
            (1010, 430),
            (1090, 400),
            (1150, 470),
            (1168, 590),
            (1150, 710),
            (1080, 760),
            (1010, 720),
            (985, 600),
            (985, 500),
        ]
    )
    canvas.form(plate, "#4a3626", radius=28, depth=0.8, rough=0.8, cell=(26, 26))
    roots = Stencil()
    for angle in np.linspace(-100, 110, 15):
        branch(roots, canvas.rng, (1080, 580), angle + canvas.rng.uniform(-6, 6), canvas.rng.uniform(80, 130), 20, 2)
    canvas.form(roots, "#6a4f38", radius=3, depth=0.9)


def worker(canvas, x, foot, tall, turn):
    """A railway worker in orange with a helmet."""
    pose = Pose(
        turn=turn,
        arms=((20 * turn, 60 * turn), (34 * turn, 70 * turn)),
        hat="helmet",
        bulk=1.2,
        legs=((-8, -3), (9, 2)),
        lean=4 * turn,
    )
    body = person(canvas, x, foot, tall, pose, Dress("#ec6a1c", "#d85a14", "#b98a6e", "#f2e6d0"))
    (hx, hy), (_, ny) = body.joints["hip"], body.joints["neck"]
    stripes = Stencil()
    for share in (0.25, 0.5):
        y = hy + (ny - hy) * share
        stripes.box(hx - tall * 0.075, y - tall * 0.012, hx + tall * 0.075, y + tall * 0.012)
    canvas.shape(stripes, "#f4f2c8", 0.9)


def lantern_satellite_1():
    """A white rocket climbs on a column of flame above a flat coastal launch site."""
    canvas = Canvas(56, (0, "#4a86b8"), (380, "#9cc0d0"), (590, "#f2d2a4"))
    clouds(canvas, 560, "#f4ead8", "#8aa4b8", 0.3, (0.2, 0.8))
    ripple = water(canvas, 590, "#7f9fae", 0.55, 0.6)
    glitter(canvas, 590, 560, ripple, "#ffd890", 120, 1)
    shore = np.interp(np.arange(WIDTH), [0, 380, 800, 1200], [640, 622, 616, 600]).astype(np.float32)
    hills(canvas, shore, "#c9a878", "#8a6a44", 0.25)
    for path, widths in (
        ([(560, 610), (430, 606), (240, 596), (-20, 560)], (70, 170)),
        ([(560, 610), (700, 606), (900, 590), (1220, 540)], (70, 190)),
        ([(560, 330), (562, 430), (556, 520), (560, 610)], (26, 110)),
    ):
        plume(canvas, path, widths, "#ffffff", "#9c8880", opacity=0.97, fade=0.7, puffs=130, towards=(0.1, -0.6))
    canvas.glow(560, 600, 260, "#ffbf60", 0.8)
    canvas.glow(560, 330, 130, "#ffd070", 1)
    for tone, wide, low in (("#ff8a2a", 27, 540), ("#ffd070", 18, 470), ("#ffffff", 10, 420)):
        flame = Stencil().smooth(
            [(560 - wide * 0.5, 300), (560 - wide, 350), (560, low), (560 + wide, 350), (560 + wide * 0.5, 300)]
        )
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
    boosters = (
        Stencil()
        .limb((x - 26, foot - 8), (x - 24, foot - 100), 17, 12)
        .limb((x + 26, foot - 8), (x + 24, foot - 100), 17, 12)
    )
    canvas.form(boosters, "#d5d8da", towards=(-1, 0), radius=5, depth=0.9)
    body = Stencil().smooth(
        [
            (x - 19, foot),
            (x - 19, foot - 90),
            (x - 18, foot - 190),
            (x - 11, foot - 236),
            (x, foot - 264),
            (x + 11, foot - 236),
            (x + 18, foot - 190),
            (x + 19, foot - 90),
            (x + 19, foot),
        ]
    )
    canvas.form(body, "#f5f5f2", towards=(-1, -0.2), radius=9, depth=0.8)
    bands = Stencil().box(x - 19, foot - 178, x + 19, foot - 168).box(x - 19, foot - 120, x + 19, foot - 114)
    canvas.shape(bands, "#24507c", 0.9)
    canvas.form(
        Stencil().polygon([(x - 16, foot - 4), (x + 16, foot - 4), (x + 20, foot + 14), (x - 20, foot + 14)]),
        "#33363a",
        radius=4,
    )
