import pytest
from PIL import Image

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.ocr.pictures import decode
from functions.finance.extraction.refusal import Refused
from tests.functions.finance.extraction.files import jpeg, png
from tests.functions.finance.extraction.ocr.pictures import drawn, encoded

ORIENTATION = 0x0112
TURNED_RIGHT = 6


def test_a_picture_comes_out_grey() -> None:
    picture = decode(encoded(Image.new("RGB", (40, 30), "white")))
    assert (picture.mode, picture.size) == ("L", (40, 30))


def test_what_is_transparent_is_white_paper() -> None:
    picture = decode(encoded(Image.new("RGBA", (40, 30), (0, 0, 0, 0))))
    assert picture.getextrema() == (255, 255)


def test_a_picture_stands_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    assert decode(encoded(Image.new("L", (40, 30)), "JPEG", exif=exif)).size == (30, 40)


def test_a_large_picture_is_no_larger_than_reading_needs() -> None:
    picture = decode(encoded(Image.new("L", (6000, 5000), 255), "JPEG"))
    assert max(picture.size) <= 3600


@pytest.mark.parametrize(
    "data", [png(80, 60), jpeg(80, 60), encoded(drawn(["one"]))[:700], b"\x89PNG\r\n\x1a\n", b"GIF89a"]
)
def test_a_damaged_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.reason is ReasonCode.UNREADABLE
