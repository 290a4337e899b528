"""Who withholds from whom: profiles, what is not known, confirmations, and what may never happen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.domain.profile import Responsibility, TaxProfile, responsibilities_of
from functions.finance.domain.reasons import ReasonCode
from functions.finance.domain.taxes.assessment import EarlierBase, TaxableLine, Transaction
from functions.finance.domain.taxes.tables import published_tables
from functions.finance.domain.taxes.withholdings import assess
from tests.functions.finance.builders import BOGOTA, CALI, MEDELLIN, a_company, a_person, a_purchase, assessed

IN_BOGOTA = a_company(withholds_ica_in=frozenset({BOGOTA}))


def services(base: str = "1000000", on: str = "2025-10-01", **parts: Any) -> Transaction:
    return a_purchase(base, "servicios_generales", on, **parts)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"supplier": a_company("O-15")}, "supplier_withholds_itself"),
        ({"supplier": a_company("O-47")}, "supplier_in_simple"),
        ({"supplier": a_company(non_taxpayer=True)}, "supplier_not_taxed"),
        ({"buyer": a_person(files=True, withholds_income_tax=False)}, "buyer_not_agent"),
        ({"buyer": a_company("O-47")}, "buyer_in_simple"),
    ],
)
def test_income_tax_is_not_withheld_by_or_from_them(parts: dict[str, Any], reason: str) -> None:
    trial = assessed(services(**parts)).trials[0]
    assert (trial.reason, trial.applied) == (reason, False)
    assert trial.norma


def test_a_natural_person_over_30000_uvt_withholds() -> None:
    assert assessed(services(buyer=a_person(files=True, withholds_income_tax=True))).withheld("renta") == 40_000


@pytest.mark.parametrize(
    ("parts", "attribute"),
    [
        ({"buyer": a_company(person_type=None)}, "buyer.withholds_income_tax"),
        ({"buyer": a_person(files=True)}, "buyer.withholds_income_tax"),
        ({"buyer": a_company(responsibilities=None)}, "buyer.responsibilities"),
        ({"buyer": a_company(withholds_ica_in=None)}, "buyer.withholds_ica_in"),
        ({"buyer": IN_BOGOTA}, "performed_in"),
        ({"supplier": a_company(responsibilities=None)}, "supplier.responsibilities"),
        ({"supplier": a_company(resident=None)}, "supplier.resident"),
        ({"supplier": a_company(person_type=None)}, "supplier.person_type"),
        ({"supplier": a_person(files=None)}, "supplier.files_income_tax"),
    ],
)
def test_what_is_not_known_is_asked_and_never_assumed(parts: dict[str, Any], attribute: str) -> None:
    found = assessed(services(vat="190000", **parts))
    assert not found.is_decided
    assert (ReasonCode.ATTRIBUTE_MISSING, attribute) in [(one.code, one.field) for one in found.findings]


@pytest.mark.parametrize("concept", [None, "no_such_concept"])
def test_a_line_without_a_known_concept_is_not_decided(concept: str | None) -> None:
    found = assessed(a_purchase("1000000", concept, "2025-10-01"))
    assert not found.is_decided
    expected = ReasonCode.RULE_MISSING if concept else ReasonCode.ATTRIBUTE_MISSING
    assert [finding.code for finding in found.findings] == [expected]


def test_an_aiu_that_is_not_stated_is_asked() -> None:
    found = assessed(a_purchase("1000000", "vigilancia_y_aseo", "2025-10-01"))
    assert [finding.field for finding in found.findings] == ["line.aiu"]


def test_security_is_withheld_on_the_aiu_alone() -> None:
    line = TaxableLine(base=Decimal(1_000_000), concept="vigilancia_y_aseo", aiu=Decimal(100_000))
    assert assessed(services(lines=(line,))).withheld("renta") == 2_000


def test_a_supplier_abroad_is_left_to_a_person() -> None:
    bill = services(vat="190000", supplier=a_company(resident=False))
    found = assessed(bill)
    assert [finding.code for finding in found.findings] == [ReasonCode.OUTSIDE_RULES]
    assert {trial.tax: trial.amount for trial in found.trials}["reteiva"] == 190_000


def test_software_of_somebody_who_does_not_file_has_no_row() -> None:
    found = assessed(a_purchase("1000000", "software", "2025-10-01", supplier=a_person(files=False)))
    assert [finding.code for finding in found.findings] == [ReasonCode.RULE_MISSING]


@pytest.mark.parametrize(("before", "withheld"), [(0, 100_000), (163_337_000, 100_000), (163_337_001, 110_000)])
def test_above_3300_uvt_of_fees_a_year_everybody_pays_the_rate_of_those_who_file(before: int, withheld: int) -> None:
    fees = a_purchase(
        "1000000",
        "honorarios_y_comisiones",
        "2025-10-01",
        supplier=a_person(files=False),
        contracts_this_year=Decimal(before),  # 3,300 UVT are 164,337,000
    )
    assert assessed(fees).withheld("renta") == withheld


def test_cuentas_de_cobro_of_one_month_count_together() -> None:
    earlier = (EarlierBase(concept="servicios_generales", base=Decimal(60_000), withheld=Decimal(0)),)
    assert assessed(services("60000")).withheld("renta") == 0
    assert assessed(services("60000", earlier_this_month=earlier)).withheld("renta") == 4_800


def test_what_was_withheld_earlier_in_the_month_is_not_withheld_again() -> None:
    earlier = (EarlierBase(concept="servicios_generales", base=Decimal(200_000), withheld=Decimal(8_000)),)
    assert assessed(services("60000", earlier_this_month=earlier)).withheld("renta") == 2_400


def test_a_payment_before_the_invoice_is_the_tax_point() -> None:
    paid_first = services("150000", "2025-06-01", paid_on=date(2025, 5, 31))
    paid_later = services("150000", "2025-06-01", paid_on=date(2025, 6, 20))
    assert assessed(paid_first).withheld() == 0
    assert assessed(paid_later).withheld() == 6_000


@pytest.mark.parametrize(
    ("supplier", "buyer", "withheld"),
    [
        (a_company(), a_company(), 0),
        (a_company(), a_company("O-13"), 28_500),
        (a_company(), a_company("O-23"), 28_500),
        (a_company(), a_company(public_body=True), 28_500),
        (a_company("O-13"), a_company("O-13"), 0),
        (a_company("O-15"), a_company("O-15"), 0),
    ],
)
def test_iva_is_withheld_by_agents_from_those_who_are_none(
    supplier: TaxProfile, buyer: TaxProfile, withheld: int
) -> None:
    assert assessed(services(vat="190000", supplier=supplier, buyer=buyer)).withheld("reteiva") == withheld


@pytest.mark.parametrize(
    ("base", "on", "withheld"),
    [
        ("99999", "2025-10-01", Decimal(0)),
        ("100000", "2025-10-01", Decimal(2_850)),
        ("198999", "2025-05-31", Decimal(0)),
        ("199000", "2025-05-31", Decimal("5671.50")),
    ],
)
def test_reteiva_has_the_bases_of_its_window(base: str, on: str, withheld: Decimal) -> None:
    vat = str((Decimal(base) * 19 / 100).quantize(Decimal(1)))
    assert assessed(services(base, on, vat=vat, buyer=a_company("O-13"))).withheld("reteiva") == withheld


@pytest.mark.parametrize(
    ("base", "confirmed", "expected"),
    [
        ("99000", True, []),
        ("100000", True, [ReasonCode.RULE_UNCONFIRMED]),  # at 2 UVT, if Bogotá follows Decreto 572
        ("198000", True, [ReasonCode.RULE_UNCONFIRMED]),
        ("199500", True, []),
        ("199500", False, [ReasonCode.RULE_UNCONFIRMED]),
    ],
)
def test_between_the_two_readings_of_bogotas_base_a_person_decides(
    base: str, *, confirmed: bool, expected: list[ReasonCode]
) -> None:
    bill = services(base, supplier=a_company(ica_activity="otros_servicios"), buyer=IN_BOGOTA, performed_in=BOGOTA)
    assert [finding.code for finding in assessed(bill, confirmed=confirmed).findings] == expected


def test_ica_follows_the_place_of_the_service_not_the_buyers() -> None:
    bill = services(supplier=a_company(ica_activity="otros_servicios"), buyer=IN_BOGOTA, performed_in=MEDELLIN)
    assert assessed(bill).withheld("reteica") == 0


def test_an_unknown_activity_takes_the_highest_rate_and_is_asked() -> None:
    found = assessed(services(buyer=IN_BOGOTA, performed_in=BOGOTA))
    assert found.withheld("reteica") == 14_000
    assert [finding.field for finding in found.findings] == ["supplier.ica_activity"]


def test_a_municipality_without_rates_is_left_to_a_person() -> None:
    buyer = a_company(withholds_ica_in=frozenset({CALI, "05266"}))
    for town in (CALI, "05266"):
        found = assessed(services(buyer=buyer, performed_in=town))
        assert [finding.code for finding in found.findings] == [ReasonCode.RULE_MISSING]


def test_rules_of_secondary_sources_wait_for_one_confirmation() -> None:
    bill = services("150000", "2026-07-01")
    rule = "renta.servicios_generales.declarante.W4"
    unconfirmed = assess(bill, published_tables())
    assert unconfirmed.withheld() == 6_000
    assert [(one.code, one.field) for one in unconfirmed.findings] == [(ReasonCode.RULE_UNCONFIRMED, rule)]
    assert assess(bill, published_tables(), confirmed={rule}).findings == ()


def test_rules_of_a_single_source_are_never_confirmed_for_good() -> None:
    bill = a_purchase("1000000", "emolumentos_eclesiasticos", "2025-10-01")
    assert [finding.code for finding in assessed(bill).findings] == [ReasonCode.RULE_UNCONFIRMED]


def test_rules_of_primary_sources_need_no_confirmation() -> None:
    assert assess(services(), published_tables()).findings == ()


def test_responsibilities_are_read_as_documents_join_them() -> None:
    assert responsibilities_of("O-13;o-15") == {Responsibility.GRAN_CONTRIBUYENTE, Responsibility.AUTORRETENEDOR}
    assert responsibilities_of(" R-99-PN ") == {Responsibility.NONE_OF_THEM}
    assert responsibilities_of("") == frozenset()


PROFILES = st.builds(
    TaxProfile,
    person_type=st.sampled_from(["legal", "natural"]),
    files_income_tax=st.booleans(),
    responsibilities=st.frozensets(st.sampled_from(["O-13", "O-15", "O-23", "O-47"])),
    vat_responsible=st.booleans(),
    resident=st.just(value=True),
    withholds_income_tax=st.booleans(),
    withholds_ica_in=st.frozensets(st.sampled_from([BOGOTA, MEDELLIN])),
    ica_activity=st.sampled_from([None, "otros_servicios", "profesiones_liberales"]),
    public_body=st.booleans(),
    non_taxpayer=st.booleans(),
)
BASES = st.decimals(min_value=0, max_value=10**9, places=2)
RULED = [concept.id for concept in published_tables().concepts if len(concept.rates) > 0 and concept.id != "software"]
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(st.tuples(PROFILES, PROFILES), st.tuples(BASES, BASES), st.sampled_from(RULED), DAYS)
def test_withholdings_are_never_negative_never_above_the_base_and_grow_with_it(
    parties: tuple[TaxProfile, TaxProfile], bases: tuple[Decimal, Decimal], concept: str, on: date
) -> None:
    supplier, buyer = parties
    town = published_tables().municipalities[1].model_copy(update={"valid_from": date(2020, 1, 1)})
    tables = published_tables().replacing(municipalities=(town,))

    def withheld(base: Decimal) -> Decimal:
        line = TaxableLine(base=base, vat=(base * 19 / 100).quantize(Decimal("0.01")), concept=concept, aiu=base)
        bill = Transaction(lines=(line,), supplier=supplier, buyer=buyer, issue_date=on, performed_in=MEDELLIN)
        return assessed(bill, tables).withheld()

    less, more = sorted(bases)
    assert 0 <= withheld(less) <= withheld(more) <= more
