"""Scenes seen from very near: the vaccine and the firefighter."""

import numpy as np

from .canvas import Canvas, blend
from .nature import plume
from .near import palm
from .noise import fractal
from .stencil import Stencil, curve
from .town import bokeh


def fever_vaccine_trial_1():
    """Gloved hands draw vaccine from a small glass vial."""
    canvas = Canvas(71, (0, "#cfe6e4"), (400, "#8fc4c4"), (800, "#3f8288"))
    bokeh(canvas, 6, (0, 0, 1200, 420), (40, 110), ("#ffffff", "#bfeae0", "#f6e6c0"), 0.22)
    coat = Stencil().smooth([(-60, 820), (-40, 420), (60, 330), (250, 300), (380, 420), (470, 830)])
    canvas.form(coat, "#e6efef", radius=50, depth=0.5, rough=0.15)
    canvas.blur(8)
    glove = "#3f78b8"
    lamp = {"towards": (-0.3, -1), "rim": "#cfe8ff"}
    canvas.form(Stencil().limb((-60, 860), (230, 640), 260, 170), "#eef4f4", radius=40, depth=0.6, rough=0.15)
    palm(
        canvas,
        [(190, 560), (330, 500), (450, 470), (520, 520), (500, 620), (390, 700), (250, 740), (180, 680)],
        glove,
        **lamp,
    )
    for index in range(3):
        y = 560 + index * 50
        finger = (
            Stencil()
            .limb((420, y - 20), (560, y - 30 + index * 6), 64, 58)
            .limb((560, y - 30 + index * 6), (640, y + 6), 56, 46)
        )
        canvas.form(finger, glove, radius=17, depth=0.85, **lamp)
    vial(canvas, 610, 520)
    thumb = Stencil().limb((400, 520), (500, 440), 78, 66).limb((500, 440), (588, 470), 62, 48)
    canvas.form(thumb, "#4784c4", radius=19, depth=0.85, **lamp)
    holding_hand(canvas, glove, lamp)
    return canvas.finish(vignette=0.42)


def holding_hand(canvas, glove, lamp):
    """The right hand: fingers behind the syringe, thumb in front of it."""
    canvas.form(Stencil().limb((1290, 380), (1110, 290), 250, 180), "#eef4f4", radius=40, depth=0.6, rough=0.15)
    palm(
        canvas, [(1120, 170), (990, 180), (930, 230), (940, 320), (1000, 370), (1110, 370), (1160, 280)], glove, **lamp
    )
    for start, joint, tip in (((1000, 200), (930, 90), (860, 120)), ((980, 230), (900, 140), (820, 170))):
        canvas.form(Stencil().limb(start, joint, 66, 58).limb(joint, tip, 56, 44), glove, radius=16, depth=0.85, **lamp)
    syringe(canvas)
    for start, joint, tip in (((1000, 320), (900, 320), (826, 262)),):
        canvas.form(
            Stencil().limb(start, joint, 72, 60).limb(joint, tip, 56, 44),
            blend(glove, "#6aa4e0", 0.2),
            radius=16,
            depth=0.85,
            **lamp,
        )


def vial(canvas, x, y):
    """A small bottle of clear glass, half full, with a metal cap; the cap at (x, y - 150)."""
    glass = Stencil().smooth(
        [
            (x - 58, y - 80),
            (x - 30, y - 116),
            (x + 30, y - 116),
            (x + 58, y - 80),
            (x + 60, y + 60),
            (x + 54, y + 116),
            (x - 54, y + 116),
            (x - 60, y + 60),
        ]
    )
    canvas.form(glass, "#dff2ee", towards=(-0.8, -0.5), radius=12, depth=0.7, opacity=0.72, rim="#ffffff")
    fluid = Stencil().smooth(
        [(x - 52, y - 10), (x + 52, y - 10), (x + 54, y + 60), (x + 48, y + 108), (x - 48, y + 108), (x - 54, y + 60)]
    )
    canvas.form(fluid, "#f0c860", radius=14, depth=0.6, opacity=0.72)
    canvas.form(Stencil().ellipse(x, y - 10, 52, 9), "#ffe49a", radius=3, opacity=0.85)
    shine = Stencil().limb((x - 38, y - 60), (x - 40, y + 86), 9, 7).limb((x + 42, y - 40), (x + 42, y + 60), 4, 3)
    canvas.light(shine.mask(2), "#ffffff", 0.85)
    canvas.form(
        Stencil().box(x - 36, y - 152, x + 36, y - 110),
        "#aab4ba",
        towards=(-1, -0.2),
        radius=8,
        depth=0.95,
        rim="#ffffff",
    )
    canvas.form(Stencil().ellipse(x, y - 152, 36, 8), "#c0342e", radius=3)


