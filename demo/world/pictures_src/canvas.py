"""The canvas that scenes paint on: layers, light, rounded forms and the finish of a print."""

import numpy as np
from PIL import Image

from .noise import HEIGHT, WIDTH, box_pass, fractal, grid, softened


def ink(colour):
    """A colour as three floats, 0 to 1, from `#rrggbb` or from an array that is one already."""
    if isinstance(colour, str):
        return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float32) / 255
    return np.asarray(colour, np.float32)


def blend(first, second, share):
    """A colour between two others; a share of 0 gives the first."""
    return ink(first) * (1 - share) + ink(second) * share


def ramp(stops, values):
    """Colours for values along `(position, colour)` stops."""
    places = [place for place, _ in stops]
    colours = [ink(colour) for _, colour in stops]
    channels = [np.interp(values, places, [colour[i] for colour in colours]) for i in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


class Canvas:
    """A picture in progress with its own seeded source of chance."""

    def __init__(self, seed, *stops):
        """Starts with a vertical gradient; stops are `(y in pixels, colour)`."""
        self.rng = np.random.default_rng(seed)
        column = ramp(stops, np.arange(HEIGHT))
        self.pixels = np.repeat(column[:, None, :], WIDTH, axis=1)

    def paint(self, mask, colour, opacity=1.0):
        """Lays a colour (or a whole picture) over the masked part."""
        self.pixels += (mask * opacity)[..., None] * (ink(colour) - self.pixels)

    def light(self, mask, colour, strength=1.0):
        """Adds light the way a projector does: bright places never burn out abruptly."""
        glow = np.clip(mask * strength, 0, 1)[..., None] * ink(colour)
        self.pixels = 1 - (1 - self.pixels) * (1 - glow)

    def darken(self, mask, amount):
        """Takes light away: an amount of 1 turns the masked part black."""
        self.pixels *= 1 - np.clip(mask * amount, 0, 1)[..., None]

    def shape(self, stencil, colour, opacity=1.0, blur=0.0):
        """A flat shape."""
        self.paint(stencil.mask(blur), colour, opacity)

    def form(self, stencil, colour, **look):
        """A shape modelled as a rounded body under a lamp.

        `towards` is the direction of the lamp, `radius` how far the rounding reaches in, `depth`
        its contrast, `rim` the colour of light that grazes the lit edge, `rough` surface mottling.
        """
        blur, radius = look.get("blur", 0.0), look.get("radius", 10)
        place = stencil.bounds(round(radius * 3 + blur * 3) + 2)
        if place is None:
            return
        mask = softened(stencil.mask()[place], blur)
        lit = slope(softened(mask, radius), look.get("towards", (-0.6, -0.8))) * radius * 2.2
        body = ink(colour) * (1 + look.get("depth", 0.6) * lit)[..., None]
        if "rim" in look:
            body = body + (np.clip(lit - 0.25, 0, 1) * 1.3)[..., None] * ink(look["rim"])
        if look.get("rough"):
            grain = fractal(self.rng, look.get("cell", (30, 30)), 4, mask.shape) - 0.5
            body = body * (1 + look["rough"] * grain * 2)[..., None]
        part = self.pixels[place]
        part += (mask * look.get("opacity", 1.0))[..., None] * (np.clip(body, 0, 1) - part)

    def glow(self, x, y, radius, colour, strength=1.0):
        """A round light that falls off softly; the radius is where a seventh is left."""
        columns, rows = grid()
        distance = ((columns - x) ** 2 + (rows - y) ** 2) / radius**2
        self.light(1 / (1 + 6 * distance) ** 1.6, colour, strength)

    def lamps(self, places, size, colour, strength=1.0):
        """Many small lights at once: a hot core and a soft halo each."""
        mask = np.zeros((HEIGHT, WIDTH), np.float32)
        for x, y in places:
            if 0 <= x < WIDTH and 0 <= y < HEIGHT:
                mask[int(y), int(x)] += size * size * 6
        core = np.clip(softened(mask, size * 0.7), 0, 1)
        self.light(np.clip(softened(mask, size * 5) * 4, 0, 0.7), colour, strength)
        self.light(core, blend(colour, "#ffffff", 0.5), strength)

    def haze(self, top, bottom, colour, strength):
        """Mist that thickens from one height to another and stays as thick below."""
        _, rows = grid()
        self.paint(np.clip((rows - top) / (bottom - top), 0, 1), colour, strength)

    def blur(self, radius, mask=None):
        """Puts everything painted so far out of focus, or only the masked part."""
        channels = [softened(self.pixels[..., i], radius) for i in range(3)]
        soft = np.stack(channels, axis=-1)
        if mask is None:
            self.pixels = soft
        else:
            self.paint(mask, soft)

    def finish(self, brush=0.55, grain=0.011, vignette=0.42, bloom=0.35):
        """Brush strokes, muted colours, bloom, vignette and film grain; gives the final image."""
        picture = np.clip(self.pixels, 0, 1)
        picture = picture * (1 - brush) + brushed(picture) * brush
        picture = picture * 0.86 + picture.mean(axis=-1, keepdims=True) * 0.14
        bright = np.clip(picture - 0.62, 0, 1)
        halo = np.stack([softened(bright[..., i], 22) for i in range(3)], axis=-1)
        picture = 1 - (1 - picture) * (1 - np.clip(halo * bloom * 2, 0, 1))
        columns, rows = grid()
        corner = ((columns / WIDTH - 0.5) ** 2 + (rows / HEIGHT - 0.5) ** 2) * 2
        picture *= (1 - vignette * corner**1.3)[..., None]
        speckle = softened_once(self.rng.standard_normal((HEIGHT, WIDTH)).astype(np.float32), 1)
        picture += (speckle * grain / max(float(speckle.std()), 1e-6))[..., None]
        return Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))


def slope(field, towards):
    """How much each point of a height field faces the given direction."""
    down, right = np.gradient(field)
    return -(right * towards[0] + down * towards[1])


def brushed(picture, reach=2):
    """Kuwahara's filter: every pixel takes the mean of its calmest corner, like a flat brush."""
    margin = 2 * reach
    picture = np.pad(picture, ((margin, margin), (margin, margin), (0, 0)), mode="edge")
    grey = picture.mean(axis=-1)
    best = np.full(grey.shape, np.inf, np.float32)
    result = picture.copy()
    mean = np.stack([softened_once(picture[..., i], reach) for i in range(3)], axis=-1)
    average = softened_once(grey, reach)
    spread = softened_once(grey * grey, reach) - average**2
    for across in (-reach, reach):
        for down in (-reach, reach):
            shift = (down, across)
            calm = np.roll(spread, shift, (0, 1))
            better = calm < best
            best = np.where(better, calm, best)
            result = np.where(better[..., None], np.roll(mean, shift, (0, 1)), result)
    return result[margin:-margin, margin:-margin]


def softened_once(field, reach):
    """A single square moving average."""
    return box_pass(box_pass(field, reach, 0), reach, 1)
