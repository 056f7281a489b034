"""Scenes of people out of doors: quay, balcony, ministry and march."""

import numpy as np

from .canvas import Canvas, blend
from .figure import Dress, Pose, crowd, person
from .nature import clouds, ground, mirror, rain, wet_ground
from .noise import WIDTH, fractal
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
    for x, foot, tall, lean in (
        (480, 470, 190, 3),
        (560, 560, 240, 4),
        (930, 610, 250, -3),
        (1075, 640, 270, 2),
        (700, 690, 350, 4),
        (300, 740, 380, -2),
        (845, 760, 260, 3),
        (990, 770, 400, -3),
    ):
        blanketed(canvas, x, foot, tall, lean)
    rain(canvas, 160, 0.1, "#e6eef5", 0.2, 26)
    return canvas.finish(vignette=0.55)


def blanketed(canvas, x, foot, tall, lean):
    """Somebody wrapped in a crinkled foil blanket."""
    body = person(
        canvas,
        x,
        foot,
        tall,
        Pose(lean=lean, hairdo="long" if int(x) % 2 else "short"),
        Dress("#3a4356", "#20242e", "#b48a72", "#2a2020"),
        towards=(0.7, -0.5),
        rim="#ffcf9a",
    )
    neck, r = body.joints["neck"], tall
    wrap = Stencil().smooth(
        [
            (neck[0] - 0.05 * r, neck[1] - 0.02 * r),
            (neck[0] - 0.15 * r, neck[1] + 0.07 * r),
            (neck[0] - 0.18 * r, neck[1] + 0.3 * r),
            (neck[0] - 0.16 * r, neck[1] + 0.52 * r),
            (neck[0], neck[1] + 0.56 * r),
            (neck[0] + 0.15 * r, neck[1] + 0.5 * r),
            (neck[0] + 0.17 * r, neck[1] + 0.28 * r),
            (neck[0] + 0.14 * r, neck[1] + 0.06 * r),
            (neck[0] + 0.05 * r, neck[1] - 0.02 * r),
        ]
    )
    canvas.form(wrap, "#8d97a3", towards=(0.7, -0.5), radius=tall * 0.05, depth=0.8, rim="#fff0d8")
    creases = fractal(canvas.rng, (tall * 0.11, tall * 0.34), 3)
    folds = np.clip(np.abs(creases - 0.5) * 5, 0, 1)
    canvas.light(wrap.mask(1) * np.clip(1 - folds * 2.2, 0, 1), "#ffffff", 0.8)
    canvas.darken(wrap.mask(1) * np.clip(0.5 - creases, 0, 1), 1.1)
    canvas.light(wrap.mask(1) * np.clip(creases - 0.6, 0, 1) * 3, "#ffb878", 0.45)
    mirror(canvas, wrap, foot + 2, 0.45, 6)


def halmark_election_1():
    """A grey-haired man in a suit waves from a balcony to a crowd with flags."""
    canvas = Canvas(32, (0, "#5f93c0"), (300, "#cfdbd8"), (480, "#ffe2a8"))
    clouds(canvas, 470, "#fff2d8", "#9db3c4", 0.45, (-0.7, 0.2))
    facade(canvas, (-20, 120, 330, 560), (6, 4), "#c9ac86", "#4a5560")
    facade(canvas, (300, 200, 520, 560), (4, 3), "#d8bf98", "#4a5560")
    skyline(canvas, 560, (500, 900, 60, 170), "#b7a48c", blur=1.5)
    canvas.haze(300, 600, "#ffe0a8", 0.4)
    crowd(
        canvas,
        (-40, 610, 1000, 940),
        (90, 250),
        7,
        ("#3f5570", "#7c4038", "#52604a", "#b9a58a", "#2f3340"),
        raised=0.45,
        step=0.3,
        haze="#e8cfa4",
        rim="#ffdf9a",
        towards=(-0.7, -0.6),
    )
    flags(canvas)
    building = Stencil().box(850, -10, 1210, 810)
    canvas.form(building, "#b99b74", towards=(-1, -0.2), radius=30, depth=0.7, rough=0.18, cell=(200, 40))
    door = Stencil().box(980, 60, 1140, 470)
    canvas.form(door, "#2e2a2a", radius=14, depth=-0.5)
    columns(canvas, (885, 1185), 40, 500, 62, "#d9c09a", towards=(-1, -0.1))
    pose = Pose(arms=((-148, -168), (30, -20)), lean=-3, hairdo="short", bulk=1.15)
    person(
        canvas,
        1000,
        668,
        470,
        pose,
        Dress("#27344a", "#1d2230", "#d0a283", "#b9bcc0"),
        towards=(-0.8, -0.6),
        rim="#ffe0a0",
    )
    tie = Stencil().polygon([(1010, 306), (1024, 306), (1024, 364), (1014, 386), (1004, 364)])
    canvas.form(tie, "#8c2430", radius=3)
    balcony(canvas)
    return canvas.finish()


