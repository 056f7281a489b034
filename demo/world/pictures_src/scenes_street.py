"""Scenes of people out of doors: quay, balcony, ministry, cinema, march and stadium."""

import math

import numpy as np

from .canvas import Canvas, blend
from .figure import Body, Dress, Pose, add_person, crowd, paint_group, person
from .nature import beam, clouds, ground, mirror, rain, wet_ground
from .noise import HEIGHT, WIDTH, fractal, grid
from .stencil import Stencil, curve
from .town import bokeh, columns, facade, skyline


def ferry_engine_fire_2():
    """Passengers in silver blankets step on to a wet quay in the evening."""
    canvas = Canvas(31, (0, "#1d2b45"), (300, "#3d5473"), (560, "#8a8796"))
    clouds(canvas, 560, "#7f8aa0", "#1b2940", 0.6)
    hull = Stencil().polygon([(-10, 60), (520, 120), (640, 150), (560, 600), (-10, 600)])
    canvas.form(hull, "#c4ccd2", towards=(0.6, -0.6), radius=30, depth=0.5, rough=0.12)
    canvas.form(Stencil().polygon([(-10, 430), (590, 440), (560, 600), (-10, 600)]), "#1d3f68", radius=14)
    ports = Stencil()
    for x in range(40, 520, 70):
        ports.ellipse(x, 250 + x * 0.05, 15).ellipse(x, 340 + x * 0.03, 15)
    canvas.shape(ports, "#ffd88c")
    canvas.light(np.clip(ports.mask(18) * 2, 0, 1), "#ffc870", 0.4)
    bokeh(canvas, 7, (620, 420, 1200, 560), (10, 28), ("#ff9c50", "#ffe0a0", "#4d8cff"), 0.5)
    ground(canvas, 570, "#3a4250", 0.3)
    wet_ground(canvas, 574, 0.75, 7)
    gangway = Stencil().polygon([(430, 420), (500, 420), (700, 640), (560, 640)])
    canvas.form(gangway, "#8d949a", radius=6, rim="#ffe0b0")
    for x, foot, tall, lean in ((480, 470, 190, 3), (560, 560, 240, 4), (930, 610, 250, -3), (1075, 640, 270, 2),
                                (700, 690, 350, 4), (300, 740, 380, -2), (845, 760, 260, 3), (990, 770, 400, -3)):
        blanketed(canvas, x, foot, tall, lean)
    rain(canvas, 160, 0.1, "#e6eef5", 0.2, 26)
    return canvas.finish(vignette=0.55)


def blanketed(canvas, x, foot, tall, lean):
    """Somebody wrapped in a crinkled foil blanket."""
    body = person(canvas, x, foot, tall, Pose(lean=lean, hairdo="long" if int(x) % 2 else "short"),
                  Dress("#3a4356", "#20242e", "#b48a72", "#2a2020"), towards=(0.7, -0.5), rim="#ffcf9a")
    neck, r = body.joints["neck"], tall
    wrap = Stencil().smooth([
        (neck[0] - 0.05 * r, neck[1] - 0.02 * r), (neck[0] - 0.15 * r, neck[1] + 0.07 * r), (neck[0] - 0.18 * r, neck[1] + 0.3 * r),
        (neck[0] - 0.16 * r, neck[1] + 0.52 * r), (neck[0], neck[1] + 0.56 * r), (neck[0] + 0.15 * r, neck[1] + 0.5 * r),
        (neck[0] + 0.17 * r, neck[1] + 0.28 * r), (neck[0] + 0.14 * r, neck[1] + 0.06 * r), (neck[0] + 0.05 * r, neck[1] - 0.02 * r),
    ])
    canvas.form(wrap, "#aeb6bf", towards=(0.7, -0.5), radius=tall * 0.05, depth=0.8, rim="#fff0d8")
    creases = fractal(canvas.rng, (tall * 0.09, tall * 0.16), 4)
    folds = np.clip(np.abs(creases - 0.5) * 5, 0, 1)
    canvas.light(wrap.mask(1) * (1 - folds), "#ffffff", 0.75)
    canvas.darken(wrap.mask(1) * np.clip(folds - 0.75, 0, 1), 1.6)
    canvas.light(wrap.mask(1) * np.clip(creases - 0.66, 0, 1) * 4, "#ffb878", 0.5)
    mirror(canvas, wrap, foot + 2, 0.45, 6)


