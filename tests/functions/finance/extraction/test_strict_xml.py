"""Hostile XML: no document type in any encoding, no depth, no crowd, and the text checked is the text parsed."""

import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import Limits
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.strict_xml import looks_like_xml, parse

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY x0 "ha">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&x9;</a>"
)
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
REMOTE = '<!DOCTYPE a SYSTEM "http://192.0.2.1/evil.dtd"><a/>'
DECLARED = '<?xml version="1.0" encoding="UTF-16"?>'


def refusal(data: bytes, limits: Limits | None = None) -> ReasonCode:
    with pytest.raises(Refused) as refused:
        parse(data, limits or Limits())
    return refused.value.reason


@pytest.mark.parametrize("text", [LAUGHS, XXE, REMOTE, "<!DOCTYPE a><a/>"])
@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: (DECLARED + text).encode("utf-16"),
        lambda text: (DECLARED + text).encode(),
        lambda text: text.encode("utf-32"),
        lambda text: b"\n\n  " + text.encode(),
        lambda text: ("<!-- a comment <b> --><?instruction <c> ?>" + text).encode(),
        lambda text: ('<?xml version="1.0" encoding="ISO-8859-1"?>' + text).encode("latin-1"),
    ],
)
def test_a_document_type_is_refused_in_every_disguise(text: str, encoded: object) -> None:
    assert callable(encoded)
    data = encoded(text)
    assert looks_like_xml(data)
    assert refusal(data) is ReasonCode.XML_DOCTYPE


def test_seven_bit_tricks_are_only_text() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?><a>+ADwAIQ-DOCTYPE</a>'
    assert parse(hidden.encode()).text == "+ADwAIQ-DOCTYPE"


def test_an_entity_without_a_declaration_is_not_well_formed() -> None:
    assert refusal(b"<a>&x;</a>") is ReasonCode.UNREADABLE


def test_a_doctype_in_text_or_comment_is_no_doctype() -> None:
    root = parse(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE b>]]></a>")
    assert root.text == "<!DOCTYPE b>"


def test_a_comment_inside_a_value_does_not_cut_it() -> None:
    assert parse(b"<a>8001<!-- cut -->97268<?cut?>-4</a>").text == "800197268-4"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a>Peña</a>".encode("latin-1"), "Peña"),
        ('<?xml version="1.0" encoding="windows-1252"?><a>€ 5</a>'.encode("cp1252"), "€ 5"),
        ("<a>Peña</a>".encode("utf-16"), "Peña"),
        (b"\xef\xbb\xbf<a>Pe\xc3\xb1a</a>", "Peña"),
        ('<?xml version="1.0" encoding="UTF-8-W/O-BOM"?><a>Peña</a>'.encode(), "Peña"),
    ],
)
def test_encodings_in_use_are_read(data: bytes, text: str) -> None:
    assert parse(data).text == text


@pytest.mark.parametrize("data", [b"<a>Pe\xf1a</a>", b"<a>\0</a>", b"<a/><b/>", b"<", b"<!-- ", b"<a>\xed\xa0\x80</a>"])
def test_broken_documents_are_unreadable(data: bytes) -> None:
    assert refusal(data) is ReasonCode.UNREADABLE


@pytest.mark.parametrize(("depth", "limits"), [(5, Limits(xml_depth=4)), (65, Limits()), (10_000, Limits())])
def test_depth_is_limited(depth: int, limits: Limits) -> None:
    assert refusal(b"<a>" * depth + b"</a>" * depth, limits) is ReasonCode.XML_DEPTH


def test_depth_at_the_limit_is_read() -> None:
    assert parse(b"<a>" * 64 + b"</a>" * 64).tag == "a"


def test_a_crowd_of_elements_is_refused_before_it_is_built() -> None:
    assert refusal(b"<a>" + b"<b/>" * 400_001 + b"</a>") is ReasonCode.DECODE_LIMIT


def test_the_refusal_repeats_nothing_of_the_document() -> None:
    with pytest.raises(Refused) as refused:
        parse(b"<a><secreto>cedula 123</otro></a>")
    assert "secreto" not in str(refused.value)
    assert "otro" not in str(refused.value)
