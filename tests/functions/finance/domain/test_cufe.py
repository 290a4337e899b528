"""The codes of electronic documents, held to the worked example of DIAN's annex."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha384

import pytest

from functions.finance.domain.cufe import CodeFields, cude, cufe, is_code, is_code_of_note

TECHNICAL_KEY = "693ff6f2a553c3646a063436fd4dd9ded0311471"
EXAMPLE = CodeFields(
    number="323200000129",
    issue_date=date(2019, 1, 16),
    issue_time="10:53:10-05:00",
    line_extension=Decimal("1500000.00"),
    iva=Decimal("285000.00"),
    inc=Decimal(0),
    ica=Decimal(0),
    payable=Decimal("1785000.00"),
    issuer="700085371",
    buyer="800199436",
    environment="1",
)
CODE = "8bb918b19ba22a694f1da11c643b5e9de39adf60311cf179179e9b33381030bcd4c3c3f156c506ed5908f9276f5bd9b4"


def test_the_code_of_the_annex() -> None:
    assert cufe(EXAMPLE, TECHNICAL_KEY) == CODE
    assert cude(EXAMPLE, TECHNICAL_KEY) == CODE


def test_amounts_are_truncated_never_rounded() -> None:
    assert cufe(replace(EXAMPLE, iva=Decimal("285000.009")), TECHNICAL_KEY) == CODE
    assert cufe(replace(EXAMPLE, iva=Decimal("285000.01")), TECHNICAL_KEY) != CODE
    assert cufe(replace(EXAMPLE, payable=Decimal(1_785_000)), TECHNICAL_KEY) == CODE


def test_taxes_stand_in_the_order_of_the_annex() -> None:
    one = replace(EXAMPLE, inc=Decimal(1), ica=Decimal(2))
    other = replace(EXAMPLE, inc=Decimal(2), ica=Decimal(1))
    assert cufe(one, TECHNICAL_KEY) != cufe(other, TECHNICAL_KEY)
    hashed = (
        "3232000001292019-01-1610:53:10-05:001500000.0001285000.00041.00032.001785000.00700085371800199436"
        f"{TECHNICAL_KEY}1"
    )
    assert cufe(one, TECHNICAL_KEY) == sha384(hashed.encode()).hexdigest()
    assert is_code_of_note(cufe(one, TECHNICAL_KEY), f" {hashed}\n")
    assert not is_code_of_note(CODE, hashed)


@pytest.mark.parametrize("text", ["", CODE[:-1], f"{CODE}0", CODE.upper(), CODE[:-1] + "g", "a675432fecc1d537361dcd"])
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text)
    assert is_code(CODE)


@pytest.mark.parametrize("issue_time", ["10:53:10", "10:53-05:00", "", "10:53:10Z"])
def test_a_time_without_seconds_and_offset_is_refused(issue_time: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        replace(EXAMPLE, issue_time=issue_time)