def halmark_election_1():
    """A grey-haired man in a suit waves from a balcony to a crowd with flags."""
    canvas = Canvas(32, (0, "#5f93c0"), (300, "#cfdbd8"), (480, "#ffe2a8"))
    clouds(canvas, 470, "#fff2d8", "#9db3c4", 0.45, (-0.7, 0.2))
    facade(canvas, (-20, 120, 330, 560), (6, 4), "#c9ac86", "#4a5560")
    facade(canvas, (300, 200, 520, 560), (4, 3), "#d8bf98", "#4a5560")
    skyline(canvas, 560, (500, 900, 60, 170), "#b7a48c", blur=1.5)
    canvas.haze(300, 600, "#ffe0a8", 0.4)
    crowd(canvas, (-40, 610, 1000, 940), (90, 250), 7, ("#3f5570", "#7c4038", "#52604a", "#b9a58a", "#2f3340"), raised=0.45,
          step=0.3, haze="#e8cfa4", rim="#ffdf9a", towards=(-0.7, -0.6))
    flags(canvas)
    building = Stencil().box(850, -10, 1210, 810)
    canvas.form(building, "#b99b74", towards=(-1, -0.2), radius=30, depth=0.7, rough=0.18, cell=(200, 40))
    door = Stencil().box(980, 60, 1140, 470)
    canvas.form(door, "#2e2a2a", radius=14, depth=-0.5)
    columns(canvas, (885, 1185), 40, 500, 62, "#d9c09a", towards=(-1, -0.1))
    pose = Pose(arms=((-148, -168), (30, -20)), lean=-3, hairdo="short", bulk=1.15)
    person(canvas, 1000, 700, 470, pose, Dress("#27344a", "#1d2230", "#d0a283", "#b9bcc0"), towards=(-0.8, -0.6), rim="#ffe0a0")
    tie = Stencil().polygon([(994, 345), (1006, 345), (1010, 400), (1000, 420), (990, 400)])
    canvas.form(tie, "#8c2430", radius=3)
    balcony(canvas)
    return canvas.finish()


def flags(canvas):
    """Flags of two plain colours above the crowd."""
    for index in range(15):
        x, y = canvas.rng.uniform(10, 820), canvas.rng.uniform(350, 560)
        size = 40 + (y - 350) * 0.28
        pole = Stencil().line([(x, y), (x - 8, y + size * 2.4)], 3)
        canvas.shape(pole, "#3b2f26")
        cloth = curve([(x, y), (x + size * 0.5, y + size * 0.14), (x + size, y - size * 0.05), (x + size * 1.5, y + size * 0.1)])
        for part, tone in ((0.0, "#2f6b58"), (0.42, "#ecd9a8")):
            band = [(px, py + size * part) for px, py in cloth] + [(px - 2, py + size * (part + 0.42)) for px, py in reversed(cloth)]
            canvas.form(Stencil().polygon(band), tone, towards=(-0.6, -0.6), radius=6, depth=0.5, rough=0.25, cell=(40, 200))


def balcony(canvas):
    """A stone balcony with balusters in front of the speaker."""
    canvas.form(Stencil().box(820, 636, 1210, 690), "#c2a57c", towards=(-0.3, -1), radius=9, depth=0.7, rough=0.15)
    posts = Stencil()
    for x in range(850, 1200, 40):
        posts.smooth([(x - 6, 520), (x + 6, 520), (x + 13, 590), (x + 7, 636), (x - 7, 636), (x - 13, 590)])
    canvas.form(posts, "#dcc49c", towards=(-1, -0.3), radius=5, depth=0.9)
    canvas.form(Stencil().box(815, 494, 1210, 522), "#e4cda6", towards=(-0.3, -1), radius=6, depth=0.7)


