"""Scenes of the Assembly, the bank's lectern and the museum."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Body, Dress, Pose, add_person, paint_group, person
from .nature import beam, wet_ground
from .noise import WIDTH, fractal, grid
from .stencil import Stencil, curve
from .town import bokeh, columns, crest, lectern


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
    _, rows = grid()
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
        pose = Pose(
            bulk=1.15,
            arms=((-20, 24), (20, -24)),
            lean=float(canvas.rng.uniform(-6, 6)),
            hairdo=str(canvas.rng.choice(["short", "long", "bald", "short"])),
        )
        add_person(groups[canvas.rng.integers(3)], x + canvas.rng.uniform(-4, 4), foot, tall * 1.25, pose)
    for body, tone in zip(groups, ("#26303f", "#3c3a40", "#6a3038")):
        paint_group(
            canvas,
            body,
            (blend(tone, "#8a7354", 0.35 * (1 - share)), "#c39a7c"),
            tall * 1.25,
            {"rim": "#ffe6b8", "towards": (0, -1)},
        )
    desks(canvas, level, bend, tall, reach)


def desks(canvas, level, bend, tall, reach):
    """A curved row of desks with papers; `reach` is half its width."""
    x = np.linspace(600 - reach, 600 + reach, 30)
    top = level + bend * (0.4 - ((x - 600) / reach) ** 2 * 0.9) + tall * 0.1
    path = list(zip(x, top))
    low = [(px, py + tall * 0.55) for px, py in reversed(path)]
    canvas.form(
        Stencil().polygon(path + low),
        blend("#6d4428", "#8a6a48", 0.4 * (1 - tall / 140)),
        towards=(0, -1),
        radius=6,
        depth=0.8,
        rough=0.2,
        cell=(18, 80),
        rim="#f0c68c",
    )
    sheets = Stencil()
    for px, py in path:
        sheets.polygon([(px, py + 2), (px + tall * 0.2, py + 2), (px + tall * 0.17, py - 3), (px + 2, py - 3)])
    canvas.shape(sheets, "#f3ead6", 0.9)


def crown_rate_decision_1():
    """A woman in a dark suit speaks at a lectern in front of a coat of arms."""
    canvas = Canvas(42, (0, "#142c3a"), (500, "#1c4152"), (800, "#0c1c26"))
    columns_, _ = grid()
    folds = 0.5 + 0.5 * np.sin(columns_ / 21 + np.sin(columns_ / 97) * 2.4)
    canvas.darken(folds**2, 0.5)
    canvas.glow(640, 250, 420, "#8fd0dc", 0.42)
    crest(canvas, 900, 300, 128)
    for x, tone in ((160, "#d8c58a"), (260, "#2a6a8a")):
        flag(canvas, x, tone)
    pose = Pose(arms=((-22, 34), (24, -30)), bulk=1.06, hairdo="long", lean=-1)
    body = person(
        canvas,
        560,
        1130,
        960,
        pose,
        Dress("#20242f", "#20242f", "#cc9f84", "#5a3a28"),
        towards=(-0.6, -0.8),
        rim="#a8d8e0",
    )
    shirt = Stencil().polygon([(528, 352), (592, 352), (562, 480)])
    canvas.form(shirt, "#efe9dc", radius=8, depth=0.4)
    lapels = (
        Stencil()
        .polygon([(520, 350), (500, 420), (560, 500), (545, 430)])
        .polygon([(600, 350), (620, 420), (564, 500), (578, 430)])
    )
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
        dark.line(
            curve(
                [
                    (x + side * r * 0.16, y - r * 0.2),
                    (x + side * r * 0.34, y - r * 0.27),
                    (x + side * r * 0.52, y - r * 0.19),
                ]
            ),
            r * 0.06,
        )
    canvas.darken(dark.mask(r * 0.025), 0.8)
    shade = (
        Stencil()
        .limb((x + r * 0.05, y), (x + r * 0.09, y + r * 0.32), r * 0.06, r * 0.18)
        .ellipse(x, y + r * 0.86, r * 0.3, r * 0.06)
    )
    canvas.darken(shade.mask(r * 0.06), 0.32)
    lips = Stencil().smooth(
        [(x - r * 0.22, y + r * 0.6), (x, y + r * 0.55), (x + r * 0.22, y + r * 0.6), (x, y + r * 0.7)]
    )
    canvas.paint(lips.mask(r * 0.03), "#8f4540", 0.75)


def flag(canvas, x, tone):
    """A furled flag on a pole."""
    canvas.form(Stencil().limb((x, 60), (x, 800), 9, 9), "#c9a24a", radius=2, depth=0.9)
    cloth = Stencil().smooth(
        [
            (x, 90),
            (x + 60, 180),
            (x + 76, 420),
            (x + 88, 700),
            (x + 10, 730),
            (x - 50, 690),
            (x - 30, 400),
            (x - 14, 160),
        ]
    )
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
    opening = (
        [at(140, 900)]
        + [at(600 - 460 * math.cos(t), 120 - 380 * math.sin(t)) for t in np.linspace(0, math.pi, 24)]
        + [at(1060, 900)]
    )
    wall.polygon(opening, value=0)
    canvas.form(wall, tone, radius=22 * (1 - share) + 3, depth=0.7, rough=0.2, towards=(0, 0.9))


def display_case(canvas):
    """The case: plinth, frame, a cushion with nothing on it, and a jagged hole in the glass."""
    canvas.darken(Stencil().ellipse(600, 740, 260, 36).mask(14), 0.6)
    canvas.form(
        Stencil().polygon([(420, 520), (780, 520), (790, 745), (410, 745)]),
        "#4a3524",
        radius=14,
        rough=0.2,
        cell=(300, 14),
    )
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
    streak = (
        Stencil()
        .polygon([(640, 172), (720, 172), (560, 518), (480, 518)])
        .polygon([(740, 172), (760, 172), (600, 518), (580, 518)])
        .polygon(hole, value=0)
    )
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
