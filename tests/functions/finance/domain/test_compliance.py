"""What is found missing: settings, confirmations, rows ahead, rates of municipalities."""

from dataclasses import replace
from datetime import date

import pytest

from functions.finance.domain.company import Company
from functions.finance.domain.compliance import checks, missing_of_supplier, unconfirmed
from functions.finance.domain.nit import Nit
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.taxes.known import confidences, established_until
from functions.finance.domain.taxes.tables import published_tables
from tests.functions.finance.builders import BOGOTA, CALI, a_company, a_person

TABLES = published_tables()
COMPLETE = Company(nit=Nit("830099008"), profile=a_company())


def found(company: Company, on: str, waiting: int = 0) -> dict[str, tuple[str, ...]]:
    made = checks(company, waiting, date.fromisoformat(on), TABLES)
    return {check.name: check.found for check in made if check.found}


def test_nothing_is_found_at_a_complete_company_while_every_rule_is_beyond_doubt() -> None:
    confirmed = frozenset(confidences(TABLES))
    assert found(replace(COMPLETE, confirmed=confirmed), "2026-02-01") == {}


def test_of_a_natural_person_more_has_to_be_known() -> None:
    company = replace(COMPLETE, profile=a_person(files=True))
    assert found(company, "2025-09-01")["settings"] == ("profile.withholds_income_tax",)
    assert list(missing_of_supplier(TaxProfile(person_type="natural", resident=True))) == [
        "responsibilities",
        "files_income_tax",
    ]


def test_an_agent_of_ica_says_where_its_purchases_are_performed() -> None:
    company = replace(COMPLETE, profile=a_company(withholds_ica_in=frozenset({BOGOTA})))
    assert found(company, "2025-09-01")["settings"] == ("performed_in",)


@pytest.mark.parametrize(
    ("on", "missing"),
    [("2026-09-30", None), ("2026-10-01", "2027-01-01"), ("2026-12-31", "2027-01-01"), ("2027-01-01", "2027-01-01")],
)
def test_the_missing_uvt_of_2027_is_said_three_months_ahead(on: str, missing: str | None) -> None:
    assert found(COMPLETE, on).get("rows_ahead") == (missing and (missing,))


def test_rules_are_established_without_a_gap_until_the_last_uvt() -> None:
    assert established_until(TABLES, date(2020, 1, 1)) == date(2026, 12, 31)
    assert established_until(TABLES, date(2019, 12, 31)) is None
    endless = TABLES.replacing(uvt=(TABLES.uvt[-1].model_copy(update={"valid_to": None}),))
    assert established_until(endless, date(2026, 8, 1)) == date.max


def test_only_rules_that_concern_the_company_wait_for_its_accountant() -> None:
    on, big = date(2025, 9, 1), a_company("O-13", withholds_ica_in=frozenset({BOGOTA}))
    plain = set(unconfirmed(COMPLETE, on, TABLES))
    assert not any(rule.startswith(("reteica", "reteiva.general")) for rule in plain)
    larger = set(unconfirmed(replace(COMPLETE, profile=big), on, TABLES))
    assert {rule.split(".")[1] for rule in larger if rule.startswith("reteica")} == {BOGOTA}
    assert any(rule.startswith("reteiva.general") for rule in larger)
    assert found(replace(COMPLETE, profile=big, confirmed=frozenset(larger)), "2025-09-01") == {
        "settings": ("performed_in",)
    }


def test_a_municipality_without_rates_is_named() -> None:
    company = replace(COMPLETE, profile=a_company(withholds_ica_in=frozenset({BOGOTA, CALI})), performed_in=BOGOTA)
    assert found(company, "2025-09-01")["municipalities"] == (CALI,)