def hayle_resigns_1():
    """A woman in a dark coat walks between two lines of photographers outside a ministry."""
    canvas = Canvas(33, (0, "#9aa4ac"), (500, "#b9bdbd"), (800, "#6d7073"))
    facade(canvas, (-20, -20, 430, 520), (5, 3), "#8b8a84", "#3a444c", lit=0.1)
    facade(canvas, (770, -20, 1220, 520), (5, 3), "#8b8a84", "#3a444c", lit=0.1)
    canvas.form(Stencil().box(420, -20, 780, 520), "#77766f", radius=20, rough=0.2)
    canvas.form(Stencil().box(520, 190, 680, 520), "#2a231e", radius=12, depth=-0.4)
    canvas.light(Stencil().box(530, 200, 670, 520).mask(12), "#ffd9a0", 0.45)
    columns(canvas, (450, 500, 700, 750), 90, 500, 34, "#a9a79e")
    canvas.form(Stencil().polygon([(400, 76), (600, -30), (800, 76)]), "#9a988f", radius=10)
    for step in range(4):
        canvas.form(Stencil().box(430 - step * 34, 508 + step * 16, 770 + step * 34, 524 + step * 16), blend("#8d8c86", "#b0afa8", step / 4), radius=3)
    ground(canvas, 570, "#63676b", 0.2)
    wet_ground(canvas, 574, 0.4, 5)
    rows = ((0.0, 250), (0.3, 300), (0.62, 370), (1.0, 470))
    for share, tall in rows:
        for side in (-1, 1):
            for extra in (0, 1):
                x = 600 + side * (190 + share * 210 + extra * (70 + 60 * share))
                photographer(canvas, x, 640 + share * 190 + extra * 12, tall * (1 - extra * 0.06), -side)
    pose = Pose(coat=0.24, hem=1.25, arms=((-8, 6), (12, -4)), legs=((-6, -2), (7, -9)), hairdo="long", lean=1)
    body = person(canvas, 600, 740, 400, pose, Dress("#1c2231", "#1a1a20", "#c79b80", "#4a3022"), towards=(-0.5, -0.9), rim="#8a96a8")
    scarf = Stencil().limb((578, 412), (624, 416), 20, 18).limb((612, 420), (618, 500), 18, 15)
    canvas.form(scarf, "#8f2f35", radius=4)
    mirror(canvas, body.parts["body"], 748, 0.4, 5)
    for x, y, size in ((330, 500, 90), (905, 486, 110), (1010, 560, 70), (208, 560, 60)):
        canvas.glow(x, y, size, "#ffffff", 0.95)
    rain(canvas, 240, 0.12, "#ffffff", 0.16, 24)
    return canvas.finish()


def photographer(canvas, x, foot, tall, way):
    """A press photographer with a raised camera; `way` is where he points it."""
    pose = Pose(turn=way, arms=((way * 70, way * 150), (way * 48, way * 150)), lean=way * 5, coat=0.06, bulk=1.2,
                hat=str(canvas.rng.choice(["", "cap", ""])), legs=((-9, -4), (9, 4)))
    top = canvas.rng.choice(["#2b3036", "#3d4450", "#4a4238", "#26323c", "#59523f"])
    body = person(canvas, x, foot, tall, pose, Dress(str(top), "#1d1f24", "#a98168"), towards=(-0.3, -1))
    hx, hy = body.joints["head"]
    r = body.joints["radius"]
    camera = Stencil().box(*sorted_box(hx + way * r * 0.9, hy - r * 0.5, hx + way * r * 1.8, hy + r * 0.5))
    camera.limb((hx + way * r * 1.6, hy), (hx + way * r * 2.9, hy + r * 0.1), r * 0.7, r * 0.9)
    camera.box(*sorted_box(hx + way * r * 1.0, hy - r * 1.2, hx + way * r * 1.6, hy - r * 0.45))
    canvas.form(camera, "#121315", radius=2.5, rim="#70757c")


def sorted_box(left, top, right, bottom):
    """Box edges in the order left, top, right, bottom."""
    return min(left, right), top, max(left, right), bottom