def syringe(canvas):
    """A syringe from the upper right, its needle in the cap of the vial."""
    start, end = np.array((612.0, 366.0)), np.array((1010.0, 60.0))
    way = (end - start) / np.linalg.norm(end - start)

    def at(along, aside=0.0):
        return start[0] + way[0] * along - way[1] * aside, start[1] + way[1] * along + way[0] * aside

    canvas.form(Stencil().limb(at(-14), at(110), 3, 6), "#cfd6da", radius=2, rim="#ffffff")
    canvas.form(Stencil().limb(at(104), at(134), 16, 26), "#5aa0c8", radius=5)
    barrel = Stencil().polygon([at(134, -30), at(134, 30), at(400, 30), at(400, -30)])
    canvas.form(barrel, "#eaf6f6", towards=(-0.4, -0.9), radius=10, depth=0.6, opacity=0.72, rim="#ffffff")
    canvas.form(
        Stencil().polygon([at(138, -24), at(138, 24), at(280, 24), at(280, -24)]),
        "#f0c860",
        radius=9,
        depth=0.7,
        opacity=0.85,
    )
    canvas.form(Stencil().polygon([at(280, -26), at(280, 26), at(298, 26), at(298, -26)]), "#22282c", radius=4)
    canvas.form(Stencil().limb(at(300), at(470), 14, 14), "#e4ecee", radius=4)
    marks = Stencil()
    for step in range(150, 390, 16):
        marks.line([at(step, 30), at(step, 14 if step % 3 else 4)], 2)
    canvas.shape(marks, "#3a4a50", 0.8)
    canvas.form(Stencil().limb(at(400, -50), at(400, 50), 12, 12), "#dfe8ea", radius=4)


def lund_wildfire_2():
    """A firefighter with a soot-covered face drinks from a bottle, the glow of the fire behind him."""
    canvas = Canvas(52, (0, "#3a2420"), (400, "#a8481c"), (800, "#3c1a10"))
    plume(
        canvas,
        [(200, 820), (260, 500), (200, 200), (320, -60)],
        (150, 300),
        "#c86a38",
        "#3a221e",
        opacity=0.8,
        fade=0.8,
        puffs=60,
    )
    plume(
        canvas,
        [(1050, 820), (1000, 460), (1100, 160), (960, -60)],
        (170, 320),
        "#d87a3c",
        "#40241c",
        opacity=0.8,
        fade=0.8,
        puffs=60,
    )
    bokeh(canvas, 30, (0, 300, 1200, 800), (5, 22), ("#ff9a30", "#ffd070"), 0.4)
    canvas.glow(180, 560, 300, "#ff8a28", 0.7)
    canvas.blur(6)
    fire = {"towards": (-0.9, -0.3), "rim": "#ff9c40"}
    jacket = Stencil().smooth(
        [(120, 830), (190, 640), (330, 560), (480, 520), (640, 540), (800, 610), (900, 700), (960, 840)]
    )
    canvas.form(jacket, "#b98a3a", radius=46, depth=0.85, rough=0.5, cell=(60, 40), **fire)
    strips = Stencil().line(curve([(200, 700), (420, 650), (660, 660), (900, 760)]), 40)
    canvas.form(strips, "#c8d070", radius=6, depth=0.6)
    canvas.form(Stencil().line(curve([(198, 700), (420, 650), (660, 660), (902, 760)]), 14), "#d8d8d0", radius=3)
    collar = Stencil().smooth([(400, 560), (430, 480), (560, 520), (650, 500), (680, 580), (540, 620)])
    canvas.form(collar, "#6a5228", radius=16, depth=0.8, **fire)
    head(canvas, fire)
    bottle(canvas, fire)
    return canvas.finish(vignette=0.6)


