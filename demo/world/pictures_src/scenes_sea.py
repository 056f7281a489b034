"""Scenes at sea and on the shore: ferry, storm, dike, seals and the shrimp cutter."""

import math

import numpy as np

from .canvas import Canvas
from .figure import Dress, Pose, person
from .nature import (
    below,
    clouds,
    glitter,
    ground,
    hills,
    mirror,
    plume,
    rain,
    ridge,
    water,
)
from .noise import WIDTH, fractal, grid, softened
from .stencil import Stencil, curve
from .town import ferry, launch, skyline


def ferry_engine_fire_1():
    """A white ferry smoking at its stern, an orange rescue boat close by."""
    canvas = Canvas(11, (0, "#76899a"), (260, "#b4bfc4"), (430, "#d9d3c6"))
    clouds(canvas, 430, "#d4d8d8", "#66788a", 0.62)
    hills(canvas, ridge(canvas.rng, 428, 46, 700), "#8799a3", "#9aa8ae", 0.08)
    ripple = water(canvas, 432, "#3f5963", 0.5, 0.8, 0.2)
    plume(
        canvas,
        [(372, 395), (330, 300), (230, 190), (60, 90), (-120, 40)],
        (44, 250),
        "#b9b9b6",
        "#33383d",
        opacity=0.95,
        fade=0.45,
        puffs=150,
        towards=(0.6, -0.8),
    )
    outline = ferry(canvas, 610, 520, 600)
    canvas.glow(362, 400, 40, "#ff8a30", 0.8)
    plume(canvas, [(366, 398), (352, 340), (318, 270)], (22, 70), "#8d8b88", "#1f2124", fade=0.7, puffs=60)
    mirror(canvas, outline, 520, 0.5, 7)
    boat = launch(canvas, 905, 606, 150)
    mirror(canvas, boat, 606, 0.5, 5)
    wake = Stencil().smooth([(830, 606), (700, 618), (560, 640), (700, 634), (840, 616)])
    canvas.light(wake.mask(4) * np.clip(ripple + 0.6, 0, 1), "#ffffff", 0.6)
    canvas.light(Stencil().limb((300, 522), (905, 522), 5, 3).mask(2), "#ffffff", 0.35)
    return canvas.finish()


def storm_hedda_1():
    """A wave bursts over the harbour wall and its small lighthouse."""
    canvas = Canvas(12, (0, "#1e2a33"), (300, "#44545c"), (480, "#7d8a89"))
    clouds(canvas, 480, "#77868a", "#1a242c", 0.8)
    water(canvas, 470, "#2d464a", 0.3, 1.6, 0.4)
    lighthouse(canvas, 965, 518)
    burst(canvas, (640, 560), 300, 290)
    wall = Stencil().polygon([(330, 560), (360, 520), (1000, 515), (1200, 505), (1200, 640), (300, 620)])
    canvas.form(wall, "#3c3f40", radius=16, depth=0.7, rough=0.5, cell=(70, 26), rim="#566066")
    burst(canvas, (500, 600), 210, 160)
    burst(canvas, (860, 604), 110, 80)
    for row, (line, tone) in enumerate(((640, "#2f4c50"), (705, "#243d42"), (775, "#1b3035"))):
        swell_row(canvas, line, tone, 46 + row * 16)
    rain(canvas, 420, 0.9, "#e3ebec", 0.3, 46)
    return canvas.finish(vignette=0.6)


def lighthouse(canvas, x, foot):
    """A short stone lighthouse with a lit lantern."""
    tower = Stencil().polygon([(x - 34, foot), (x - 24, foot - 200), (x + 24, foot - 200), (x + 34, foot)])
    canvas.form(tower, "#b9b4aa", towards=(-1, -0.2), radius=14, depth=0.9, rough=0.2)
    bands = Stencil().polygon([(x - 31, foot - 70), (x - 28, foot - 125), (x + 28, foot - 125), (x + 31, foot - 70)])
    canvas.form(bands, "#8e2f29", towards=(-1, -0.2), radius=14, depth=0.9)
    canvas.form(Stencil().box(x - 33, foot - 208, x + 33, foot - 198), "#3a3d40", radius=3)
    canvas.shape(Stencil().box(x - 17, foot - 240, x + 17, foot - 208), "#ffe9a8")
    canvas.form(Stencil().polygon([(x - 22, foot - 240), (x, foot - 268), (x + 22, foot - 240)]), "#46292a", radius=4)
    canvas.glow(x, foot - 224, 120, "#ffd98a", 0.9)