def film_week_1():
    """An old cinema with a bright marquee and a red carpet at night, guests arriving."""
    canvas = Canvas(34, (0, "#0c1030"), (400, "#2a2050"), (620, "#40264c"))
    facade(canvas, (-20, 120, 230, 600), (4, 4), "#2a2440", "#141830", lit=0.4)
    facade(canvas, (970, 80, 1220, 600), (4, 5), "#2a2440", "#141830", lit=0.35)
    front = Stencil().polygon([(220, 600), (220, 110), (330, 60), (600, 10), (870, 60), (980, 110), (980, 600)])
    canvas.form(front, "#6a3a4a", radius=18, rough=0.15)
    fins = Stencil()
    for x in range(300, 920, 60):
        fins.box(x - 6, 60 + abs(x - 600) * 0.16, x + 6, 300)
    canvas.form(fins, "#9c5a5a", radius=4, rim="#ffb070")
    canvas.shape(Stencil().box(270, 420, 930, 600), "#ffdca0")
    doors = Stencil()
    for x in range(270, 940, 82):
        doors.box(x - 6, 420, x + 6, 600)
    canvas.shape(doors, "#59281e")
    canopy = Stencil().polygon([(180, 300), (1020, 300), (1060, 420), (140, 420)])
    canvas.form(canopy, "#b8232c", radius=8)
    canvas.shape(Stencil().polygon([(210, 318), (990, 318), (1016, 402), (184, 402)]), "#fff2d0")
    film_pictures(canvas)
    bulbs = [(x, 306) for x in range(190, 1020, 21)] + [(x, 414) for x in range(150, 1060, 21)]
    bulbs += [(330 + t * 2.7, 60 - t * 0.5 + 2) for t in range(0, 100, 8)] + [(870 - t * 2.7, 60 - t * 0.5 + 2) for t in range(0, 100, 8)]
    canvas.lamps(bulbs, 3.6, "#ffc860", 1)
    canvas.glow(600, 380, 420, "#ffb860", 0.45)
    for x, tip in ((250, 60), (960, 1130)):
        beam(canvas, (x, 600), (tip, -120), 10, 150, "#a8b8ff", 0.4)
    ground(canvas, 598, "#2c2430", 0.2)
    wet_ground(canvas, 600, 0.6, 5)
    carpet = Stencil().polygon([(520, 600), (680, 600), (900, 810), (300, 810)])
    canvas.form(carpet, "#a8141f", radius=10, depth=0.3, rough=0.15)
    canvas.light(carpet.mask(2) * np.clip(1.3 - (grid()[1] - 600) / 160, 0, 1), "#ff9a60", 0.3)
    guests(canvas)
    return canvas.finish(vignette=0.55)


def film_pictures(canvas):
    """Painted shapes on the marquee instead of words: a strip of film, a moon and stars."""
    art = Stencil()
    for x in (260, 900):
        art.ellipse(x + 20, 360, 34).ellipse(x + 34, 352, 30, value=0)
    for x in range(360, 860, 50):
        art.box(x, 334, x + 40, 386).box(x + 6, 342, x + 34, 378, value=0)
    canvas.shape(art, "#7a1c28", 0.9)


def guests(canvas):
    """Couples on the carpet and onlookers behind ropes."""
    for left, right in ((-20, 330), (870, 1220)):
        crowd(canvas, (left, 690, right, 830), (190, 260), 2, ("#1a1626", "#2a1c30", "#141a2a"), rim="#ffb870", towards=(0.5 if left < 0 else -0.5, -0.8), skin="#8a5f4c")
    for x, foot, tall, top, legs, coat, hair in (
        (570, 660, 190, "#15151c", "#15151c", 0, "short"), (618, 664, 178, "#d8b04a", "#d8b04a", 0.42, "long"),
        (500, 760, 290, "#2f7a74", "#2f7a74", 0.44, "long"), (585, 770, 310, "#14141a", "#14141a", 0, "short"),
        (740, 740, 270, "#e6e0e6", "#e6e0e6", 0.44, "long"),
    ):
        person(canvas, x, foot, tall, Pose(coat=coat, hem=1.7 if coat else 1, hairdo=hair), Dress(top, legs, "#c69a80"), rim="#ffd9a0", towards=(0.2, -1))


