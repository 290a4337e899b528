"""Withholdings: the acceptance cases of the domain."""

from decimal import Decimal

import pytest

from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import ReasonCode
from functions.finance.domain.taxes.assessment import TaxableLine, UndecidedError
from functions.finance.domain.taxes.tables import published_tables
from tests.functions.finance.builders import BOGOTA, MEDELLIN, a_company, a_person, a_purchase, assessed

CONCEPTS = [concept.id for concept in published_tables().concepts]
UNDECLARED = a_person(files=False)
LARGE_BUYER = a_company("O-13")


@pytest.mark.parametrize(
    ("concept", "base", "on", "supplier", "withheld"),
    [
        # 1, 2
        ("compras_generales", "600000", "2025-05-31", a_company(), "0"),
        ("compras_generales", "600000", "2025-06-01", a_company(), "15000"),
        ("servicios_generales", "150000", "2025-05-31", a_company(), "0"),
        ("servicios_generales", "150000", "2025-06-01", a_company(), "6000"),
        ("servicios_generales", "150000", "2025-06-01", UNDECLARED, "9000"),
        ("servicios_generales", "150000", "2025-06-01", a_person(files=True), "6000"),
        # 3 to 6
        ("compras_generales", "498000", "2025-09-10", a_company(), "12450"),
        ("compras_generales", "497999", "2025-09-10", a_company(), "0"),
        ("compras_generales", "497989", "2025-09-10", a_company(), "0"),
        ("servicios_generales", "150000", "2026-05-07", a_company(), "6000"),
        ("servicios_generales", "150000", "2026-05-08", a_company(), "0"),
        ("servicios_generales", "150000", "2026-06-30", a_company(), "0"),
        ("servicios_generales", "150000", "2026-07-01", a_company(), "6000"),
        ("compras_generales", "524000", "2026-08-03", a_company(), "13100"),
        ("compras_generales", "523999", "2026-08-03", a_company(), "0"),
        ("servicios_generales", "100000", "2025-12-31", a_company(), "4000"),
        ("servicios_generales", "100000", "2026-01-02", a_company(), "0"),
        # 7 to 9
        ("honorarios_y_comisiones", "50000", "2021-03-01", a_company(), "5500"),
        ("honorarios_y_comisiones", "50000", "2026-11-23", a_company(), "5500"),
        ("honorarios_y_comisiones", "50000", "2021-03-01", UNDECLARED, "5000"),
        ("honorarios_y_comisiones", "50000", "2026-11-23", UNDECLARED, "5000"),
        ("arrendamiento_inmuebles", "500000", "2025-05-20", a_company(), "0"),
        ("arrendamiento_inmuebles", "500000", "2025-07-10", a_company(), "17500"),
        ("hoteles_y_restaurantes", "120000", "2025-08-01", a_company(), "4200"),
    ],
)
def test_income_tax_is_withheld_by_concept_date_and_supplier(
    concept: str, base: str, on: str, supplier: TaxProfile, withheld: str
) -> None:
    assert assessed(a_purchase(base, concept, on, supplier=supplier)).withheld("renta") == Decimal(withheld)


@pytest.mark.parametrize(
    ("base", "on", "expected"),
    [
        ("498000", "2025-09-10", []),
        ("497999", "2025-09-10", [ReasonCode.THRESHOLD_BAND]),
        ("497990", "2025-09-10", [ReasonCode.THRESHOLD_BAND]),
        ("497989.99", "2025-09-10", []),
        ("524000", "2026-08-03", []),
        ("523999", "2026-08-03", [ReasonCode.THRESHOLD_BAND]),
        ("523740", "2026-08-03", [ReasonCode.THRESHOLD_BAND]),
        ("523739.99", "2026-08-03", []),
        # 27 UVT of 2026 round down: what lies between is withheld from, and reviewed
        ("1413999.99", "2026-06-01", []),
        ("1414000", "2026-06-01", [ReasonCode.THRESHOLD_BAND]),
        ("1414097.99", "2026-06-01", [ReasonCode.THRESHOLD_BAND]),
        ("1414098", "2026-06-01", []),
    ],
)
def test_a_base_that_rounding_decides_on_goes_to_review(base: str, on: str, expected: list[ReasonCode]) -> None:
    found = assessed(a_purchase(base, "compras_generales", on)).findings
    assert [finding.code for finding in found] == expected


