"""What was brought already, once more."""

from collections.abc import Iterator

from local.samples.generator.catalogue import papers
from local.samples.generator.catalogue.pages import ALL_SHOWN
from local.samples.generator.dian.ubl import ubl
from local.samples.generator.sample import Outcome, Sample, truth_of_page, truth_of_xml
from local.samples.generator.sheets.classic import classic

TWICE = Outcome("duplicate", ("duplicate_exact",))


def samples() -> Iterator[Sample]:
    yield Sample(
        file="duplicate/papeleria_otra_vez.xml",
        kind="xml_dian_invoice",
        content=ubl(papers.STATIONERY).encode(),
        truth=truth_of_xml(papers.STATIONERY),
        outcome=TWICE,
        notes="xml/papeleria.xml, byte by byte",
    )
    yield Sample(
        file="duplicate/papeleria.pdf",
        kind="pdf",
        content=classic(papers.STATIONERY),
        truth=truth_of_page(papers.STATIONERY),
        hidden=ALL_SHOWN,
        outcome=TWICE,
        notes="the representación gráfica of xml/papeleria.xml: the same CUFE",
    )