def teachers_strike_1():
    """People with home-made placards march past a school."""
    canvas = Canvas(35, (0, "#8fb0c8"), (300, "#d5dfe0"), (500, "#efe6cf"))
    clouds(canvas, 480, "#ffffff", "#a8b8c4", 0.5)
    facade(canvas, (120, 130, 1120, 520), (11, 3), "#b0704c", "#4d6474", frame="#efe6d2")
    canvas.form(Stencil().polygon([(90, 132), (180, 60), (1060, 60), (1150, 132)]), "#56555c", radius=10, rough=0.3, cell=(20, 8))
    canvas.blur(2.2)
    canvas.haze(200, 520, "#e8e4d6", 0.2)
    fence = Stencil()
    for x in range(0, 1210, 17):
        fence.box(x, 400, x + 4, 560)
    fence.box(0, 420, 1200, 426).box(0, 530, 1200, 536)
    canvas.form(fence, "#2f4038", radius=1.5)
    ground(canvas, 556, "#7d7b78", 0.2)
    tones = ("#8c2f39", "#2f5d7c", "#d09a2e", "#4a6b45", "#56456b", "#c25a2e")
    for row, (foot, tall, count) in enumerate(((640, 190, 11), (730, 270, 8), (880, 390, 6))):
        march_row(canvas, foot, tall, count, tones, row)
    return canvas.finish()


def march_row(canvas, foot, tall, count, tones, row):
    """One row of marchers, every second with a placard."""
    for index in range(count):
        x = (index + 0.5 + canvas.rng.uniform(-0.2, 0.2) + 0.3 * row) * WIDTH / count - 40 * row
        tone = blend(tones[(index * 2 + row) % 6], "#c9c4b8", 0.35 - 0.16 * row)
        holds = (index + row) % 2 == 0
        if holds:
            placard(canvas, x, foot - tall * 1.02, tall * 0.34, index + row * 3)
        arms = ((-150, -172), (150, 172)) if holds else ((-14, 10), (16, -8))
        pose = Pose(arms=arms, coat=float(canvas.rng.choice([0, 0.1, 0.18])), hairdo=("long", "short")[index % 2], bulk=1.1,
                    hat=("", "brim", "", "cap", "")[(index + row) % 5], legs=((-8, -3), (6, -6)))
        skin = ("#c99a7c", "#8a5b40", "#dcb397", "#b07c5c")[(index + row * 2) % 4]
        person(canvas, x, foot, tall, pose, Dress(tone, "#39404c", skin, ("#3a2a20", "#1d1714", "#8a6a40", "#9a9a98")[index % 4]), towards=(0.6, -0.8))


def placard(canvas, x, y, size, kind):
    """A hand-painted placard with a simple picture on it."""
    tilt = canvas.rng.uniform(-0.12, 0.12)
    def at(px, py):
        return x + (px - py * tilt) * size, y + (py + px * tilt) * size
    canvas.form(Stencil().limb(at(0, 0), at(0, 1.1), size * 0.05, size * 0.05), "#a5814f", radius=2)
    board = Stencil().polygon([at(-0.62, -0.85), at(0.62, -0.85), at(0.62, 0.05), at(-0.62, 0.05)])
    canvas.form(board, ("#f6efdd", "#f3d35b", "#e9f0f2", "#f2b8a0")[kind % 4], radius=4, depth=0.3, rough=0.06)
    art = Stencil()
    if kind % 3 == 0:
        art.ellipse(*at(-0.14, -0.5), size * 0.17).ellipse(*at(0.14, -0.5), size * 0.17)
        art.polygon([at(-0.3, -0.44), at(0.3, -0.44), at(0, -0.1)])
    elif kind % 3 == 1:
        art.limb(at(-0.3, -0.15), at(0.3, -0.62), size * 0.12, size * 0.12).polygon([at(-0.42, -0.04), at(-0.26, -0.24), at(-0.2, -0.12)])
    else:
        for level in (-0.65, -0.45, -0.25):
            art.line(curve([at(-0.45, level), at(-0.2, level - 0.06), at(0.1, level + 0.05), at(0.45, level)]), size * 0.08)
    canvas.shape(art, ("#c02a34", "#22406c", "#2c2a2a", "#1f6a4a")[kind % 4], 0.92)