def burst(canvas, foot, across, high):
    """White water thrown up by a wave: dense at the foot, torn at the top."""
    columns, rows = grid()
    x = (columns - foot[0]) / across
    up = (foot[1] - rows) / high
    fan = np.clip(1.25 - (x * x * 1.1 + np.clip(up, 0, 3) * 0.75), 0, 1) * (up > -0.25)
    torn = fractal(canvas.rng, (120, 150), 7)
    body = np.clip((fan * 1.5 + torn - 1.0) * 2.8, 0, 1)
    lit = np.clip(0.72 + (torn - 0.5) * 0.9 + x * 0.12, 0, 1)[..., None]
    canvas.paint(softened(body, 1.2), np.array([0.9, 0.94, 0.94]) * lit, 0.95)
    spray = Stencil()
    for _ in range(500):
        angle = canvas.rng.normal() * 0.7
        reach = abs(canvas.rng.normal(0.75, 0.3)) * high * 1.3
        drop = canvas.rng.uniform(0.7, 2.6)
        spray.ellipse(foot[0] + math.sin(angle) * reach * across / high * 0.9, foot[1] - math.cos(angle) * reach, drop)
    canvas.paint(spray.mask(0.6), "#eef3f2", 0.8)


def swell_row(canvas, line, tone, high):
    """One long wave in front with a foaming crest."""
    x = np.arange(WIDTH)
    phase = canvas.rng.uniform(0, 6)
    chop = fractal(canvas.rng, (150, 2), 5, (4, WIDTH))[1] - 0.5
    wave = np.abs(np.sin(x / 260 + phase)) + 0.4 * np.abs(np.sin(x / 113 + phase * 2))
    crest = (line + high * (0.5 - wave * 0.9 + chop * 0.9)).astype(np.float32)
    hills(canvas, crest, tone, "#101d20", 0.45)
    _, rows = grid()
    depth = (rows - crest[None, :]) / high
    streaks = fractal(canvas.rng, (120, 24), 7)
    cap = np.clip(1.1 - depth * 1.9, 0, 1) * (depth > -0.02) * np.clip(wave - 0.55, 0, 1)[None, :]
    canvas.paint(softened(np.clip((cap * 1.3 + streaks - 1.0) * 3, 0, 1), 1), "#d3dedd", 0.85)
    veins = np.clip(1 - np.abs(streaks - 0.5) * 26, 0, 1) * (depth > 0)
    canvas.light(veins, "#c8d8d8", 0.35)


def deichbau_1():
    """A yellow digger on the flank of a green dike, the tidal flats behind."""
    canvas = Canvas(13, (0, "#6da2c6"), (280, "#bcd8e2"), (400, "#f0ead2"))
    clouds(canvas, 395, "#ffffff", "#a3bac8", 0.46)
    ground(canvas, 395, "#9d9584", 0.2)
    creeks = np.clip((fractal(canvas.rng, (380, 26), 5) - 0.52) * 9, 0, 1) * below(400)
    canvas.paint(creeks, "#cfe0e4", 0.85)
    slope_line = np.interp(np.arange(WIDTH), [0, 250, 620, 1200], [812, 640, 408, 330]).astype(np.float32)
    hills(canvas, slope_line, "#6f9a3e", "#3f6a2a", 0.3)
    bare = Stencil().smooth([(640, 500), (760, 430), (980, 470), (1100, 640), (900, 720), (640, 690), (560, 590)])
    torn = fractal(canvas.rng, (150, 90), 6)
    canvas.paint(np.clip((bare.mask(30) + torn - 0.95) * 6, 0, 1), "#6b5138", 0.95)
    canvas.darken(bare.mask(6) * fractal(canvas.rng, (60, 40), 5), 0.5)
    canvas.darken(Stencil().ellipse(830, 628, 190, 20).mask(8), 0.5)
    digger(canvas, 840, 620)
    sheep_dots = Stencil()
    for x, y in ((380, 640), (420, 655), (455, 628), (500, 668), (330, 700)):
        sheep_dots.ellipse(x, y, 13, 8).ellipse(x + 12, y - 5, 5)
    canvas.form(sheep_dots, "#e9e4d6", radius=4)
    return canvas.finish()


