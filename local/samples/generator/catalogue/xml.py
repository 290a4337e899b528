"""Electronic documents of DIAN, alone, in their envelope and in the ZIP that e-mail brings."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

from local.samples.generator import parties
from local.samples.generator.catalogue import papers
from local.samples.generator.dian.envelope import attached, response
from local.samples.generator.dian.ubl import ubl
from local.samples.generator.papers import Paper
from local.samples.generator.sample import AUTOMATIC, ONE_APPROVER, Outcome, Sample, review, truth_of_xml
from local.samples.generator.sheets.classic import classic

NOTHING_WITHHELD = {"renta": "0", "reteiva": "0", "reteica": "0"}


def samples() -> Iterator[Sample]:
    yield _invoice("papeleria", papers.STATIONERY, AUTOMATIC, "goods below the base of 524,000")
    yield Sample(
        file="xml/adjunto_mantenimiento.xml",
        kind="xml_dian_attacheddocument",
        content=attached(papers.MAINTENANCE).encode(),
        truth=truth_of_xml(papers.MAINTENANCE),
        outcome=AUTOMATIC,
        withheld={"renta": "26000.00", "reteiva": "0", "reteica": "0"},
        notes="services above the base of 105,000: 4 % of 650,000; ReteICA begins at 786,000",
    )
    yield Sample(
        file="zip/consultoria.zip",
        kind="zip_dian",
        content=archive(
            {
                "ad0901118342000202600655.xml": attached(papers.CONSULTANCY).encode(),
                "fv0901118342000202600655.pdf": classic(papers.CONSULTANCY),
            }
        ),
        truth=truth_of_xml(papers.CONSULTANCY),
        outcome=ONE_APPROVER,
        withheld={"renta": "264000.00", "reteiva": "0", "reteica": "4320.00"},
        notes="AttachedDocument and representación gráfica of one invoice; fees: 11 % from the first peso",
    )
    yield Sample(
        file="xml/evento_acuse.xml",
        kind="xml_dian_event",
        content=response(
            papers.CONSULTANCY,
            code="030",
            words="Acuse de recibo de Factura Electrónica de Venta",
            sender=parties.ASTRAMECH,
            on=date(2026, 11, 2),
        ).encode(),
        outcome=Outcome("refused", ("document_event",)),
        notes="RADIAN 030 about CPN655: noted on it, never a bill",
    )
    yield _invoice(
        "restaurante_inc",
        papers.LUNCH,
        AUTOMATIC,
        "INC of 8 % is cost, not IVA; restaurants: 3.5 % of 215,000",
        {"renta": "7525.00", "reteiva": "0", "reteica": "0"},
    )
    yield _invoice("nube_usd", papers.CLOUD, AUTOMATIC, "214.20 dollars at 4,015.27; supplier withholds for itself")
    yield _invoice("nube_usd_sin_tasa", papers.CLOUD_WITHOUT_RATE, review("currency"), "dollars without a rate", None)
    yield _invoice(
        "servidores",
        papers.SERVERS,
        Outcome("ready", approvers=2),
        "63,903,000 pesos: two approvers, one of them an admin; supplier withholds for itself",
    )
    yield _invoice("digito_errado", papers.WRONG_DIGIT, review("nit_dv"), "the seller's check digit is wrong", None)


def notes() -> Iterator[Sample]:
    """What refers to an invoice, to be brought once that is in the books."""
    yield Sample(
        file="xml/nota_credito.xml",
        kind="xml_dian_creditnote",
        content=ubl(papers.RETURNED).encode(),
        truth=truth_of_xml(papers.RETURNED),
        outcome=AUTOMATIC,
        notes="returns one toner of PE4821, which it refers to",
    )


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP that is the same every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 10, 30, 8, 48, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _invoice(
    name: str, paper: Paper, outcome: Outcome, notes: str, withheld: dict[str, str] | None = NOTHING_WITHHELD
) -> Sample:
    return Sample(
        file=f"xml/{name}.xml",
        kind="xml_dian_invoice",
        content=ubl(paper).encode(),
        truth=truth_of_xml(paper),
        outcome=outcome,
        withheld=withheld,
        notes=notes,
    )