def cup_final_1():
    """Players in blue lift a silver cup under the stadium lights, confetti in the air."""
    canvas = Canvas(36, (0, "#0a1a33"), (420, "#1c3f66"), (800, "#123a2a"))
    bokeh(canvas, 220, (0, 200, 1200, 520), (2, 7), ("#4d8ad0", "#9ac4f0", "#e8e8f0"), 0.35)
    stand = fractal(canvas.rng, (16, 12), 3)
    canvas.darken(np.clip(stand - 0.3, 0, 1) * 0.8, 0.6)
    for x in (150, 470, 760, 1060):
        for step in range(4):
            canvas.glow(x + step * 26 - 40, 70 + (step % 2) * 18, 40, "#f4fbff", 1)
        beam(canvas, (x, 70), (600 + (x - 600) * 0.4, 700), 30, 300, "#cfe6ff", 0.28)
    pitch = Stencil().box(0, 620, 1200, 810)
    canvas.form(pitch, "#2c7a3c", radius=20, rough=0.3, cell=(200, 14))
    blue, dark = "#1f57c8", "#173f98"
    for row, (foot, tall) in enumerate(((720, 330), (800, 400))):
        for index in range(6 + row):
            x = 170 + index * (172 - row * 22) + canvas.rng.uniform(-20, 20) + row * 10
            up = canvas.rng.uniform(145, 172)
            pose = Pose(arms=((-up, -178), (up, 176)), legs=((-8, -4), (8, 4)), bulk=1.12, lean=float(canvas.rng.uniform(-6, 6)))
            skin = ("#c99a7c", "#7a4e36", "#dcb397", "#a87556")[(index + row) % 4]
            dress = Dress((blue, dark)[row % 2] if index % 3 else "#2a66da", "#f0f2f6", skin, ("#241a14", "#5a3c20")[index % 2])
            if row == 1 and abs(x - 600) < 90:
                continue
            person(canvas, x, foot, tall, pose, dress, towards=(0.1, -1), rim="#dff0ff")
    pose = Pose(arms=((-164, -186), (164, 186)), legs=((-9, -4), (9, 4)), bulk=1.15)
    person(canvas, 600, 850, 480, pose, Dress("#2a66da", "#f0f2f6", "#b98a6a", "#2a1c14"), towards=(0.1, -1), rim="#eaf6ff")
    trophy(canvas, 600, 300)
    for tone in ("#ffd24a", "#e8f0ff", "#4aa0ff", "#ff7a5a"):
        bits = Stencil()
        for _ in range(90):
            x, y, a = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(0, HEIGHT), canvas.rng.uniform(0, 6)
            size = canvas.rng.uniform(3, 8)
            bits.limb((x, y), (x + math.cos(a) * size, y + math.sin(a) * size), size * 0.6, size * 0.5)
        canvas.shape(bits, tone, 0.9, 0.6)
    return canvas.finish(vignette=0.5)


def trophy(canvas, x, y):
    """A silver cup with two handles, standing on (x, y)."""
    handles = Stencil()
    for side in (-1, 1):
        handles.line(curve([(x + side * 50, y - 150), (x + side * 104, y - 160), (x + side * 96, y - 90), (x + side * 34, y - 74)]), 12)
    canvas.form(handles, "#b9c3cc", towards=(0.3, -1), radius=3, depth=1, rim="#ffffff")
    cup = Stencil().smooth([(x - 66, y - 172), (x + 66, y - 172), (x + 60, y - 110), (x + 30, y - 66), (x + 14, y - 40), (x + 44, y - 4),
                            (x - 44, y - 4), (x - 14, y - 40), (x - 30, y - 66), (x - 60, y - 110)])
    canvas.form(cup, "#aab6c2", towards=(-0.6, -0.6), radius=15, depth=1, rim="#ffffff")
    shine = Stencil().smooth([(x - 44, y - 158), (x - 26, y - 160), (x - 18, y - 90), (x - 32, y - 100)])
    canvas.light(shine.mask(4), "#ffffff", 0.85)
    canvas.form(Stencil().ellipse(x, y - 172, 66, 11), "#dfe8ee", radius=4, depth=0.8)
    canvas.glow(x - 20, y - 130, 100, "#e8f4ff", 0.5)