def digger(canvas, x, foot):
    """A tracked excavator reaching to the left."""
    yellow = "#e6a817"
    tracks = Stencil().limb((x - 90, foot - 20), (x + 90, foot - 20), 48, 48)
    canvas.form(tracks, "#2b2a28", radius=8, rim="#6a6358")
    wheels = Stencil()
    for step in range(-80, 90, 32):
        wheels.ellipse(x + step, foot - 20, 12)
    canvas.form(wheels, "#57524a", radius=4)
    body = Stencil().polygon([(x - 70, foot - 50), (x - 60, foot - 110), (x + 110, foot - 118), (x + 122, foot - 50)])
    canvas.form(body, yellow, radius=10, depth=0.7)
    cab = Stencil().polygon([(x - 66, foot - 100), (x - 54, foot - 190), (x + 14, foot - 190), (x + 24, foot - 100)])
    canvas.form(cab, yellow, radius=7, depth=0.6)
    glass = Stencil().polygon([(x - 56, foot - 112), (x - 46, foot - 180), (x + 4, foot - 180), (x + 10, foot - 112)])
    canvas.form(glass, "#33434d", radius=10, depth=-0.6)
    boom = Stencil().limb((x - 40, foot - 100), (x - 150, foot - 270), 34, 28)
    boom.limb((x - 150, foot - 270), (x - 290, foot - 180), 28, 22)
    canvas.form(boom, yellow, radius=7, depth=0.8)
    stick = Stencil().limb((x - 286, foot - 190), (x - 300, foot - 60), 24, 18)
    canvas.form(stick, "#c98f10", radius=6, depth=0.8)
    bucket = Stencil().smooth(
        [(x - 320, foot - 70), (x - 280, foot - 66), (x - 262, foot - 10), (x - 320, foot), (x - 350, foot - 26)]
    )
    canvas.form(bucket, "#4a453d", radius=8, depth=0.8, rim="#8a8272")


def harbour_seal_count_1():
    """Grey seals on a sandbank, the harbour city hazy behind them."""
    canvas = Canvas(14, (0, "#e9b98b"), (200, "#f3d6ae"), (360, "#f6e3c6"))
    clouds(canvas, 350, "#fff0d8", "#c99f88", 0.42, (0.6, -0.6))
    skyline(canvas, 368, (120, 1130, 16, 120), "#b79f93", blur=1.2)
    canvas.haze(250, 368, "#f4dcbc", 0.45)
    ripple = water(canvas, 368, "#7f9396", 0.6, 0.7, 0.12)
    glitter(canvas, 368, 830, ripple, "#ffdf9f", 110, 0.9)
    bank = np.interp(np.arange(WIDTH), [0, 200, 560, 1000, 1200], [560, 520, 500, 540, 590]).astype(np.float32)
    hills(canvas, bank, "#c2a27a", "#8d7150", 0.22)
    places = [
        (210, 560, 0.62, 1),
        (420, 545, 0.55, -1),
        (620, 552, 0.6, 1),
        (860, 575, 0.66, -1),
        (1060, 600, 0.6, 1),
        (330, 650, 0.95, 1),
        (720, 668, 1.05, -1),
        (1010, 712, 1.1, 1),
    ]
    for index, (x, y, size, way) in enumerate(places):
        seal(canvas, x, y, size, way, ("#6d6a66", "#857a6c", "#57585a")[index % 3])
    return canvas.finish()


