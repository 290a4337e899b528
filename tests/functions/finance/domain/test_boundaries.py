"""Every concept, in every window of Decreto 572, on both sides of its threshold, and every table row on both its ends.

The expected bases are written out here, from the published tables, not computed from the rows under test.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import ReasonCode
from functions.finance.domain.taxes.assessment import Assessment, TaxableLine
from functions.finance.domain.taxes.errors import RowMissingError, UvtMissingError
from functions.finance.domain.taxes.tables import published_tables
from functions.finance.domain.taxes.thresholds import Threshold
from tests.functions.finance.builders import a_company, a_person, a_purchase, assessed

TABLES = published_tables()
DECLARANTE, NO_DECLARANTE = a_company(), a_person(files=False)

# One day per window and UVT year, with 2, 4, 10, 27, 70, 92 and 160 UVT in pesos.
WINDOWS = {
    "W1 2024": ("2024-06-15", "old", {4: 188_000, 27: 1_271_000, 92: 4_330_000, 160: 7_530_000}),
    "W1 2025": ("2025-05-31", "old", {4: 199_000, 27: 1_345_000, 92: 4_582_000, 160: 7_968_000}),
    "W2 2025": ("2025-06-01", "new", {2: 100_000, 10: 498_000, 70: 3_486_000}),
    "W2 2026": ("2026-05-07", "new", {2: 105_000, 10: 524_000, 70: 3_666_000}),
    "W3": ("2026-05-08", "old", {4: 209_000, 27: 1_414_000, 92: 4_818_000, 160: 8_380_000}),
    "W3 end": ("2026-06-30", "old", {4: 209_000, 27: 1_414_000, 92: 4_818_000, 160: 8_380_000}),
    "W4": ("2026-07-01", "new", {2: 105_000, 10: 524_000, 70: 3_666_000}),
}

# Concept: rates of those who file and of those who do not, in percent; base in UVT with Decreto 572 and without.
CONCEPTS = {
    "compras_generales": ("2.5", "3.5", 10, 27),
    "compras_con_tarjeta": ("1.5", "1.5", 0, 0),
    "agropecuario_sin_proceso": ("1.5", "1.5", 70, 92),
    "agropecuario_procesado": ("2.5", "3.5", 10, 27),
    "cafe": ("0.5", "0.5", 70, 160),
    "combustibles": ("0.1", "0.1", 0, 0),
    "vehiculos_y_activos_fijos": ("1", "1", 0, 0),
    "servicios_generales": ("4", "6", 2, 4),
    "honorarios_y_comisiones": ("11", "10", 0, 0),
    "software": ("3.5", None, 0, 0),
    "arrendamiento_muebles": ("4", "4", 0, 0),
    "arrendamiento_inmuebles": ("3.5", "3.5", 10, 27),
    "transporte_carga": ("1", "1", 2, 4),
    "transporte_pasajeros": ("3.5", "3.5", 10, 27),
    "servicios_temporales": ("1", "1", 2, 4),
    "vigilancia_y_aseo": ("2", "2", 2, 4),
    "ips_salud": ("2", "2", 2, 4),
    "hoteles_y_restaurantes": ("3.5", "3.5", 2, 4),
    "construccion": ("2", "2", 10, 27),
    "otros_ingresos": ("2.5", "3.5", 10, 27),
    "rendimientos_financieros": ("7", "7", 0, 0),
    "renta_fija": ("4", "4", 0, 0),
    "inmuebles_otros": ("2.5", "2.5", 0, 0),
    "emolumentos_eclesiasticos": ("4", "3.5", 10, 27),
}
ELSEWHERE = {"oro", "inmuebles_vivienda", "laboral"}


def withheld_from(base: Decimal, concept: str, on: str, supplier: TaxProfile) -> Assessment:
    line = TaxableLine(base=base, concept=concept, aiu=base)
    return assessed(a_purchase("0", None, on, lines=(line,), supplier=supplier))


def test_every_published_concept_has_its_boundaries_tested() -> None:
    assert CONCEPTS.keys() | ELSEWHERE == {concept.id for concept in TABLES.concepts}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("supplier", [DECLARANTE, NO_DECLARANTE], ids=["declarante", "no_declarante"])
def test_nothing_below_the_threshold_and_the_rate_from_it_on(concept: str, window: str, supplier: TaxProfile) -> None:
    on, norm, pesos = WINDOWS[window]
    filing, not_filing, new_uvt, old_uvt = CONCEPTS[concept]
    percent = filing if supplier is DECLARANTE else not_filing
    uvt = new_uvt if norm == "new" else old_uvt
    threshold = Decimal(pesos[uvt]) if uvt else Decimal(1)
    if percent is None:
        assert not withheld_from(threshold, concept, on, supplier).is_decided
        return
    below = withheld_from(threshold - 1, concept, on, supplier)
    reached = withheld_from(threshold, concept, on, supplier)
    assert below.withheld() == 0
    assert reached.withheld() == (threshold * Decimal(percent) / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")


@pytest.mark.parametrize(
    ("on", "withheld"),
    [("2025-05-31", 10_000), ("2025-06-01", 25_000), ("2026-05-08", 10_000), ("2026-07-01", 25_000)],
)
def test_gold_has_a_rate_of_its_own_under_each_norm(on: str, withheld: int) -> None:
    assert withheld_from(Decimal(1_000_000), "oro", on, DECLARANTE).withheld() == withheld


@pytest.mark.parametrize(
    ("base", "on", "withheld"),
    [
        ("995980000", "2025-05-31", "9959800"),  # 20,000 UVT
        ("995981000", "2025-05-31", "9959825"),
        ("497990000", "2025-06-01", "4979900"),  # 10,000 UVT
        ("497991000", "2025-06-01", "4979925"),
        ("1047480000", "2026-05-08", "10474800"),
        ("523741000", "2026-07-01", "5237425"),
    ],
)
def test_housing_pays_more_only_on_what_is_above_the_limit(base: str, on: str, withheld: str) -> None:
    assert withheld_from(Decimal(base), "inmuebles_vivienda", on, DECLARANTE).withheld() == Decimal(withheld)


def test_wages_are_decided_by_a_person() -> None:
    found = withheld_from(Decimal(5_000_000), "laboral", "2025-07-01", NO_DECLARANTE)
    assert not found.is_decided
    assert ReasonCode.OUTSIDE_RULES in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    ("uvt", "year", "exact", "rounded"),
    [
        (2, 2024, 94_130, 94_000),
        (2, 2025, 99_598, 100_000),
        (2, 2026, 104_748, 105_000),
        (4, 2024, 188_260, 188_000),
        (4, 2025, 199_196, 199_000),
        (4, 2026, 209_496, 209_000),
        (10, 2024, 470_650, 471_000),
        (10, 2025, 497_990, 498_000),
        (10, 2026, 523_740, 524_000),
        (15, 2024, 705_975, 706_000),
        (15, 2025, 746_985, 747_000),
        (15, 2026, 785_610, 786_000),
        (27, 2024, 1_270_755, 1_271_000),
        (27, 2025, 1_344_573, 1_345_000),
        (27, 2026, 1_414_098, 1_414_000),
        (70, 2024, 3_294_550, 3_295_000),
        (70, 2025, 3_485_930, 3_486_000),
        (70, 2026, 3_666_180, 3_666_000),
        (92, 2024, 4_329_980, 4_330_000),
        (92, 2025, 4_581_508, 4_582_000),
        (92, 2026, 4_818_408, 4_818_000),
        (160, 2024, 7_530_400, 7_530_000),
        (160, 2025, 7_967_840, 7_968_000),
        (160, 2026, 8_379_840, 8_380_000),
    ],
)
def test_thresholds_in_pesos_are_those_of_the_published_tables(uvt: int, year: int, exact: int, rounded: int) -> None:
    assert TABLES.threshold(Decimal(uvt), date(year, 3, 1)) == Threshold(Decimal(exact), Decimal(rounded))


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("99.4", 99),
        ("99.5", 100),
        ("100", 100),
        ("149", 100),
        ("150", 200),
        ("9949", 9_900),
        ("10000", 10_000),
        ("10499", 10_000),
        ("10500", 11_000),
    ],
)
def test_pesos_are_rounded_by_article_868(amount: str, rounded: int) -> None:
    assert Threshold.of(Decimal(1), Decimal(amount)).rounded == rounded


@pytest.mark.parametrize(
    ("year", "value"),
    [(2020, 35_607), (2021, 36_308), (2022, 38_004), (2023, 42_412), (2024, 47_065), (2025, 49_799), (2026, 52_374)],
)
def test_the_uvt_changes_with_the_year(year: int, value: int) -> None:
    assert TABLES.uvt_on(date(year, 1, 1)) == TABLES.uvt_on(date(year, 12, 31)) == value


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2027, 1, 1)])
def test_a_year_that_is_not_published_has_no_uvt(on: date) -> None:
    with pytest.raises(UvtMissingError) as refusal:
        TABLES.uvt_on(on)
    assert refusal.value.code is ReasonCode.UVT_MISSING


def test_before_the_first_window_there_are_no_bases() -> None:
    with pytest.raises(RowMissingError):
        TABLES.window_on(TABLES.windows[0].valid_from - timedelta(days=1))


def test_the_windows_leave_no_day_out() -> None:
    for one, following in zip(TABLES.windows, TABLES.windows[1:], strict=False):
        assert one.valid_to
        assert one.valid_to + timedelta(days=1) == following.valid_from
    assert TABLES.windows[-1].valid_to is None
