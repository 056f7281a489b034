"""People: posed bodies built from limbs, dressed and lit, and crowds of them."""

import math
from dataclasses import dataclass, field, replace

from .canvas import blend, ink
from .stencil import Stencil

PARTS = ("far", "upper", "legs", "feet", "body", "head", "hair", "near", "hands")


@dataclass(frozen=True)
class Pose:
    """Angles in degrees from straight down, positive to the right of the picture.

    `arms` and `legs` hold (upper, lower) for the left and the right one; `turn` is -1 or 1 for a
    side view facing left or right and 0 for a view from the front or the back.
    """

    arms: tuple = ((-12, -5), (12, 5))
    legs: tuple = ((-5, -3), (5, 3))
    lean: float = 0.0
    turn: int = 0
    coat: float = 0.0
    bulk: float = 1.0
    hem: float = 1.0
    hat: str = ""
    hairdo: str = "short"


@dataclass(frozen=True)
class Dress:
    """The colours of a person."""

    top: object = "#2b3440"
    legs: object = "#22262e"
    skin: object = "#c99a7c"
    hair: object = "#2c211b"
    feet: object = "#17181c"


@dataclass
class Body:
    """The stencils of one or more people, by part, and the joints of the last one added."""

    parts: dict = field(default_factory=lambda: {part: Stencil() for part in PARTS})
    joints: dict = field(default_factory=dict)


def swing(start, angle, length):
    """The point at a distance from another, at an angle from straight down."""
    radians = math.radians(angle)
    return start[0] + math.sin(radians) * length, start[1] + math.cos(radians) * length


def add_person(body, x, foot, height, pose):
    """Adds a person whose feet stand at (x, foot) to the stencils of a body."""
    hip = (x, foot - height * 0.49)
    neck = swing(hip, 180 - pose.lean, height * 0.34)
    head = swing(hip, 180 - pose.lean * 1.15, height * 0.435)
    body.joints = {"hip": hip, "neck": neck, "head": head, "radius": height * 0.062}
    add_legs(body, hip, height, pose)
    add_torso(body, hip, neck, height, pose)
    add_arms(body, neck, height, pose)
    add_head(body, neck, head, height, pose)
    return body


def add_legs(body, hip, height, pose):
    """Two legs with feet, and a skirt or coat tail if the pose has one."""
    apart = height * (0.02 if pose.turn else 0.042)
    for side, (upper, lower) in zip((-1, 1), pose.legs):
        top = (hip[0] + side * apart, hip[1])
        knee = swing(top, upper, height * 0.245)
        ankle = swing(knee, lower, height * 0.225)
        body.parts["legs"].limb(top, knee, height * 0.105 * pose.bulk, height * 0.07)
        body.parts["legs"].limb(knee, ankle, height * 0.072, height * 0.045)
        toe = (ankle[0] + height * 0.05 * (pose.turn or side * 0.5), ankle[1] + height * 0.02)
        body.parts["feet"].limb(ankle, toe, height * 0.045, height * 0.035)


def add_torso(body, hip, neck, height, pose):
    """The trunk with its shoulders, and the skirt of a coat below it."""
    wide = height * (0.085 if pose.turn else 0.118) * pose.bulk
    waist = height * (0.07 if pose.turn else 0.082) * pose.bulk
    drop = height * 0.035
    trunk = [
        (neck[0] - wide * 0.45, neck[1] - drop * 0.2),
        (neck[0] - wide, neck[1] + drop),
        (neck[0] - wide * 0.98, neck[1] + drop * 3),
        (hip[0] - waist, hip[1] - height * 0.1),
        (hip[0] - waist * 1.15, hip[1] + height * 0.03),
        (hip[0] + waist * 1.15, hip[1] + height * 0.03),
        (hip[0] + waist, hip[1] - height * 0.1),
        (neck[0] + wide * 0.98, neck[1] + drop * 3),
        (neck[0] + wide, neck[1] + drop),
        (neck[0] + wide * 0.45, neck[1] - drop * 0.2),
    ]
    body.parts["body"].smooth(trunk)
    if pose.coat:
        tail = hip[1] + height * pose.coat
        flare = waist * 1.3 * pose.hem
        body.parts["body"].polygon(
            [
                (hip[0] - waist * 1.1, hip[1] - height * 0.05),
                (hip[0] + waist * 1.1, hip[1] - height * 0.05),
                (hip[0] + flare, tail),
                (hip[0] - flare, tail),
            ]
        )


