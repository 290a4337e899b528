"""What comes from cameras and scanners."""

from collections.abc import Iterator

from local.samples.generator.catalogue import bills, pictured
from local.samples.generator.catalogue.pages import ALL_SHOWN, NOTHING_WITHHELD, truth_of_bill
from local.samples.generator.pictures import blurred, held_sideways, jpeg, photo, png, scan
from local.samples.generator.sample import AUTOMATIC, Sample, review, truth_of_page
from local.samples.generator.sheets.classic import classic
from local.samples.generator.sheets.modern import modern
from local.samples.generator.sheets.sheet import LETTER, Sheet
from local.samples.generator.sheets.till import till
from local.samples.generator.sheets.utility import utility

OR_UNSURE = "; where reading is not sure of a value, low_confidence is right too"


def samples() -> Iterator[Sample]:
    yield Sample(
        file="image/foto_recibo.jpg",
        kind="image",
        content=jpeg(photo(till(pictured.GROCERIES), dpi=230)),
        truth=truth_of_page(pictured.GROCERIES, code=False),
        hidden=frozenset({"currency"}),
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="a till receipt on a table, in perspective and half in shadow" + OR_UNSURE,
    )
    yield Sample(
        file="image/foto_energia.jpg",
        kind="image",
        content=jpeg(photo(utility(bills.ENERGY), dpi=180, seed=31), 55),
        truth=truth_of_bill(bills.ENERGY),
        hidden=frozenset({"currency"}),
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="a whole page photographed by hand; nothing is owed from earlier bills" + OR_UNSURE,
    )
    yield Sample(
        file="image/escaneo_ferreteria.png",
        kind="image",
        content=png(scan(classic(pictured.TOOLS), dpi=150, grain=5)),
        truth=truth_of_page(pictured.TOOLS, code=False),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="150 dpi, a little tilted" + OR_UNSURE,
    )
    yield Sample(
        file="image/escaneo_sin_texto.pdf",
        kind="pdf_scan",
        content=_only_picture(jpeg(scan(classic(pictured.INSPECTION), seed=13, tilt=-0.5), 50)),
        truth=truth_of_page(pictured.INSPECTION, code=False),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld={"renta": "9600.00", "reteiva": "0", "reteica": "0"},
        notes="a PDF that holds nothing but a scan; services: 4 % of 240,000" + OR_UNSURE,
    )
    yield from _turned()
    yield Sample(
        file="image/foto_borrosa.jpg",
        kind="image_unreadable",
        content=jpeg(blurred(utility(bills.WATER)), 50),
        truth={},
        hidden=ALL_SHOWN,
        outcome=review("low_confidence"),
        notes="blurred and sideways: nothing may be posted",
    )


def _turned() -> Iterator[Sample]:
    yield Sample(
        file="image/foto_acostada.jpg",
        kind="image",
        content=held_sideways(photo(till(pictured.LUNCH_RECEIPT), dpi=200, seed=41)),
        truth=truth_of_page(pictured.LUNCH_RECEIPT, code=False),
        hidden=frozenset({"currency"}),
        outcome=AUTOMATIC,
        withheld={"renta": "4410.00", "reteiva": "0", "reteica": "0"},
        notes="the picture is turned, and its EXIF says how to turn it back; INC; 3.5 % of 126,000" + OR_UNSURE,
    )
    yield Sample(
        file="image/escaneo_al_reves.jpg",
        kind="image",
        content=jpeg(scan(modern(pictured.REVISION), dpi=170, seed=17).rotate(180), 50),
        truth=truth_of_page(pictured.REVISION, code=False),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld={"renta": "7200.00", "reteiva": "0", "reteica": "0"},
        notes="scanned upside down, and nothing says so; 4 % of 180,000" + OR_UNSURE,
    )


def _only_picture(data: bytes) -> bytes:
    sheet = Sheet(LETTER)
    sheet.picture(data)
    return sheet.pdf("Scan", "Escaner de oficina")
