"""Draws src/icon.ico: three lists that run together into one. Run with Pillow, from the root of the project.

Each size is drawn by itself, on whole pixels: an icon that was only made smaller is a blur in a list of files.
"""

import struct
from io import BytesIO

from PIL import Image, ImageDraw

GREEN = (0x2E, 0x75, 0x4F, 255)  # the colour of the tabs that every plan needs
WHITE = (255, 255, 255, 255)
GOLD = (0xFF, 0xC8, 0x3D, 255)


def drawn(size: int) -> Image.Image:
    """The icon in one size: a field of 16 by 16 units."""
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)

    def at(units: float) -> int:
        return round(units * size / 16)

    def box(x, y, width, height, colour):
        draw.rectangle((at(x), at(y), at(x + width) - 1, at(y + height) - 1), fill=colour)

    draw.rounded_rectangle((0, 0, size - 1, size - 1), radius=at(2), fill=GREEN)
    for x in (2, 6, 10):  # three lists
        for y in (2, 4, 6):
            box(x, y, 3 if x < 10 else 4, 1, WHITE)
    draw.polygon([(at(3), at(8)), (at(13), at(8)), (at(8), at(11.5))], fill=WHITE)  # run together
    box(2, 12, 12, 2, GOLD)  # into one
    return image


def packed(image: Image.Image) -> bytes:
    """A PNG where it is large; else a bitmap, which every compiler of resources takes."""
    if image.width == 256:
        out = BytesIO()
        image.save(out, "PNG", optimize=True)
        return out.getvalue()
    side = image.width
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    mask = bytes((side + 31) // 32 * 4 * side)  # the alpha channel says it all
    flipped = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return head + flipped.tobytes("raw", "BGRA") + mask


def ico(images) -> bytes:
    """The images as one .ico."""
    images = [(image.width % 256, packed(image)) for image in images]
    offset = 6 + 16 * len(images)
    entries = struct.pack("<HHH", 0, 1, len(images))
    for side, image in images:
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return entries + b"".join(image for _, image in images)


if __name__ == "__main__":
    with open("src/icon.ico", "wb") as file:
        file.write(ico([drawn(size) for size in (16, 24, 32, 48, 256)]))