@pytest.mark.parametrize("concept", CONCEPTS)
def test_without_a_uvt_nothing_is_decided(concept: str) -> None:
    found = assessed(a_purchase("5000000", concept, "2027-01-10"))
    assert [finding.code for finding in found.findings] == [ReasonCode.UVT_MISSING]
    assert not found.is_decided
    with pytest.raises(UndecidedError, match="2027-01-10"):
        found.net_payable(Decimal(5_000_000))


def test_a_self_withholder_is_not_withheld_from_but_its_iva_is() -> None:
    bill = a_purchase(
        "1000000", "servicios_generales", "2025-10-01", vat="190000", supplier=a_company("O-15"), buyer=LARGE_BUYER
    )
    found = assessed(bill)
    assert (found.withheld("renta"), found.withheld("reteiva")) == (Decimal(0), Decimal(28_500))
    assert found.trials[0].reason == "supplier_withholds_itself"


def test_a_supplier_in_simple_is_withheld_from_only_iva() -> None:
    buyer = a_company("O-13", withholds_ica_in=frozenset({BOGOTA}))
    bill = a_purchase(
        "1000000",
        "servicios_generales",
        "2025-10-01",
        vat="190000",
        supplier=a_company("O-47"),
        buyer=buyer,
        performed_in=BOGOTA,
    )
    found = assessed(bill)
    assert found.withheld("renta") == found.withheld("reteica") == 0
    assert found.withheld() == found.withheld("reteiva") == Decimal(28_500)
    assert {trial.reason for trial in found.trials} == {"supplier_in_simple", "applied"}


def test_fees_in_medellin_with_all_three_withholdings() -> None:
    buyer = a_company("O-13", withholds_ica_in=frozenset({MEDELLIN}))
    bill = a_purchase(
        "3000000", "honorarios_y_comisiones", "2025-10-10", vat="570000", buyer=buyer, performed_in=MEDELLIN
    )
    found = assessed(bill)
    assert [found.withheld(tax) for tax in ("renta", "reteiva", "reteica")] == [330_000, 85_500, 5_400]
    assert found.net_payable(Decimal(3_570_000)) == Decimal(3_149_100)
    assert found.findings == ()


@pytest.mark.parametrize(
    ("activity", "withheld"),
    [("profesiones_liberales", 22_980), ("consultoria_y_construccion", 25_980), ("otros_servicios", 28_980)],
)
def test_ica_of_bogota_is_that_of_the_suppliers_activity(activity: str, withheld: int) -> None:
    bill = a_purchase(
        "3000000",
        "honorarios_y_comisiones",
        "2025-10-10",
        supplier=a_company(ica_activity=activity),
        buyer=a_company(withholds_ica_in=frozenset({BOGOTA})),
        performed_in=BOGOTA,
    )
    assert assessed(bill).withheld("reteica") == withheld


def test_lines_are_summed_by_concept_before_the_threshold() -> None:
    lines = tuple(
        TaxableLine(base=Decimal(base), concept=concept)
        for base, concept in [
            ("60000", "servicios_generales"),
            ("300000", "compras_generales"),
            ("60000", "servicios_generales"),
        ]
    )
    found = assessed(a_purchase("0", None, "2025-07-10", lines=lines))
    assert [(trial.subject, trial.base, trial.amount) for trial in found.trials if trial.tax == "renta"] == [
        ("servicios_generales", Decimal(120_000), Decimal(4_800)),
        ("compras_generales", Decimal(300_000), Decimal(0)),
    ]


def test_the_explanation_names_rule_base_threshold_rate_norm_and_source() -> None:
    trial = assessed(a_purchase("600000", "compras_generales", "2025-06-01")).trials[0]
    assert trial.rule_id == "renta.compras_generales.declarante.W2"
    assert [trial.base, trial.threshold, trial.amount] == [600_000, 498_000, 15_000]
    assert trial.rate == "2.5 %"
    assert "Decreto 0572" in trial.norma
    assert "cijuf.org.co" in trial.source


def test_no_amount_is_a_float() -> None:
    found = assessed(a_purchase("600000.55", "compras_generales", "2025-06-01"))
    assert all(isinstance(trial.amount, Decimal) for trial in found.trials)
    assert found.withheld("renta") == Decimal("15000.01")
