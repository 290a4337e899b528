"""What comes from cameras and scanners."""

from collections.abc import Iterator

from local.samples.generator.catalogue import bills, papers
from local.samples.generator.catalogue.pages import ALL_SHOWN, NOTHING_WITHHELD, truth_of_bill
from local.samples.generator.pictures import blurred, jpeg, photo, png, scan
from local.samples.generator.sample import AUTOMATIC, Sample, review, truth_of_page
from local.samples.generator.sheets.classic import classic
from local.samples.generator.sheets.sheet import LETTER, Sheet
from local.samples.generator.sheets.till import till
from local.samples.generator.sheets.utility import utility

OR_UNSURE = "; where reading is not sure of a value, low_confidence is right too"


def samples() -> Iterator[Sample]:
    yield Sample(
        file="image/foto_recibo.jpg",
        kind="image",
        content=jpeg(photo(till(papers.GROCERIES), dpi=230)),
        truth=truth_of_page(papers.GROCERIES, code=False),
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
        content=png(scan(classic(papers.TOOLS), dpi=150, grain=5)),
        truth=truth_of_page(papers.TOOLS, code=False),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="150 dpi, a little tilted" + OR_UNSURE,
    )
    yield Sample(
        file="image/escaneo_sin_texto.pdf",
        kind="pdf_scan",
        content=_only_picture(jpeg(scan(classic(papers.INSPECTION), seed=13, tilt=-0.5), 50)),
        truth=truth_of_page(papers.INSPECTION, code=False),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld={"renta": "9600.00", "reteiva": "0", "reteica": "0"},
        notes="a PDF that holds nothing but a scan; services: 4 % of 240,000" + OR_UNSURE,
    )
    yield Sample(
        file="image/foto_borrosa.jpg",
        kind="image_unreadable",
        content=jpeg(blurred(utility(bills.WATER)), 50),
        truth={},
        hidden=ALL_SHOWN,
        outcome=review("low_confidence"),
        notes="blurred and sideways: nothing may be posted",
    )


def _only_picture(data: bytes) -> bytes:
    sheet = Sheet(LETTER)
    sheet.picture(data)
    return sheet.pdf("Scan", "Escaner de oficina")
