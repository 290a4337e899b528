"""What crosses from the child process: JSON without loss, and values that cannot contradict themselves."""

import json
import subprocess
import sys

import pytest
from PIL import Image
from pydantic import ValidationError

from functions.finance.extraction.reading import read
from functions.finance.extraction.result import from_json, to_json
from functions.finance.extraction.values import Absence, Evidence, Source, Value
from tests.functions.finance.extraction.dian_documents import dian, envelope, event
from tests.functions.finance.extraction.european_documents import cii
from tests.functions.finance.extraction.files import archive, pdf
from tests.functions.finance.extraction.ocr.pictures import encoded


@pytest.mark.parametrize(
    "data",
    [
        dian().encode(),
        envelope(dian()).encode(),
        event().encode(),
        pdf(files={"factur-x.xml": cii()}),
        encoded(Image.new("L", (80, 60))),
        archive(dian(), pdf(), b"MZ"),
    ],
)
def test_an_extraction_survives_json_unchanged(data: bytes) -> None:
    extraction = read(data)
    assert from_json(to_json(extraction)) == extraction


def test_amounts_are_strings_in_json() -> None:
    stored = json.loads(to_json(read(dian().encode())))
    assert stored["document"]["payable"]["value"] == {"amount": "1190000.00", "currency": "COP"}
    assert stored["sha256"] == read(dian().encode()).sha256


def test_something_else_is_no_extraction() -> None:
    with pytest.raises(ValidationError):
        from_json(b'{"identity": {"kind": "spreadsheet"}}')


def test_a_null_has_a_reason_and_a_value_has_a_source() -> None:
    with pytest.raises(ValueError, match="reason"):
        Value()
    with pytest.raises(ValueError, match="source"):
        Value(value="FEV1001")
    with pytest.raises(ValueError, match="reason"):
        Value(value="FEV1001", source=Source.XML, evidence=Evidence(), reason=Absence.UNREADABLE)


def test_importing_the_reader_opens_no_socket_and_builds_no_schema() -> None:
    program = (
        "import sys, socket\n"
        "socket.socket.connect = None\n"
        "import functions.finance.extraction.reading, functions.finance.extraction.result as result\n"
        "assert result._adapter.cache_info().currsize == 0\n"
        "assert 'boto3' not in sys.modules and 'sqlalchemy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
