"""Shapes cut with smooth edges: polygons, curves, limbs and boxes gathered in one mask."""

import math

import numpy as np
from PIL import Image, ImageDraw

from .noise import HEIGHT, WIDTH, softened

FINE = 2


def curve(points, closed=False, steps=10):
    """A Catmull-Rom curve through the points, as a list of points."""
    count = len(points)
    knots = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    path = []
    for index in range(count if closed else count - 1):
        path += segment(knots[index : index + 4], steps)
    return path if closed else [*path, points[-1]]


def segment(knots, steps):
    """The stretch of a Catmull-Rom curve between the middle two of four knots."""
    first, start, end, last = (np.array(knot, float) for knot in knots)
    path = []
    for step in range(steps):
        t = step / steps
        point = 0.5 * (
            2 * start
            + (end - first) * t
            + (2 * first - 5 * start + 4 * end - last) * t**2
            + (3 * start - first - 3 * end + last) * t**3
        )
        path.append((float(point[0]), float(point[1])))
    return path


class Stencil:
    """A mask under construction; every method adds a shape and returns the stencil."""

    def __init__(self):
        self.image = Image.new("L", (WIDTH * FINE, HEIGHT * FINE), 0)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points, value=255):
        """A shape with straight edges; a value of 0 cuts it out instead."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=value)
        return self

    def smooth(self, points, value=255):
        """A shape with a rounded outline through the points."""
        return self.polygon(curve(points, closed=True), value)

    def box(self, left, top, right, bottom, value=255):
        """A rectangle with level edges."""
        return self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], value)

    def ellipse(self, x, y, across, down=None, value=255):
        """An ellipse about (x, y) with the two half axes; a circle if only one is given."""
        down = across if down is None else down
        edges = (x - across, y - down, x + across, y + down)
        self.pen.ellipse([edge * FINE for edge in edges], fill=value)
        return self

    def line(self, points, width=2, value=255):
        """A line of even width with round joints."""
        path = [(x * FINE, y * FINE) for x, y in points]
        self.pen.line(path, fill=value, width=max(1, round(width * FINE)), joint="curve")
        return self

    def limb(self, start, end, start_width, end_width, value=255):
        """A tapered bar with round ends, the building block of arms, trunks and fingers."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0]) + math.pi / 2
        across = (math.cos(angle) / 2, math.sin(angle) / 2)
        corners = []
        for (x, y), width, sign in (
            (start, start_width, 1),
            (end, end_width, 1),
            (end, end_width, -1),
            (start, start_width, -1),
        ):
            corners.append((x + sign * width * across[0], y + sign * width * across[1]))
        self.polygon(corners, value)
        self.ellipse(*start, start_width / 2, value=value)
        return self.ellipse(*end, end_width / 2, value=value)

    def mask(self, blur=0.0):
        """The finished mask, 0 to 1, at picture size."""
        small = self.image.reduce(FINE)
        return softened(np.asarray(small, np.float32) / 255, blur)

    def bounds(self, margin):
        """The slices (rows, columns) that hold every shape plus a margin; None if all is outside."""
        edges = self.image.getbbox()
        if edges is None:
            return None
        left, top, right, bottom = (edge // FINE for edge in edges)
        rows = slice(max(0, top - margin), min(HEIGHT, bottom + margin + 1))
        return rows, slice(max(0, left - margin), min(WIDTH, right + margin + 1))
