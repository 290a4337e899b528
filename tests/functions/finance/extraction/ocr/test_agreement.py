from dataclasses import replace
from decimal import Decimal

from functions.finance.extraction.document import Document, Party
from functions.finance.extraction.ocr.agreement import agreed
from functions.finance.extraction.values import Absence, Evidence, Money, Source, Value

NOWHERE = Evidence()


def text(value: str, confidence: float = 0.9) -> Value[str]:
    return Value.found(value, Source.OCR, NOWHERE, confidence)


def money(amount: str, confidence: float = 0.9, currency: str | None = "COP") -> Value[Money]:
    return Value.found(Money(amount=Decimal(amount), currency=currency), Source.OCR, NOWHERE, confidence)


def test_what_both_passes_read_is_kept_as_the_surer_one_read_it() -> None:
    found = agreed(Document(number=text("FV-12", 0.7)), Document(number=text("FV 12", 0.9)))
    assert found.number == text("FV 12", 0.9)


def test_amounts_are_compared_by_their_size() -> None:
    found = agreed(Document(total=money("100.00", 0.8, None)), Document(total=money("100")))
    assert found.total == money("100")


def test_what_they_read_differently_is_not_told() -> None:
    found = agreed(Document(total=money("100.00")), Document(total=money("190.00")))
    assert (found.total.value, found.total.reason) == (None, Absence.AMBIGUOUS)


def test_what_only_one_read_is_believed_less_and_only_if_it_was_sure() -> None:
    sure, unsure = Document(total=money("100.00", 0.9)), Document(total=money("100.00", 0.75))
    assert agreed(Document(), sure).total.confidence == 0.765
    assert agreed(unsure, Document()).total.reason is Absence.LOW_CONFIDENCE


def test_parties_agree_field_by_field() -> None:
    first = Document(seller=Party(name=text("Roble S.A.S."), tax_id=text("900287614")))
    second = replace(first, seller=replace(first.seller, tax_id=text("900287674")))
    found = agreed(first, second).seller
    assert found.name.value == "Roble S.A.S."
    assert found.tax_id.value is None


def test_what_is_payable_needs_both_for_one_may_have_lost_what_was_paid() -> None:
    found = agreed(Document(total=money("100.00"), payable=money("100.00")), Document(total=money("100.00")))
    assert found.total == money("100.00")
    assert found.payable.reason is Absence.LOW_CONFIDENCE