def head(canvas, fire):
    """The head in profile, tilted back, facing right; soot, helmet and strap."""
    neck = Stencil().smooth([(440, 540), (450, 400), (600, 400), (640, 470), (620, 560)])
    canvas.form(neck, "#8a5c44", radius=26, depth=0.8, rough=0.3, **fire)
    face = Stencil().smooth(
        [
            (430, 300),
            (450, 190),
            (560, 140),
            (640, 168),
            (668, 206),
            (664, 234),
            (704, 270),
            (708, 292),
            (680, 302),
            (690, 322),
            (682, 340),
            (690, 358),
            (672, 378),
            (676, 412),
            (640, 446),
            (570, 440),
            (490, 430),
            (446, 380),
        ]
    )
    canvas.form(face, "#a8735a", radius=30, depth=0.85, rough=0.3, cell=(30, 30), **fire)
    soot = np.clip((fractal(canvas.rng, (110, 80), 6) - 0.40) * 4, 0, 1)
    canvas.darken(face.mask(1) * soot, 0.62)
    eye = (
        Stencil()
        .line(curve([(606, 240), (626, 246), (646, 238)]), 6)
        .line(curve([(596, 208), (626, 198), (656, 206)]), 9)
    )
    canvas.darken(eye.mask(1.4), 0.85)
    ear = Stencil().ellipse(492, 300, 26, 40)
    canvas.form(ear, "#8f5f48", radius=9, depth=0.9, **fire)
    fire_helmet(canvas, fire)
    strap = Stencil().line(curve([(470, 250), (520, 360), (600, 446)]), 13)
    canvas.form(strap, "#1c1a18", radius=3, rim="#a86a34")


def fire_helmet(canvas, fire):
    """A yellow helmet with a brim and a ridge."""
    helmet = Stencil().smooth(
        [(372, 330), (376, 200), (440, 96), (560, 52), (660, 96), (690, 168), (600, 190), (500, 220), (430, 300)]
    )
    canvas.form(helmet, "#c8a21e", radius=34, depth=0.9, rough=0.4, cell=(50, 40), **fire)
    brim = Stencil().smooth(
        [(350, 350), (380, 310), (480, 224), (600, 180), (724, 150), (730, 168), (610, 206), (490, 254), (400, 336)]
    )
    canvas.form(brim, "#8f7416", radius=8, depth=0.9, **fire)
    ridge_line = Stencil().line(curve([(388, 220), (450, 110), (560, 62), (660, 104)]), 13)
    canvas.form(ridge_line, "#e0bc3a", radius=4, depth=0.9, **fire)


def bottle(canvas, fire):
    """A water bottle at the lips and the gloved hand that holds it."""
    arm = Stencil().limb((880, 820), (960, 560), 190, 130)
    canvas.form(arm, "#a87c34", radius=34, depth=0.85, rough=0.5, cell=(60, 40), **fire)
    plastic = Stencil().smooth(
        [
            (684, 316),
            (720, 300),
            (762, 262),
            (900, 190),
            (960, 200),
            (980, 252),
            (950, 290),
            (800, 350),
            (740, 356),
            (700, 352),
        ]
    )
    canvas.form(plastic, "#a8d0dc", radius=16, depth=0.8, opacity=0.8, towards=(-0.6, -0.8), rim="#ffe0b0")
    fluid = Stencil().smooth([(730, 334), (780, 280), (860, 262), (950, 262), (940, 284), (800, 342)])
    canvas.light(fluid.mask(3), "#e0f4ff", 0.35)
    canvas.light(Stencil().limb((790, 264), (900, 206), 10, 8).mask(3), "#ffffff", 0.8)
    canvas.form(Stencil().limb((686, 334), (716, 328), 38, 40), "#e8f0f2", radius=8, depth=0.8)
    glove = "#3a332e"
    canvas.form(
        Stencil().smooth([(860, 330), (920, 280), (1010, 300), (1040, 400), (1020, 560), (910, 580), (870, 470)]),
        glove,
        radius=26,
        depth=0.85,
        **fire,
    )
    for step in range(4):
        x, y = 830 + step * 42, 322 - step * 22
        finger = Stencil().limb((x + 60, y + 90), (x, y + 20), 54, 46).limb((x, y + 20), (x + 10, y - 40), 44, 38)
        canvas.form(finger, blend(glove, "#6a5a4c", 0.12 * step), radius=13, depth=0.9, **fire)
