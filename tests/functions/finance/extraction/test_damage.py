"""Whatever is done to a file, it is read or refused: nothing else comes out of the door."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.finance.extraction.reading import read
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import Extraction, from_json, to_json
from tests.functions.finance.extraction.dian_documents import dian, envelope, event
from tests.functions.finance.extraction.european_documents import cii, ubl
from tests.functions.finance.extraction.files import archive, jpeg, pdf, png

WHOLE = {
    "invoice": dian().encode(),
    "envelope": envelope(dian()).encode(),
    "event": event().encode(),
    "ubl": ubl().encode(),
    "cii": cii().encode(),
    "hybrid": pdf(files={"factur-x.xml": cii()}),
    "archive": archive(envelope(dian()), pdf()),
    "png": png(800, 600),
    "jpeg": jpeg(800, 600),
}
SPLICES = st.sampled_from(
    [
        b"",
        b"<",
        b"</",
        b"]]>",
        b"<![CDATA[",
        b"\0",
        b"&x;",
        b"\xff\xfe",
        b"9" * 200,
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"endobj",
    ]
)
WOUNDS = st.tuples(st.floats(0, 1), st.integers(0, 40), SPLICES | st.binary(max_size=8))


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60, deadline=None)
@given(wounds=st.lists(WOUNDS, min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused(name: str, wounds: list[tuple[float, int, bytes]]) -> None:
    data = WHOLE[name]
    for place, cut, splice in wounds:
        position = int(place * len(data))
        data = data[:position] + splice + data[position + cut :]
    outcome: Extraction | Refused
    try:
        outcome = read(data)
    except Refused as refused:
        outcome = refused
    assert isinstance(outcome, Refused) or from_json(to_json(outcome)) == outcome


def test_an_archive_whose_directory_points_before_its_start_is_refused() -> None:
    packed = archive(dian())
    with pytest.raises(Refused):
        read(packed[:40] + packed[700:])
