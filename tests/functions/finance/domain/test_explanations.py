"""What people read about a tax: in words, in Spanish and English; and what IVA and INC would be."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from functions.finance.domain.document import Document, StatedTax
from functions.finance.domain.taxes.assessment import TaxableLine
from functions.finance.domain.taxes.errors import AttributeMissingError, RowMissingError
from functions.finance.domain.taxes.explanations import Language, explain
from functions.finance.domain.taxes.of_document import transaction_of
from functions.finance.domain.taxes.tables import published_tables
from functions.finance.domain.taxes.vat import inc, iva
from tests.functions.finance.builders import a_company, a_document, a_line, a_purchase, a_tax, assessed

TABLES = published_tables()
ON = date(2025, 10, 10)


def test_an_amount_and_a_zero_are_explained_in_both_languages() -> None:
    applied = assessed(a_purchase("600000.50", "compras_generales", "2025-06-01")).trials[0]
    below = assessed(a_purchase("400000", "compras_generales", "2025-06-01")).trials[0]
    assert explain(applied, "es").startswith(
        "Retención en la fuente, compras_generales: se retiene 2.5 % de $ 600.000,50 (art. 401 ET"
    )
    assert "$ 400.000 no alcanza la base de $ 498.000" in explain(below, "es")
    assert "$ 400.000 is below $ 498.000" in explain(below, "en")


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("supplier", ["O-13", "O-15", "O-47"])
def test_every_reason_has_words(language: Language, supplier: str) -> None:
    bill = a_purchase("100", None, "2025-06-01", vat="19", supplier=a_company(supplier), buyer=a_company("O-13"))
    for trial in assessed(bill).trials:
        text = explain(trial, language)
        assert text
        assert "{" not in text


def test_iva_and_inc_of_a_supply() -> None:
    base = Decimal("203343.81")
    assert iva(base, "reduced", ON, TABLES) == StatedTax(
        scheme="01", base=base, amount=Decimal("10167.19"), rate=Decimal(5)
    )
    general, exempt = iva(Decimal(100), "general", ON, TABLES), iva(Decimal(100), "exempt", ON, TABLES)
    assert general
    assert exempt
    assert (general.amount, exempt.amount) == (Decimal("19.00"), Decimal("0.00"))
    assert iva(Decimal(100), None, ON, TABLES) is None
    assert inc(Decimal(120_000), "restaurants", ON, TABLES).amount == Decimal("9600.00")


def test_a_rate_of_another_tax_or_another_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no category"):
        inc(Decimal(100), "general", ON, TABLES)
    with pytest.raises(ValueError, match="no category"):
        iva(Decimal(100), "former", ON, TABLES)
    with pytest.raises(RowMissingError):
        iva(Decimal(100), "general", date(2016, 12, 31), TABLES)


def test_iva_is_taken_by_line_or_in_sum_for_a_single_concept() -> None:
    by_line = a_document(a_line("100", vat="19"), a_line("200", "compras_generales", "5"))
    in_sum = a_document(a_line("100"), a_line("200"), taxes=(a_tax("300", "19"),))
    assert [line.vat for line in _transaction(by_line)] == [19, 10]
    assert _transaction(in_sum) == (
        TaxableLine(base=Decimal(300), vat=Decimal("57.00"), concept="servicios_generales"),
    )


def test_iva_in_sum_for_several_concepts_is_asked() -> None:
    mixed = a_document(a_line("100"), a_line("200", "compras_generales"), taxes=(a_tax("300", "19"),))
    with pytest.raises(AttributeMissingError, match=r"line\.taxes"):
        _transaction(mixed)
    with pytest.raises(AttributeMissingError, match="lines"):
        _transaction(a_document())


def _transaction(document: Document) -> tuple[TaxableLine, ...]:
    return transaction_of(document, supplier=a_company(), buyer=a_company()).lines