def add_arms(body, neck, height, pose):
    """Two arms with hands; the upper arms of a front view and the first arm of a side view lie behind the trunk."""
    reach = height * (0.02 if pose.turn else 0.094) * pose.bulk
    hands = []
    for side, (upper, lower) in zip((-1, 1), pose.arms):
        part = body.parts["far" if pose.turn and side < 0 else "near"]
        shoulder = (neck[0] + side * reach, neck[1] + height * 0.048)
        elbow = swing(shoulder, upper, height * 0.165)
        wrist = swing(elbow, lower, height * 0.15)
        sleeve = part if pose.turn else body.parts["upper"]
        sleeve.limb(shoulder, elbow, height * 0.068 * pose.bulk, height * 0.052 * pose.bulk)
        part.limb(elbow, wrist, height * 0.052 * pose.bulk, height * 0.036)
        palm = swing(wrist, lower, height * 0.032)
        body.parts["hands"].limb(wrist, palm, height * 0.03, height * 0.034)
        hands.append(palm)
    body.joints["hands"] = hands


def add_head(body, neck, head, height, pose):
    """Neck, skull, hair and hat."""
    radius = height * 0.062
    body.parts["head"].limb(neck, head, radius * 1.1, radius)
    body.parts["head"].ellipse(head[0], head[1], radius * (0.92 if pose.turn else 0.84), radius * 1.12)
    if pose.turn:
        brow = (head[0] + pose.turn * radius * 0.55, head[1] - radius * 0.1)
        nose = (head[0] + pose.turn * radius * 1.02, head[1] + radius * 0.22)
        body.parts["head"].limb(brow, nose, radius * 0.6, radius * 0.2)
        chin = (head[0] + pose.turn * radius * 0.55, head[1] + radius * 0.85)
        body.parts["head"].limb(head, chin, radius, radius * 0.42)
    add_hair(body.parts["hair"], head, radius, pose)


def add_hair(hair, head, radius, pose):
    """Hair in one of a few cuts, or something worn on the head."""
    x, y = head[0] - pose.turn * radius * 0.2, head[1]
    if pose.hairdo != "bald":
        hair.ellipse(x, y - radius * 0.25, radius * 0.95, radius * 1.0)
        face = (head[0] + pose.turn * radius * 0.45, y + radius * 0.45)
        if pose.hairdo != "back":
            hair.ellipse(*face, radius * 0.78, radius * 1.02, value=0)
    if pose.hairdo == "long":
        for side in (-1, 1) if not pose.turn else (-pose.turn,):
            hair.limb(
                (x + side * radius * 0.75, y - radius * 0.3),
                (x + side * radius * 0.85, y + radius * 1.4),
                radius * 0.6,
                radius * 0.5,
            )
    if pose.hat == "cap":
        hair.ellipse(x, y - radius * 0.6, radius * 1.12, radius * 0.62)
        hair.box(x - radius * 1.1, y - radius * 0.62, x + radius * 1.1, y - radius * 0.3)
        brim = pose.turn * radius * 1.5 if pose.turn else 0
        hair.limb((x, y - radius * 0.4), (x + brim, y - radius * 0.35), radius * 0.3, radius * 0.2)
    if pose.hat == "helmet":
        hair.ellipse(x, y - radius * 0.5, radius * 1.2, radius * 0.95)
        hair.limb(
            (x - radius * 1.4, y - radius * 0.1), (x + radius * 1.4, y - radius * 0.1), radius * 0.3, radius * 0.3
        )
    if pose.hat == "brim":
        hair.ellipse(x, y - radius * 0.8, radius * 0.95, radius * 0.6)
        hair.ellipse(x, y - radius * 0.45, radius * 1.9, radius * 0.3)