def flags(canvas):
    """Flags of two plain colours above the crowd."""
    for _ in range(15):
        x, y = canvas.rng.uniform(10, 820), canvas.rng.uniform(350, 560)
        size = 40 + (y - 350) * 0.28
        pole = Stencil().line([(x, y), (x - 8, y + size * 2.4)], 3)
        canvas.shape(pole, "#3b2f26")
        cloth = curve(
            [(x, y), (x + size * 0.5, y + size * 0.14), (x + size, y - size * 0.05), (x + size * 1.5, y + size * 0.1)]
        )
        for part, tone in ((0.0, "#2f6b58"), (0.42, "#ecd9a8")):
            band = [(px, py + size * part) for px, py in cloth] + [
                (px - 2, py + size * (part + 0.42)) for px, py in reversed(cloth)
            ]
            canvas.form(
                Stencil().polygon(band), tone, towards=(-0.6, -0.6), radius=6, depth=0.5, rough=0.25, cell=(40, 200)
            )


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
    ministry(canvas)
    ground(canvas, 570, "#63676b", 0.2)
    wet_ground(canvas, 574, 0.4, 5)
    flashes = []
    rows = ((0.0, 250), (0.3, 300), (0.62, 370), (1.0, 470))
    for share, tall in rows:
        for side in (-1, 1):
            for extra in (0, 1):
                x = 600 + side * (190 + share * 210 + extra * (70 + 60 * share))
                flashes.append(
                    photographer(canvas, x, 640 + share * 190 + extra * 12, tall * (1 - extra * 0.06), -side)
                )
    pose = Pose(coat=0.24, hem=1.25, arms=((-8, 6), (12, -4)), legs=((-6, -2), (7, -9)), hairdo="long", lean=1)
    body = person(
        canvas,
        600,
        740,
        400,
        pose,
        Dress("#1c2231", "#1a1a20", "#c79b80", "#4a3022"),
        towards=(-0.5, -0.9),
        rim="#8a96a8",
    )
    scarf = Stencil().limb((578, 412), (624, 416), 20, 18).limb((612, 420), (618, 500), 18, 15)
    canvas.form(scarf, "#8f2f35", radius=4)
    mirror(canvas, body.parts["body"], 748, 0.4, 5)
    for index in (1, 4, 7, 10, 14):
        canvas.glow(*flashes[index], 52 + index * 5, "#ffffff", 0.95)
    rain(canvas, 240, 0.12, "#ffffff", 0.16, 24)
    return canvas.finish()


def ministry(canvas):
    """The stone front of the ministry with its porch and steps."""
    facade(canvas, (-20, -20, 430, 520), (5, 3), "#8b8a84", "#3a444c", lit=0.1)
    facade(canvas, (770, -20, 1220, 520), (5, 3), "#8b8a84", "#3a444c", lit=0.1)
    canvas.form(Stencil().box(420, -20, 780, 520), "#77766f", radius=20, rough=0.2)
    canvas.form(Stencil().box(520, 190, 680, 520), "#2a231e", radius=12, depth=-0.4)
    canvas.light(Stencil().box(530, 200, 670, 520).mask(12), "#ffd9a0", 0.45)
    columns(canvas, (450, 500, 700, 750), 90, 500, 34, "#a9a79e")
    canvas.form(Stencil().polygon([(400, 76), (600, -30), (800, 76)]), "#9a988f", radius=10)
    for step in range(4):
        canvas.form(
            Stencil().box(430 - step * 34, 508 + step * 16, 770 + step * 34, 524 + step * 16),
            blend("#8d8c86", "#b0afa8", step / 4),
            radius=3,
        )


