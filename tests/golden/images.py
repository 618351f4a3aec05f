"""Makes the small pictures in tests/golden/images and what Pillow reads in them.

Run: python images.py   (Pillow 13, NumPy)

Every picture is a formula (no person, no photograph):
  *.png, *.jpg          the inputs
  decoded/NAME.png      Pillow's 8-bit RGB pixels of an input, EXIF turn applied
  bilinear/NAME_HxW.png Pillow's antialiased BILINEAR resize of those pixels
  bicubic/NAME_HxW.png  the same with BICUBIC
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HERE = Path(__file__).parent / "images"
# Each is resized by 5/12, by 9/4 (a person of Market-1501, 128x64 to 288x144)
# and to a size of another shape, which shrinks one side and enlarges the other.


def gradient(height, width):
    row, column = np.mgrid[0:height, 0:width]
    return np.stack(
        [
            255 * column / (width - 1),
            255 * row / (height - 1),
            255 * (row + column) / (height + width - 2),
        ],
        axis=-1,
    ).round().astype(np.uint8)


def checker(height, width, cell):
    row, column = np.mgrid[0:height, 0:width]
    on = ((row // cell + column // cell) % 2).astype(bool)
    return np.where(on[..., None], [250, 220, 30], [10, 60, 200]).astype(np.uint8)


def noise(height, width):
    return np.random.default_rng(1501).integers(0, 256, (height, width, 3), dtype=np.uint8)


def waves(height, width):
    row, column = np.mgrid[0:height, 0:width]
    angle = np.stack([row / 5 + column / 9, row / 11 - column / 4, row / 7 * 1.0], axis=-1)
    return (127.5 + 120 * np.sin(angle)).round().astype(np.uint8)


def save(picture, name, **options):
    for folder in ["decoded", "bilinear", "bicubic"]:
        (HERE / folder).mkdir(parents=True, exist_ok=True)
    picture.save(HERE / name, **options)


def inputs():
    save(Image.fromarray(gradient(48, 24)), "gradient.png", optimize=True)
    save(Image.fromarray(checker(48, 24, 3)), "checker.png", optimize=True)
    save(Image.fromarray(noise(32, 16)), "noise.png", optimize=True)
    rgb = Image.fromarray(waves(48, 24))
    save(rgb, "waves.png", optimize=True)
    save(rgb, "waves_444.jpg", quality=90, subsampling=0)
    save(rgb, "waves_420.jpg", quality=90, subsampling=2)
    odd = Image.fromarray(waves(45, 21))
    save(odd, "odd_422.jpg", quality=90, subsampling=1)
    save(odd, "odd_420.jpg", quality=70, subsampling=2, optimize=True)
    save(rgb, "waves_progressive.jpg", quality=80, progressive=True)
    save(rgb.convert("L"), "grey.jpg", quality=90)
    save(rgb.convert("L"), "grey.png", optimize=True)
    save(rgb.quantize(16), "palette.png", optimize=True)
    alpha = rgb.convert("RGBA")
    alpha.putalpha(Image.fromarray(gradient(48, 24)[..., 0]))
    save(alpha, "alpha.png", optimize=True)
    deep = (waves(48, 24)[..., 0].astype(np.uint16)) * 257
    save(Image.fromarray(deep), "deep.png", optimize=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to see it upright
    save(rgb, "turned.jpg", quality=90, subsampling=0, exif=exif)
    white = Image.new("CMYK", (8, 8), (0, 0, 0, 0))
    white.paste((0, 0, 0, 255), (0, 0, 4, 8))
    white.save(HERE / "cmyk.jpg", quality=95)  # left half black, right half white


def main():
    inputs()
    for path in sorted(HERE.glob("*.*")):
        if path.name == "cmyk.jpg":
            continue  # Pillow ignores its profile: nothing to compare with
        if path.name == "deep.png":
            deep = np.asarray(Image.open(path)).astype(np.uint32)
            pixels = Image.fromarray((deep // 257).astype(np.uint8)).convert("RGB")
        else:
            pixels = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        pixels.save(HERE / "decoded" / f"{path.stem}_{path.suffix[1:]}.png", optimize=True)
        if path.name not in ("gradient.png", "checker.png", "noise.png", "waves.png"):
            continue
        rows, columns = pixels.height, pixels.width
        for height, width in [
            (rows * 5 // 12, columns * 5 // 12),
            (rows * 9 // 4, columns * 9 // 4),
            (rows * 3 // 8, columns * 5 // 4),
        ]:
            for folder, kernel in [("bilinear", Image.BILINEAR), ("bicubic", Image.BICUBIC)]:
                # columns first in every release: Pillow 13 takes rows first where that is cheaper
                resized = pixels.resize((width, rows), kernel).resize((width, height), kernel)
                resized.save(HERE / folder / f"{path.stem}_{height}x{width}.png", optimize=True)


if __name__ == "__main__":
    main()
