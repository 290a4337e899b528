"""Pages as cameras and scanners see them. The same seed gives the same picture."""

import io
import random
from collections.abc import Sequence

import pypdfium2
from PIL import ExifTags, Image, ImageChops, ImageFilter, ImageOps

Corners = Sequence[tuple[float, float]]


def page(pdf: bytes, dpi: int) -> Image.Image:
    """The first page, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()
    return picture.convert("L")


def scan(pdf: bytes, *, dpi: int = 200, tilt: float = 0.6, grain: int = 14, seed: int = 7) -> Image.Image:
    """A page on the glass of an office scanner: a little tilted, grainy, dark towards one edge."""
    flat = page(pdf, dpi).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=250)
    softened = flat.filter(ImageFilter.GaussianBlur(0.6))
    return _grain(ImageChops.multiply(softened, _slope(softened.size, 255, 232)), grain, seed)


def photo(pdf: bytes, *, dpi: int = 190, seed: int = 11, corners: Corners | None = None) -> Image.Image:
    """Paper on a table, photographed by hand: in perspective, with a shadow across it, grain and a warm light."""
    paper = page(pdf, dpi)
    paper = ImageOps.expand(paper, border=6, fill=236)
    width, height = paper.size
    margin = round(0.09 * max(width, height))
    size = (width + 2 * margin, height + 2 * margin)
    corners = corners or ((0.05, 0.02), (0.97, 0.05), (0.93, 0.985), (0.015, 0.95))
    corner_points = [(margin + x * width, margin + y * height) for x, y in corners]
    seen = _in_perspective(paper, corner_points, size, fill=255)
    mask = _in_perspective(Image.new("L", paper.size, 255), corner_points, size, fill=0)
    scene = Image.composite(seen, _table(size, seed), mask)
    scene = ImageChops.multiply(scene, _slope(size, 250, 205))
    scene = ImageChops.multiply(scene, _shadow(size))
    grainy = _grain(scene.filter(ImageFilter.GaussianBlur(0.7)), 16, seed + 1)
    return ImageOps.colorize(grainy, (18, 14, 12), (252, 247, 236))


def blurred(pdf: bytes, *, seed: int = 23) -> Image.Image:
    """A picture that nobody can read: moved, out of focus, sideways."""
    shot = photo(pdf, dpi=80, seed=seed).rotate(97, Image.Resampling.BICUBIC, expand=True, fillcolor=(70, 60, 52))
    return shot.filter(ImageFilter.GaussianBlur(3.4)).filter(ImageFilter.BoxBlur(2))


def jpeg(picture: Image.Image, quality: int = 62, dpi: int = 200) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi))
    return buffer.getvalue()


def held_sideways(picture: Image.Image, quality: int = 62) -> bytes:
    """As a telephone held sideways keeps it: turned, with a note on how to turn it back."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    picture.transpose(Image.Transpose.ROTATE_90).save(buffer, "JPEG", quality=quality, exif=exif)
    return buffer.getvalue()


def png(picture: Image.Image, dpi: int = 200) -> bytes:
    """In 16 greys, which compress well."""
    buffer = io.BytesIO()
    ImageOps.posterize(picture, 4).save(buffer, "PNG", optimize=True, dpi=(dpi, dpi))
    return buffer.getvalue()


def _in_perspective(flat: Image.Image, corners: Corners, size: tuple[int, int], fill: int) -> Image.Image:
    width, height = flat.size
    source = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    coefficients = _homography(corners, source)
    return flat.transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=fill)


def _homography(seen: Corners, flat: Corners) -> list[float]:
    """The eight coefficients that carry what is seen to the flat page."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for pivot in range(8):
        best = max(range(pivot, 8), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for row in range(8):
            if row != pivot:
                factor = rows[row][pivot]
                rows[row] = [value - factor * upper for value, upper in zip(rows[row], rows[pivot], strict=True)]
    return [row[8] for row in rows]


def _table(size: tuple[int, int], seed: int) -> Image.Image:
    """Wood: dark, with grain along the picture."""
    grain = _noise((size[0] // 3, 24), seed).resize(size, Image.Resampling.BICUBIC)
    return grain.point(lambda value: 70 + (value - 128) // 5)


def _slope(size: tuple[int, int], light: int, dark: int) -> Image.Image:
    """Light that falls off from left to right."""
    return (
        ImageOps.scale(Image.linear_gradient("L").rotate(90), 1)
        .point(lambda value: light - value * (light - dark) // 255)
        .resize(size)
    )


def _shadow(size: tuple[int, int]) -> Image.Image:
    """The soft shadow of a hand in one corner."""
    shade = Image.radial_gradient("L").point(lambda value: 150 + min(value, 210) // 2)
    large = shade.resize((size[0] * 2, size[1]))
    lit = Image.new("L", size, 255)
    lit.paste(large, (-size[0] // 2, size[1] // 2))
    return lit.filter(ImageFilter.GaussianBlur(size[0] / 18))


def _grain(picture: Image.Image, strength: int, seed: int) -> Image.Image:
    noise = _noise(picture.size, seed).filter(ImageFilter.GaussianBlur(0.6))
    return ImageChops.add(picture, noise.point(lambda value: value * strength // 128), 1, -strength)


def _noise(size: tuple[int, int], seed: int) -> Image.Image:
    return Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))  # noqa: S311 - grain