def photographer(canvas, x, foot, tall, way):
    """A press photographer with a raised camera that points left (-1) or right (1); gives the place of its flash."""
    pose = Pose(
        turn=way,
        arms=((way * 70, way * 150), (way * 48, way * 150)),
        lean=way * 5,
        coat=0.06,
        bulk=1.2,
        hat=str(canvas.rng.choice(["", "cap", ""])),
        legs=((-9, -4), (9, 4)),
    )
    top = canvas.rng.choice(["#2b3036", "#3d4450", "#4a4238", "#26323c", "#59523f"])
    body = person(canvas, x, foot, tall, pose, Dress(str(top), "#1d1f24", "#a98168"), towards=(-0.3, -1))
    hx, hy = body.joints["head"]
    r = body.joints["radius"]
    camera = Stencil().box(*sorted_box(hx + way * r * 0.9, hy - r * 0.5, hx + way * r * 1.8, hy + r * 0.5))
    camera.limb((hx + way * r * 1.6, hy), (hx + way * r * 2.9, hy + r * 0.1), r * 0.7, r * 0.9)
    camera.box(*sorted_box(hx + way * r * 1.0, hy - r * 1.2, hx + way * r * 1.6, hy - r * 0.45))
    canvas.form(camera, "#121315", radius=2.5, rim="#70757c")
    return hx + way * r * 1.4, hy - r * 1.1


def sorted_box(left, top, right, bottom):
    """Box edges in the order left, top, right, bottom."""
    return min(left, right), top, max(left, right), bottom


def teachers_strike_1():
    """People with home-made placards march past a school."""
    canvas = Canvas(35, (0, "#8fb0c8"), (300, "#d5dfe0"), (500, "#efe6cf"))
    clouds(canvas, 480, "#ffffff", "#a8b8c4", 0.5)
    facade(canvas, (120, 130, 1120, 520), (11, 3), "#b0704c", "#4d6474", frame="#efe6d2")
    canvas.form(
        Stencil().polygon([(90, 132), (180, 60), (1060, 60), (1150, 132)]),
        "#56555c",
        radius=10,
        rough=0.3,
        cell=(20, 8),
    )
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
        pose = Pose(
            arms=arms,
            coat=float(canvas.rng.choice([0, 0.1, 0.18])),
            hairdo=("long", "short")[index % 2],
            bulk=1.1,
            hat=("", "brim", "", "cap", "")[(index + row) % 5],
            legs=((-8, -3), (6, -6)),
        )
        skin = ("#c99a7c", "#8a5b40", "#dcb397", "#b07c5c")[(index + row * 2) % 4]
        person(
            canvas,
            x,
            foot,
            tall,
            pose,
            Dress(tone, "#39404c", skin, ("#3a2a20", "#1d1714", "#8a6a40", "#9a9a98")[index % 4]),
            towards=(0.6, -0.8),
        )


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
        art.limb(at(-0.3, -0.15), at(0.3, -0.62), size * 0.12, size * 0.12).polygon(
            [at(-0.42, -0.04), at(-0.26, -0.24), at(-0.2, -0.12)]
        )
    else:
        for level in (-0.65, -0.45, -0.25):
            art.line(
                curve([at(-0.45, level), at(-0.2, level - 0.06), at(0.1, level + 0.05), at(0.45, level)]), size * 0.08
            )
    canvas.shape(art, ("#c02a34", "#22406c", "#2c2a2a", "#1f6a4a")[kind % 4], 0.92)