def seal(canvas, x, y, size, way, tone):
    """A seal at rest with its head raised; `way` is 1 if it looks to the right."""

    def at(points):
        return [(x + way * px * size, y + py * size) for px, py in points]

    canvas.darken(Stencil().ellipse(x, y + 24 * size, 140 * size, 14 * size).mask(6), 0.55)
    body = Stencil().smooth(
        at(
            [
                (-150, 6),
                (-120, -8),
                (-60, -36),
                (10, -46),
                (60, -50),
                (86, -84),
                (118, -96),
                (142, -80),
                (146, -66),
                (124, -56),
                (116, -20),
                (96, 14),
                (20, 26),
                (-80, 22),
                (-140, 20),
                (-172, 26),
                (-178, 2),
            ]
        )
    )
    canvas.form(body, tone, towards=(0.5, -0.9), radius=15 * size, depth=0.9, rough=0.4, cell=(16, 12), rim="#ffdca8")
    flipper = Stencil().smooth(at([(70, -4), (96, 18), (64, 34), (40, 26)]))
    canvas.form(flipper, "#4a4642", radius=6 * size, depth=0.8)
    eye = Stencil().ellipse(*at([(124, -80)])[0], 4.5 * size).ellipse(*at([(145, -72)])[0], 3.5 * size)
    canvas.shape(eye, "#121212")


def krabbenfischer_1():
    """A fisherman in a cap sorts shrimps on the deck of an old cutter, the low sun behind."""
    canvas = Canvas(15, (0, "#4d6f93"), (230, "#c9a58d"), (380, "#ffd68c"))
    clouds(canvas, 380, "#ffcf9a", "#56637f", 0.5, (0.4, 0.6))
    canvas.glow(860, 350, 130, "#ffe9b0", 1)
    ripple = water(canvas, 380, "#4d5a6b", 0.7, 0.9, 0.18)
    glitter(canvas, 380, 860, ripple, "#ffe0a0", 90, 1)
    rigging(canvas)
    deck = Stencil().polygon([(0, 610), (1200, 590), (1200, 800), (0, 800)])
    canvas.form(deck, "#4d382a", radius=20, rough=0.4, cell=(500, 12))
    rail = Stencil().line([(0, 520), (430, 540), (1200, 515)], 16)
    for x in range(40, 1200, 150):
        rail.limb((x, 530), (x, 620), 13, 13)
    canvas.form(rail, "#6e2f24", towards=(0.3, -1), radius=4, depth=0.8, rim="#ffb765")
    pose = Pose(arms=((58, 40), (48, 58)), turn=1, lean=20, hat="cap", bulk=1.3, legs=((-4, -2), (8, 2)))
    person(
        canvas,
        330,
        800,
        620,
        pose,
        Dress("#c96a1a", "#a8551a", "#b07a5a", "#1d2530"),
        towards=(0.9, -0.3),
        rim="#ffb060",
    )
    table = Stencil().polygon([(430, 560), (860, 552), (890, 600), (410, 610)])
    canvas.form(table, "#7b6a58", radius=8, rim="#ffcf8a")
    canvas.form(Stencil().box(440, 606, 470, 800).box(830, 600, 860, 800), "#4a3f35", radius=6)
    shrimps = Stencil()
    for _ in range(420):
        x, y = canvas.rng.normal(640, 95), canvas.rng.normal(566, 12)
        shrimps.line(curve([(x - 9, y), (x, y - 7), (x + 9, y + 2)], steps=3), 4)
    canvas.form(shrimps, "#c98b70", radius=2, depth=0.9, rim="#ffd9a8")
    return canvas.finish(vignette=0.55)


def rigging(canvas):
    """Mast, booms, stays and a net hung up to dry."""
    rig = (
        Stencil()
        .limb((960, 560), (940, -40), 26, 18)
        .line([(940, 60), (520, 330)], 7)
        .line([(944, 120), (1240, 260)], 7)
    )
    rig.line([(940, 0), (700, 620)], 3).line([(942, 0), (1190, 600)], 3)
    canvas.form(rig, "#2c2019", towards=(0.8, 0.1), radius=4, rim="#ffb765")
    net = Stencil()
    for step in range(0, 210, 12):
        net.line(curve([(560 + step, 306 - step * 0.62), (590 + step * 0.7, 430), (620 + step * 0.3, 540)]), 1.4)
        net.line([(566 + step * 0.15, 330 + step), (770 - step * 0.5, 250 + step * 1.35)], 1.2)
    canvas.shape(net, "#1f2a26", 0.75)
