"""Tax ids by their form; their check digits are held against an independent implementation."""

import pytest
import stdnum.at.uid
import stdnum.be.vat
import stdnum.de.vat
import stdnum.es.nif
import stdnum.fr.tva
import stdnum.it.iva
import stdnum.nl.btw
import stdnum.pt.nif
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.extraction.fields.tax_ids import (
    nine_digits_in,
    nits_in,
    spanish_ids_in,
    vat_agrees,
    vat_ids_in,
)

DIGITS = st.integers(0, 10**9 - 1).map("{:09d}".format)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("USt-IdNr. DE812871812", "DE812871812"),
        ("DE 812 871 812", "DE812871812"),
        ("TVA : FR11999999998 - SIRET : 99999999800010", "FR11999999998"),
        ("BTW NL810433941B01", "NL810433941B01"),
        ("ATU12345678", "ATU12345678"),
        ("BE 0403.019.261", "BE0403019261"),
        ("PT 501 964 843", "PT501964843"),
        ("VAT GB 980 7806 84", "GB980780684"),
        ("CHE-123.456.788 MWST", "CHE123456788"),
    ],
)
def test_an_id_of_a_country(text: str, value: str) -> None:
    assert [tax_id.value for tax_id in vat_ids_in(text)] == [value]


@pytest.mark.parametrize(
    "text", ["IBAN DE88200800000970375700", "BIC COBADEFFXXX", "DE63ZZZ00000015422", "NR 12345", "SIRET 99999999800010"]
)
def test_what_is_no_id(text: str) -> None:
    assert list(vat_ids_in(text)) == []


@given(DIGITS)
def test_german_check_digits_agree_with_the_oracle(digits: str) -> None:
    if digits[0] != "0":
        assert vat_agrees(f"DE{digits}") is stdnum.de.vat.is_valid(digits)


@given(DIGITS)
def test_portuguese_check_digits_agree_with_the_oracle(digits: str) -> None:
    if digits[0] != "0":
        assert vat_agrees(f"PT{digits}") is stdnum.pt.nif.is_valid(digits)


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("FR11999999998", stdnum.fr.tva),
        ("FR12999999998", stdnum.fr.tva),
        ("NL810433941B01", stdnum.nl.btw),
        ("NL810433942B01", stdnum.nl.btw),
        ("BE0403019261", stdnum.be.vat),
        ("BE0403019262", stdnum.be.vat),
        ("ATU13585627", stdnum.at.uid),
        ("ATU13585626", stdnum.at.uid),
        ("IT00743110157", stdnum.it.iva),
        ("IT00743110158", stdnum.it.iva),
        ("ESA13585625", stdnum.es.nif),
        ("ESA13585624", stdnum.es.nif),
        ("ES54362315K", stdnum.es.nif),
        ("ES54362315Z", stdnum.es.nif),
    ],
)
def test_other_check_digits_agree_with_the_oracle(value: str, valid: object) -> None:
    assert vat_agrees(value) is valid.is_valid(value)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "value", "dv", "checked"),
    [
        ("NIT 800.197.268-4", "800197268", "4", True),
        ("NIT: 900123456-1", "900123456", "1", False),
        ("C.C. 71234567", "71234567", None, None),
        ("222222222222", "222222222222", None, None),
    ],
)
def test_a_nit_with_and_without_its_digit(text: str, value: str, dv: str | None, *, checked: bool | None) -> None:
    (nit,) = nits_in(text)
    assert (nit.value, nit.dv, nit.checked) == (value, dv, checked)


def test_local_numbers_carry_their_check() -> None:
    assert [(one.value, one.checked) for one in spanish_ids_in("NIF 54362315K, CIF A-13585625, 54362315A")] == [
        ("54362315K", True),
        ("A13585625", True),
        ("54362315A", False),
    ]
    assert [(one.value, one.checked) for one in nine_digits_in("NIF 501 964 843 e 501964842")] == [
        ("501964843", True),
        ("501964842", False),
    ]
