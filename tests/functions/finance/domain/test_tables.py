"""The tables: what is refused on loading, and what stands at both ends of every row."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from functions.finance.domain.money import Percent, PerMil, exact
from functions.finance.domain.taxes.errors import RowMissingError, UvtMissingError
from functions.finance.domain.taxes.rows import Municipality, UvtRow, least
from functions.finance.domain.taxes.rules import rules_on
from functions.finance.domain.taxes.tables import published_tables
from tests.functions.finance.builders import BOGOTA, MEDELLIN, a_company, a_purchase, assessed

TABLES = published_tables()


def a_municipality(**parts: Any) -> Municipality:
    known = {
        "code": "05266",
        "name": "Envigado",
        "services_uvt": 15,
        "purchases_uvt": 15,
        "norma": "Acuerdo municipal",
        "source": "the accountant",
        "confidence": "M",
        "valid_from": date(2025, 1, 1),
    }
    return Municipality.model_validate(known | parts)


@pytest.mark.parametrize("per_mil", ["0.966", "0.18", "15.1", "96.6", "-1"])
def test_a_rate_that_mixes_percent_and_per_mil_is_refused(per_mil: str) -> None:
    with pytest.raises(ValidationError, match="percent and per mil"):
        a_municipality(flat_per_mil=per_mil)
    with pytest.raises(ValidationError, match="percent and per mil"):
        a_municipality(per_mil={"otros_servicios": per_mil})


@pytest.mark.parametrize("per_mil", ["1", "1.8", "9.66", "15"])
def test_rates_from_1_to_15_per_mil_are_accepted(per_mil: str) -> None:
    assert a_municipality(flat_per_mil=per_mil).rate_of(None) == PerMil(Decimal(per_mil))


@pytest.mark.parametrize("value", [1.8, "abc", "NaN", "Infinity"])
def test_a_number_that_is_not_exact_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"float|number"):
        exact(value)
    with pytest.raises(ValidationError):
        a_municipality(flat_per_mil=value)


def test_rates_are_rounded_half_up_to_the_cent() -> None:
    assert Percent(Decimal("2.5")).of(Decimal("100.20")) == Decimal("2.51")
    assert PerMil(Decimal("9.66")).of(Decimal("999.99")) == Decimal("9.66")
    with pytest.raises(ValueError, match="between 0 and 100"):
        Percent(Decimal(101))


def test_a_typo_in_a_row_is_refused() -> None:
    with pytest.raises(ValidationError, match="servicesuvt"):
        a_municipality(servicesuvt=4)


def test_a_row_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="before it begins"):
        a_municipality(valid_to=date(2024, 12, 31))


def test_a_company_adds_a_municipality_of_its_own() -> None:
    tables = TABLES.replacing(municipalities=(*TABLES.municipalities, a_municipality(flat_per_mil="2")))
    assert tables.municipality("05266", date(2025, 1, 1)).name == "Envigado"
    with pytest.raises(RowMissingError):
        tables.municipality("05266", date(2024, 12, 31))
    with pytest.raises(RowMissingError):
        TABLES.municipality("05266", date(2025, 1, 1))


def test_two_rows_for_one_day_are_refused() -> None:
    with pytest.raises(ValidationError, match=r"two rows rule 05266 on 2025-06-01"):
        TABLES.replacing(municipalities=(a_municipality(flat_per_mil="2"), a_municipality(valid_from=date(2025, 6, 1))))


def test_two_concepts_of_one_name_are_refused() -> None:
    with pytest.raises(ValidationError, match="two rows for concept"):
        TABLES.replacing(concepts=(TABLES.concepts[0], TABLES.concepts[0]))


def test_the_next_uvt_is_a_row_of_data() -> None:
    row = UvtRow(
        value=Decimal(55_000),
        valid_from=date(2027, 1, 1),
        valid_to=date(2027, 12, 31),
        norma="a resolution",
        source="DIAN",
        confidence="H",
    )
    assert TABLES.replacing(uvt=(*TABLES.uvt, row)).uvt_on(date(2027, 1, 10)) == 55_000


@pytest.mark.parametrize(
    "row",
    [*TABLES.uvt, *TABLES.windows, *TABLES.rates, *TABLES.reteiva, *TABLES.municipalities, *TABLES.exemptions],
    ids=lambda row: f"{type(row).__name__}-{getattr(row, 'id', getattr(row, 'code', row.valid_from))}",
)
def test_a_row_rules_on_both_its_ends_and_not_beyond(row: UvtRow) -> None:
    day = timedelta(days=1)
    assert row.in_force(row.valid_from)
    assert not row.in_force(row.valid_from - day)
    if row.valid_to:
        assert row.in_force(row.valid_to)
        assert not row.in_force(row.valid_to + day)
    assert row.norma
    assert row.source


def test_a_rule_is_as_sure_as_the_least_sure_of_its_rows() -> None:
    assert (least("H", "H"), least("M", "H"), least("L", "M", "H")) == ("H", "M", "L")


def test_every_rule_of_a_day_can_be_listed_with_its_dates_and_sources() -> None:
    rules = list(rules_on(date(2025, 7, 1), TABLES))
    assert len({rule.id for rule in rules}) == len(rules) >= 60
    assert all(rule.norma and rule.source and rule.valid_from <= date(2025, 7, 1) for rule in rules)
    income = [rule for rule in rules if rule.tax == "renta"]
    assert {(rule.valid_from, rule.valid_to) for rule in income} == {(date(2025, 6, 1), date(2026, 5, 7))}
    later = [rule for rule in rules_on(date(2026, 7, 1), TABLES) if rule.tax == "renta"]
    assert {rule.confidence for rule in later} == {"M", "L"}
    with pytest.raises(UvtMissingError):
        list(rules_on(date(2027, 1, 1), TABLES))


def test_what_decides_a_document_is_a_listed_rule() -> None:
    listed = {rule.id: rule for rule in rules_on(date(2025, 10, 10), TABLES)}
    for town, activity in ((MEDELLIN, None), (BOGOTA, "otros_servicios"), (BOGOTA, None)):
        buyer = a_company("O-13", withholds_ica_in=frozenset({town}))
        supplier = a_company(ica_activity=activity)
        bill = a_purchase(
            "3000000",
            "servicios_generales",
            "2025-10-10",
            vat="570000",
            supplier=supplier,
            buyer=buyer,
            performed_in=town,
        )
        for trial in assessed(bill).trials:
            rule = listed[trial.rule_id]
            assert (rule.tax, rule.subject, rule.rate_text) == (trial.tax, trial.subject, trial.rate)
