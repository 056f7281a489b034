"""Hands seen from near: rows of fingers and palms."""

from .stencil import Stencil


def finger_row(canvas, layout, lengths, width, tone, **look):
    """Fingers that lie side by side.

    `layout` is (first knuckle, first middle joint, count, step from one finger to the next).
    """
    knuckle, joint, count, step = layout
    look = {"towards": (-0.6, -0.8), "radius": width * 0.3, "depth": 0.9, **look}
    for index in range(count):
        start = (knuckle[0] + step[0] * index, knuckle[1] + step[1] * index)
        middle = (joint[0] + step[0] * index, joint[1] + step[1] * index)
        share = lengths[index] / 100
        tip = (middle[0] + (middle[0] - start[0]) * 0.2, middle[1] + width * share * 1.5)
        finger = Stencil().limb(start, middle, width, width * 0.92).limb(middle, tip, width * 0.9, width * 0.72)
        canvas.form(finger, tone, **look)


def palm(canvas, points, tone, **look):
    """The back or palm of a hand."""
    look = {"towards": (-0.6, -0.8), "radius": 26, "depth": 0.8, **look}
    canvas.form(Stencil().smooth(points), tone, **look)
