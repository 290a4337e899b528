"""What is kept of a document comes back as it was, with what its reading found."""

import json

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.kept import Kept, from_record, to_record
from functions.finance.extraction.reading import read
from tests.functions.finance.extraction.dian_documents import dian


def test_a_document_and_its_findings_survive_json() -> None:
    document = read(dian().encode()).document
    kept = Kept(document=document, findings=(Finding(ReasonCode.HIDDEN_TEXT, "page 1 has white text", "total"),))
    record = json.loads(json.dumps(to_record(kept)))
    assert from_record(record) == kept
    assert record["document"]["payable"]["value"] == {"amount": "1190000.00", "currency": "COP"}


def test_of_a_file_that_gave_nothing_nothing_is_kept() -> None:
    assert from_record({}) == Kept()
