"""Draws the pictures of the sample newswire into the folder `pictures` beside this file.

Usage: python3 pictures.py [NAME...]   (needs pillow and numpy; without names it draws all)

Every picture is a function in `pictures_src/scenes_*.py` whose name is the file's name with
underscores. Seeds are fixed, so the same versions of the two libraries give the same files.
"""

import io
import sys
import time
from importlib import import_module
from pathlib import Path

import pictures_src

FOLDER = Path(__file__).parent / "pictures"
LARGEST_BYTES = 92_000


def scenes():
    """All scene functions by the file name they draw, without its ending."""
    found = {}
    for path in sorted(Path(pictures_src.__file__).parent.glob("scenes_*.py")):
        module = import_module(f"pictures_src.{path.stem}")
        for name, function in vars(module).items():
            if name.rpartition("_")[2].isdigit():
                found[name.replace("_", "-")] = function
    return found


def encoded(image):
    """The picture as JPEG in the best quality that stays below the largest size."""
    for quality in range(88, 40, -4):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= LARGEST_BYTES:
            break
    return buffer.getvalue()


def main(names):
    """Draws the named pictures, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, scene in scenes().items():
        if names and name not in names:
            continue
        start = time.perf_counter()
        data = encoded(scene())
        (FOLDER / f"{name}.jpg").write_bytes(data)
        print(f"{name}.jpg {len(data) // 1000} kB {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