def person(canvas, x, foot, height, pose=Pose(), dress=Dress(), **look):
    """Paints one person as rounded forms; `look` goes on to `Canvas.form`."""
    body = add_person(Body(), x, foot, height, pose)
    look = {"radius": max(1.5, height * 0.022), "depth": 0.75, **look}
    colours = {
        "far": ink(dress.top) * 0.7,
        "upper": ink(dress.top) * 0.94,
        "legs": dress.legs,
        "feet": dress.feet,
        "body": dress.top,
        "head": dress.skin,
        "hair": dress.hair,
        "near": ink(dress.top) * 1.04,
        "hands": dress.skin,
    }
    for part in PARTS:
        canvas.form(body.parts[part], colours[part], **look)
    return body


def face(canvas, body, pose, strength=0.4):
    """Soft shadows of eyes, nose and mouth on the last head, for people seen from near."""
    (x, y), radius = body.joints["head"], body.joints["radius"]
    x += pose.turn * radius * 0.45
    shadow, reach = Stencil(), (0.34 if not pose.turn else 0.1)
    for side in (-1, 1) if not pose.turn else (1,):
        shadow.ellipse(x + side * radius * reach, y - radius * 0.05, radius * 0.2, radius * 0.1)
    if not pose.turn:
        shadow.limb((x, y), (x + radius * 0.06, y + radius * 0.34), radius * 0.04, radius * 0.14)
    shadow.limb(
        (x - radius * 0.2, y + radius * 0.62), (x + radius * 0.2, y + radius * 0.62), radius * 0.07, radius * 0.07
    )
    canvas.darken(shadow.mask(radius * 0.06), strength * 1.4)


def crowd(canvas, area, height, rows, colours, **look):
    """Rows of people from far to near inside `area` (left, top, right, bottom: feet of first and last row).

    `raised` is the share with an arm up, `step` the gap between neighbours in heights,
    `skin` and `shadow` the tones, `haze` a colour that far rows fade into.
    """
    left, top, right, bottom = area
    rng = canvas.rng
    for row in range(rows):
        share = row / max(rows - 1, 1)
        tall = height[0] + (height[1] - height[0]) * share
        foot = top + (bottom - top) * share
        groups = [Body() for _ in colours]
        x = left + rng.uniform(0, tall * 0.2)
        while x < right:
            add_person(
                groups[rng.integers(len(groups))],
                x,
                foot + rng.normal() * tall * 0.03,
                tall * rng.uniform(0.92, 1.06),
                crowd_pose(rng, look.get("raised", 0.0)),
            )
            x += tall * look.get("step", 0.24) * rng.uniform(0.7, 1.3)
        fade = look.get("fade", 0.5) * (1 - share)
        for body, colour in zip(groups, colours):
            tone = blend(colour, look.get("haze", colour), fade)
            skin = blend(look.get("skin", "#b98a6e"), look.get("haze", colour), fade)
            paint_group(canvas, body, (tone, skin), tall, look)


def crowd_pose(rng, raised):
    """A pose for somebody who stands in a crowd."""
    pose = Pose(
        arms=((-rng.uniform(5, 25), rng.uniform(-10, 30)), (rng.uniform(5, 25), rng.uniform(-30, 10))),
        lean=rng.uniform(-4, 4),
        coat=rng.choice([0.0, 0.12, 0.22]),
        bulk=rng.uniform(0.9, 1.15),
        hairdo=str(rng.choice(["short", "long", "back"])),
        hat=str(rng.choice(["", "", "", "cap"])),
    )
    if rng.uniform() < raised:
        up = rng.uniform(140, 175)
        pose = replace(pose, arms=(pose.arms[0], (up, 180 - rng.uniform(-20, 25))))
    if rng.uniform() < raised * 0.5:
        pose = replace(pose, arms=((-rng.uniform(140, 175), 180), pose.arms[1]))
    return pose


def paint_group(canvas, body, tones, tall, look):
    """Paints all people gathered in one body with the same clothes."""
    form = {"radius": max(1.2, tall * 0.02), "depth": look.get("depth", 0.6)}
    form |= {key: look[key] for key in ("towards", "rim", "blur") if key in look}
    tone, skin = tones
    hair = look.get("hair", ink(skin) * 0.3)
    for part, colour in (
        ("upper", tone),
        ("legs", ink(tone) * 0.55),
        ("feet", ink(tone) * 0.3),
        ("body", tone),
        ("head", skin),
        ("hair", hair),
        ("near", ink(tone) * 1.1),
        ("hands", skin),
    ):
        canvas.form(body.parts[part], colour, **form)
