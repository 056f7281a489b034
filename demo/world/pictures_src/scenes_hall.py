"""Scenes under a roof: the Assembly, the bank's lectern, museum, stage, dining hall and library."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Body, Dress, Pose, add_person, paint_group, person
from .nature import beam, ground, mirror, rain, wet_ground
from .noise import HEIGHT, WIDTH, fractal, grid
from .stencil import Stencil, curve
from .town import bokeh, columns, crest, lectern, spotlight_floor


def budget_vote_1():
    """The Assembly: rows of members in a half circle under a glass dome."""
    canvas = Canvas(41, (0, "#2e2a26"), (400, "#54483a"), (800, "#1e1812"))
    wall = Stencil().box(0, 240, WIDTH, 480)
    canvas.form(wall, "#7c6244", radius=30, rough=0.2, cell=(24, 200))
    columns(canvas, range(30, 1200, 104), 262, 440, 30, "#b49a72", towards=(0, -1))
    dome(canvas)
    canvas.form(Stencil().box(0, 228, WIDTH, 254), "#a98a5a", towards=(0, -1), radius=6)
    canvas.form(Stencil().box(0, 424, WIDTH, 452), "#4a2f20", radius=5)
    crest(canvas, 600, 336, 34)
    for step in range(6):
        tier(canvas, step)
    platform = Stencil().polygon([(440, 800), (470, 690), (730, 690), (760, 800)])
    canvas.form(platform, "#5b3822", radius=8, rim="#f0cf98", towards=(0, -1))
    beam(canvas, (600, -60), (600, 700), 360, 900, "#fff2cf", 0.5)
    return canvas.finish(vignette=0.6)


def dome(canvas):
    """The glass dome: bright panes between ribs and rings."""
    glass = Stencil().smooth([(60, 232), (150, 90), (330, -30), (600, -70), (870, -30), (1050, 90), (1140, 232)])
    columns_, rows = grid()
    bright = 0.75 + 0.35 * fractal(canvas.rng, (260, 120), 5)
    canvas.paint(glass.mask(), blend("#b9d6e4", "#b9d6e4", 0) * bright[..., None] + ((rows / 900)[..., None] * 0.3), 1)
    ribs = Stencil()
    for share in np.linspace(-1, 1, 15):
        ribs.line(curve([(600 + share * 60, -60), (600 + share * 400, 60), (600 + share * 540, 234)]), 5)
    for level, reach in ((20, 330), (100, 455), (176, 520)):
        ribs.line(curve([(600 - reach, level + 26), (600, level - 18), (600 + reach, level + 26)]), 5)
    canvas.form(ribs, "#6b5a3f", radius=2, rim="#fff0c8")
    canvas.light(np.clip(glass.mask(40), 0, 1), "#fff2d0", 0.28)


def tier(canvas, step):
    """One curved row of desks with the members behind it."""
    share = step / 5
    level, bend, tall = 452 + share * 230, 60 + 90 * share, 62 + 74 * share
    groups = [Body(), Body(), Body()]
    gap = tall * 0.62
    reach = 640 + share * 160
    for x in np.arange(600 - reach, 600 + reach, gap):
        bow = ((x - 600) / reach) ** 2
        if abs(x - 600) < 26 + 46 * share:
            continue
        foot = level + bend * (0.4 - bow * 0.9) + tall * 0.62
        pose = Pose(bulk=1.15, arms=((-20, 24), (20, -24)), lean=float(canvas.rng.uniform(-6, 6)),
                    hairdo=str(canvas.rng.choice(["short", "long", "bald", "short"])))
        add_person(groups[canvas.rng.integers(3)], x + canvas.rng.uniform(-4, 4), foot, tall * 1.25, pose)
    for body, tone in zip(groups, ("#26303f", "#3c3a40", "#6a3038")):
        paint_group(canvas, body, (blend(tone, "#8a7354", 0.35 * (1 - share)), "#c39a7c"), tall * 1.25, {"rim": "#ffe6b8", "towards": (0, -1)})
    x = np.linspace(600 - reach, 600 + reach, 30)
    top = level + bend * (0.4 - ((x - 600) / reach) ** 2 * 0.9) + tall * 0.1
    path = list(zip(x, top))
    low = [(px, py + tall * 0.55) for px, py in reversed(path)]
    canvas.form(Stencil().polygon(path + low), blend("#6d4428", "#8a6a48", 0.4 * (1 - share)), towards=(0, -1), radius=6, depth=0.8,
                rough=0.2, cell=(18, 80), rim="#f0c68c")
    sheets = Stencil()
    for px, py in path[::1]:
        sheets.polygon([(px, py + 2), (px + tall * 0.2, py + 2), (px + tall * 0.17, py - 3), (px + 2, py - 3)])
    canvas.shape(sheets, "#f3ead6", 0.9)


def crown_rate_decision_1():
    """A woman in a dark suit speaks at a lectern in front of a coat of arms."""
    canvas = Canvas(42, (0, "#142c3a"), (500, "#1c4152"), (800, "#0c1c26"))
    columns_, _ = grid()
    folds = 0.5 + 0.5 * np.sin(columns_ / 21 + np.sin(columns_ / 97) * 2.4)
    canvas.darken(folds**2, 0.5)
    canvas.glow(640, 250, 420, "#8fd0dc", 0.42)
    crest(canvas, 880, 290, 130)
    for x, tone in ((160, "#d8c58a"), (260, "#2a6a8a")):
        flag(canvas, x, tone)
    pose = Pose(arms=((-30, 34), (52, 116)), bulk=1.02, hairdo="long", lean=-1)
    body = person(canvas, 560, 1130, 960, pose, Dress("#20242f", "#20242f", "#cc9f84", "#5a3a28"), towards=(-0.6, -0.8), rim="#a8d8e0")
    shirt = Stencil().polygon([(528, 352), (592, 352), (562, 480)])
    canvas.form(shirt, "#efe9dc", radius=8, depth=0.4)
    lapels = Stencil().polygon([(520, 350), (500, 420), (560, 500), (545, 430)]).polygon([(600, 350), (620, 420), (564, 500), (578, 430)])
    canvas.form(lapels, "#2c3240", radius=5, depth=0.8, rim="#9fc8d0")
    portrait(canvas, body)
    lectern(canvas, 560, 590, 360, 810)
    bokeh(canvas, 3, (700, 560, 1190, 790), (30, 70), ("#2b5a6c",), 0.2)
    return canvas.finish(vignette=0.6)


def portrait(canvas, body):
    """The features of a face seen from the front, in soft shadow and light."""
    (x, y), r = body.joints["head"], body.joints["radius"]
    dark = Stencil()
    for side in (-1, 1):
        dark.ellipse(x + side * r * 0.33, y - r * 0.02, r * 0.13, r * 0.06)
        dark.line(curve([(x + side * r * 0.16, y - r * 0.2), (x + side * r * 0.34, y - r * 0.27), (x + side * r * 0.52, y - r * 0.19)]), r * 0.06)
    canvas.darken(dark.mask(r * 0.025), 0.8)
    shade = Stencil().limb((x + r * 0.05, y), (x + r * 0.09, y + r * 0.32), r * 0.06, r * 0.18).ellipse(x, y + r * 0.86, r * 0.3, r * 0.06)
    canvas.darken(shade.mask(r * 0.06), 0.32)
    lips = Stencil().smooth([(x - r * 0.22, y + r * 0.6), (x, y + r * 0.55), (x + r * 0.22, y + r * 0.6), (x, y + r * 0.7)])
    canvas.paint(lips.mask(r * 0.03), "#8f4540", 0.75)


def flag(canvas, x, tone):
    """A furled flag on a pole."""
    canvas.form(Stencil().limb((x, 60), (x, 800), 9, 9), "#c9a24a", radius=2, depth=0.9)
    cloth = Stencil().smooth([(x, 90), (x + 60, 180), (x + 76, 420), (x + 88, 700), (x + 10, 730), (x - 50, 690), (x - 30, 400), (x - 14, 160)])
    canvas.form(cloth, tone, radius=26, depth=0.7, rough=0.55, cell=(26, 400))


def museum_theft_1():
    """An empty glass case with a broken pane in a museum hall."""
    canvas = Canvas(43, (0, "#3a3f38"), (420, "#7c7a63"), (800, "#3a3428"))
    vanish = (600, 330)
    canvas.glow(600, 330, 220, "#fff0c0", 1)
    for share, tone in ((0.8, "#a8a078"), (0.62, "#858060"), (0.36, "#62604e"), (0.0, "#45463c")):
        arch(canvas, vanish, share, tone)
    floor = Stencil().polygon([(-300, 810), (520, 430), (680, 430), (1500, 810)])
    canvas.form(floor, "#6e6248", radius=10, rough=0.2)
    tiles = Stencil()
    for x in range(-1400, 2700, 190):
        tiles.line([(x, 810), (600 + (x - 600) * 0.06, 430)], 2.4)
    for step in range(1, 12):
        y = 430 + 380 * (step / 12) ** 2.1
        tiles.line([(0, y), (WIDTH, y)], 2)
    canvas.darken(tiles.mask(0.7), 0.4)
    wet_ground(canvas, 432, 0.22, 3)
    beam(canvas, (880, -60), (560, 700), 60, 420, "#fff0cc", 0.5)
    display_case(canvas)
    shards = Stencil()
    for _ in range(60):
        x, y, s = canvas.rng.normal(500, 110), canvas.rng.uniform(735, 795), canvas.rng.uniform(4, 18)
        shards.polygon([(x, y), (x + s, y + canvas.rng.uniform(-4, 6)), (x + s * 0.4, y + s * 0.5)])
    canvas.form(shards, "#c8ded8", radius=2, rim="#ffffff", opacity=0.85)
    return canvas.finish(vignette=0.6)


def arch(canvas, vanish, share, tone):
    """One bay of the hall: a wall with an open arch, further away the larger the share."""
    def at(x, y):
        return vanish[0] + (x - vanish[0]) * (1 - share), vanish[1] + (y - vanish[1]) * (1 - share)

    wall = Stencil().polygon([at(-700, -500), at(1900, -500), at(1900, 900), at(-700, 900)])
    opening = [at(140, 900)] + [at(600 - 460 * math.cos(t), 120 - 380 * math.sin(t)) for t in np.linspace(0, math.pi, 24)] + [at(1060, 900)]
    wall.polygon(opening, value=0)
    canvas.form(wall, tone, radius=22 * (1 - share) + 3, depth=0.7, rough=0.2, towards=(0, 0.9))


def display_case(canvas):
    """The case: plinth, frame, a cushion with nothing on it, and a jagged hole in the glass."""
    canvas.darken(Stencil().ellipse(600, 740, 260, 36).mask(14), 0.6)
    canvas.form(Stencil().polygon([(420, 520), (780, 520), (790, 745), (410, 745)]), "#4a3524", radius=14, rough=0.2, cell=(300, 14))
    inside = Stencil().box(430, 170, 770, 520)
    canvas.paint(inside.mask(1), "#d9e2cf", 0.26)
    cushion = Stencil().smooth([(480, 500), (520, 462), (600, 452), (680, 462), (720, 500), (600, 522)])
    canvas.form(cushion, "#7c1e2a", radius=16, depth=0.9, rough=0.2, rim="#f0b0a0")
    dent = Stencil().ellipse(600, 474, 52, 12)
    canvas.darken(dent.mask(6), 0.55)
    hole = []
    for t in np.linspace(0, math.tau, 22)[:-1]:
        reach = canvas.rng.uniform(62, 112)
        hole.append((545 + math.cos(t) * reach, 340 + math.sin(t) * reach * 1.1))
    glass = Stencil().box(430, 170, 770, 520).polygon(hole, value=0)
    canvas.light(glass.mask(0.5), "#b8d8cc", 0.2)
    streak = Stencil().polygon([(640, 172), (720, 172), (560, 518), (480, 518)]).polygon([(740, 172), (760, 172), (600, 518), (580, 518)]).polygon(hole, value=0)
    canvas.light(streak.mask(2), "#ffffff", 0.24)
    cracks = Stencil().line([*hole, hole[0]], 2.4)
    for x, y in hole[::2]:
        dx, dy = x - 545, y - 340
        bend = canvas.rng.uniform(-0.3, 0.3)
        end = (min(768, max(432, x + dx * 1.0 + dy * bend)), min(518, max(172, y + dy * 0.9 - dx * bend)))
        cracks.line([(x, y), ((x + end[0]) / 2 + bend * 14, (y + end[1]) / 2), end], 1.5)
    canvas.light(cracks.mask(0.4), "#ffffff", 0.9)
    frame = Stencil().line([(430, 170), (770, 170), (770, 520), (430, 520), (430, 170)], 10)
    frame.line([(430, 170), (460, 140), (740, 140), (770, 170)], 6)
    canvas.form(frame, "#a88a4c", radius=3, depth=0.9, rim="#fff0c0")


def norderwiek_theater_1():
    """Actors with umbrellas on a wet stage in blue light."""
    canvas = Canvas(44, (0, "#040a24"), (420, "#0d2a66"), (560, "#164490"))
    for x, way in ((140, 80), (420, 40), (780, -40), (1060, -80)):
        beam(canvas, (x, -60), (x + way * 2, 640), 20, 240, "#6aa8ff", 0.42)
    rain(canvas, 520, -0.06, "#a8ccff", 0.3, 60)
    ground(canvas, 560, "#12305e", 0.2)
    for x, foot, tall, turn, tone in ((250, 640, 280, 1, "#101830"), (430, 600, 240, -1, "#14203a"), (890, 620, 262, -1, "#121c36"), (1040, 670, 310, -1, "#0e162c")):
        actor(canvas, x, foot, tall, turn, (tone, "#1c2c55", "#9ac4ff"))
    actor(canvas, 640, 690, 360, 1, ("#6d1524", "#b3202f", "#ffb0a0"))
    spotlight_floor(canvas, 650, 690, 190, 34, "#ffe0d0", 0.5)
    wet_ground(canvas, 692, 0.55, 6)
    for side in (0, 1):
        x = 0 if side == 0 else WIDTH
        curtain = Stencil().smooth([(x, -40), (x + (150 if side == 0 else -150), -40), (x + (110 if side == 0 else -110), 400), (x + (140 if side == 0 else -140), 840), (x, 840)])
        canvas.form(curtain, "#3c0d18", radius=26, depth=0.8, rough=0.6, cell=(30, 900))
    heads = Stencil()
    for x in range(-10, 1220, 84):
        heads.ellipse(x + canvas.rng.uniform(-12, 12), 800 + canvas.rng.uniform(-8, 12), 30, 40)
    canvas.form(heads, "#05070f", radius=6, rim="#2a5ab0", towards=(0, -1))
    return canvas.finish(vignette=0.65)


def actor(canvas, x, foot, tall, turn, tones):
    """A figure in a long coat under an umbrella; tones are coat, umbrella and rim light."""
    coat, cover, rim = tones
    pose = Pose(turn=turn, coat=0.27, hem=1.4, arms=((14, 22), (40 * turn, 150 * turn)), legs=((-12, -16), (12, 2)), lean=4 * turn, hat="brim")
    body = person(canvas, x, foot, tall, pose, Dress(coat, "#080c18", "#8a7a8a", "#0a0e1c"), towards=(0, -1), rim=rim)
    hand = body.joints["hands"][1]
    top = (hand[0] + tall * 0.02 * turn, hand[1] - tall * 0.42)
    canvas.shape(Stencil().line([hand, top], 4), "#0a0d16")
    reach = tall * 0.36
    edge = [(top[0] + reach * s, top[1] + tall * 0.16 - (0.03 * tall if i % 2 else 0)) for i, s in enumerate((1, 0.75, 0.5, 0.25, 0, -0.25, -0.5, -0.75, -1))]
    arc = [(top[0] - reach * math.cos(t), top[1] + tall * 0.16 - tall * 0.2 * math.sin(t)) for t in np.linspace(0, math.pi, 18)]
    umbrella = Stencil().polygon(arc + edge)
    canvas.form(umbrella, cover, towards=(0, -1), radius=tall * 0.05, depth=0.9, rim=rim)
    ribs = Stencil()
    for share in (-0.5, 0, 0.5):
        ribs.line(curve([(top[0], top[1] - tall * 0.04), (top[0] + reach * share * 0.8, top[1] + tall * 0.02), (top[0] + reach * share, top[1] + tall * 0.15)]), 1.6)
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
        frames.line([(x, 40), (x + 150, 40), (x + 150, 330), (x, 330), (x, 40)], 10).line([(x + 75, 40), (x + 75, 330)], 6).line([(x, 180), (x + 150, 180)], 6)
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
    for index, x in enumerate(np.arange(tall * 0.3 - row * 30, WIDTH + 40, tall * 0.62)):
        x += canvas.rng.uniform(-8, 8)
        k = int(canvas.rng.integers(30))
        pose = Pose(arms=((-34, 52), (34, -52)), hairdo=("short", "long", "short")[k % 3], bulk=1.15, lean=float(canvas.rng.uniform(-7, 7)))
        body = person(canvas, x, level + tall * 0.66, tall * 1.15, pose, Dress(shirts[k % 6], "#3a4350", skins[k % 5], hairs[(k + row) % 5]), towards=(0.2, -1), rim="#fff6dc")
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
    canvas.form(Stencil().box(-10, level, WIDTH + 10, level + tall * 0.3), "#e9d2a4", towards=(0, -1), radius=6, depth=0.3, rough=0.08, cell=(400, 12))
    canvas.form(Stencil().box(-10, level + tall * 0.3, WIDTH + 10, level + tall * 0.37), "#b98f58", radius=3)
    for x in np.arange(tall * 0.1, WIDTH, tall * 0.62):
        w = tall * 0.2
        y = level + tall * 0.15
        tray = Stencil().polygon([(x, y - tall * 0.08), (x + w * 2, y - tall * 0.08), (x + w * 2.1, y + tall * 0.1), (x - w * 0.1, y + tall * 0.1)])
        canvas.form(tray, tone, radius=3, depth=0.6)
        canvas.form(Stencil().ellipse(x + w * 0.85, y, w * 0.55, tall * 0.06), "#fbf8f0", radius=3)
        canvas.form(Stencil().ellipse(x + w * 0.7, y - 2, w * 0.22, tall * 0.035), "#c9702c", radius=2)
        canvas.form(Stencil().ellipse(x + w * 1.0, y + 1, w * 0.2, tall * 0.03), "#6a9c3a", radius=2)
        canvas.form(Stencil().limb((x + w * 1.7, y - tall * 0.08), (x + w * 1.7, y + tall * 0.02), w * 0.34, w * 0.3), "#e8eef2", radius=2)


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
            books[canvas.rng.integers(len(tones))].polygon([at(share, top), at(share + step * 0.92, top), at(share + step * 0.92, level + 90), at(share, level + 90)])
            share += step
    for stencil, tone in zip(books, tones):
        canvas.form(stencil, tone, radius=2.5, depth=0.8, towards=(-side, -0.4))
    boards = Stencil()
    for level in range(-510, 600, 100):
        boards.polygon([at(0, level), at(0.92, level), at(0.92, level - 10), at(0, level - 10)])
    for share in (0.0, 0.38, 0.62, 0.77, 0.86):
        boards.polygon([at(share, -520), at(share + 0.025 * (1 - share), -520), at(share + 0.025 * (1 - share), 520), at(share, 520)])
    canvas.form(boards, "#6b4729", towards=(-side, -0.5), radius=2, depth=0.8, rim="#e0a860")
    _, rows = grid()
    canvas.darken(Stencil().polygon([at(0, -520), at(0.5, -520), at(0.5, -60), at(0, -200)]).mask(60), 0.5)


def robot(canvas, x, foot):
    """A friendly machine on wheels with one lamp, carrying books."""
    canvas.darken(Stencil().ellipse(x, foot + 4, 150, 20).mask(8), 0.65)
    wheels = Stencil().ellipse(x - 84, foot - 26, 30).ellipse(x + 84, foot - 26, 30).ellipse(x, foot - 18, 20)
    canvas.form(wheels, "#1c1c1f", radius=6, rim="#8a8a90")
    base = Stencil().smooth([(x - 112, foot - 40), (x - 96, foot - 96), (x + 96, foot - 96), (x + 112, foot - 40), (x, foot - 24)])
    canvas.form(base, "#c9ced2", radius=14, depth=0.8)
    canvas.form(Stencil().limb((x, foot - 90), (x, foot - 270), 76, 60), "#e4e6e4", radius=16, depth=0.8)
    canvas.form(Stencil().box(x - 100, foot - 190, x + 100, foot - 178), "#8d979c", radius=3)
    for step, tone in enumerate(("#8a2f2a", "#c9a04a", "#35566e", "#5c7a4a")):
        left = x - 92 + step * 3
        canvas.form(Stencil().box(left, foot - 212 - step * 21, left + 70 - step * 5, foot - 192 - step * 21), tone, radius=4, depth=0.7)
    arm = Stencil().limb((x + 30, foot - 230), (x + 110, foot - 290), 22, 18).limb((x + 110, foot - 290), (x + 190, foot - 262), 18, 14)
    canvas.form(arm, "#b4bcc0", radius=5, depth=0.8)
    canvas.form(Stencil().box(x + 180, foot - 300, x + 204, foot - 232), "#9a3a30", radius=4)
    head = Stencil().smooth([(x - 66, foot - 292), (x - 58, foot - 352), (x + 58, foot - 352), (x + 66, foot - 292), (x, foot - 272)])
    canvas.form(head, "#f0f0ec", radius=13, depth=0.7)
    canvas.form(Stencil().limb((x - 34, foot - 316), (x + 34, foot - 316), 44, 44), "#16242e", radius=6)
    canvas.lamps([(x - 22, foot - 316), (x + 22, foot - 316)], 6, "#7fe8ff", 1)
    canvas.shape(Stencil().line([(x, foot - 352), (x, foot - 384)], 5), "#9aa0a2")
    canvas.glow(x, foot - 392, 70, "#ffe0a0", 1)
    canvas.shape(Stencil().ellipse(x, foot - 392, 15), "#fff4d0")
