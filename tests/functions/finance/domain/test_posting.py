"""What documents become in the books: the acceptance cases, and that every entry balances to the cent."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.domain.document import Document, Line, Party, StatedTax
from functions.finance.domain.ledger.chart import AccountMissingError, published_chart
from functions.finance.domain.ledger.entry import JournalEntry, UnbalancedError
from functions.finance.domain.ledger.posting import NotPostableError, entry_of, payment_entry
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import ReasonCode
from functions.finance.domain.taxes.assessment import Assessment, UndecidedError
from functions.finance.domain.taxes.credit import assess_credit, unlinked_credit
from functions.finance.domain.taxes.of_document import transaction_of
from functions.finance.domain.taxes.tables import published_tables
from tests.functions.finance.builders import MEDELLIN, a_company, a_document, a_line, a_tax, assessed

CHART = published_chart()
TABLES = published_tables()
ALL_AGENT = a_company("O-13", withholds_ica_in=frozenset({MEDELLIN}))


def assessment_of(
    document: Document, supplier: TaxProfile | None = None, buyer: TaxProfile | None = None
) -> Assessment:
    return assessed(
        transaction_of(document, supplier=supplier or a_company(), buyer=buyer or a_company(), performed_in=MEDELLIN)
    )


def posted(document: Document, *, deducts_vat: bool = True, **parties: TaxProfile) -> JournalEntry:
    return entry_of(document, assessment_of(document, **parties), CHART, deducts_vat=deducts_vat)


def balances(entry: JournalEntry) -> Mapping[str, Decimal]:
    return {account: entry.balance(account) for account in dict.fromkeys(line.account for line in entry.lines)}


def pesos(**amounts: str) -> Mapping[str, Decimal]:
    return {account.removeprefix("a"): Decimal(amount) for account, amount in amounts.items()}


def test_a_pos_ticket_below_the_threshold() -> None:
    ticket = a_document(a_line("203343.81", "compras_generales", "5"), kind="pos_ticket", total=Decimal("213511.00"))
    entry = posted(ticket)
    assert balances(entry) == pesos(a6205="203343.81", a240805="10167.19", a2205="-213511.00")
    assert entry.on == ticket.issue_date
    assert {line.party for line in entry.lines} == {"800197268"}


def test_services_with_income_tax_withheld() -> None:
    bill = a_document(a_line("150000", vat="19"), issue_date=date(2025, 6, 1))
    entry = posted(bill)
    assert balances(entry) == pesos(a5135="150000", a240805="28500", a236525="-6000", a2205="-172500")
    assert entry.balance("2408") == 28_500


def test_fees_with_all_three_withholdings() -> None:
    bill = a_document(a_line("3000000", "honorarios_y_comisiones", "19"))
    assert balances(posted(bill, buyer=ALL_AGENT)) == pesos(
        a5110="3000000", a240805="570000", a236515="-330000", a2367="-85500", a2368="-5400", a2205="-3149100"
    )


def test_a_utility_bill_without_what_earlier_bills_left_open() -> None:
    bill = a_document(
        a_line("98430", purpose="water"),
        a_line("41200", purpose="sewer"),
        a_line("18670", purpose="waste"),
        a_line("1400", purpose="late_surcharge"),
        kind="utility_bill",
        prior_balance=Decimal(210_900),
    )
    entry = posted(bill, supplier=a_company("O-15"))
    assert balances(entry) == pesos(a513525="139630", a513505="18670", a530520="1400", a2205="-159700")
    assert entry.balance("5") == 159_700


def test_rent_and_goods_on_one_invoice_go_to_their_own_accounts() -> None:
    bill = a_document(a_line("600000", "arrendamiento_inmuebles", "19"), a_line("500000", "compras_generales", "5"))
    assert balances(posted(bill)) == pesos(
        a5120="600000", a6205="500000", a240805="139000", a236530="-21000", a236540="-12500", a2205="-1205500"
    )


def test_taxes_other_than_iva_are_part_of_the_cost() -> None:
    inc = a_tax("120000", "8", scheme="04")
    meal = a_document(a_line("120000", "hoteles_y_restaurantes", taxes=(inc,)))
    assert balances(posted(meal)) == pesos(a5195="129600", a236525="-4200", a2205="-125400")


def test_taxes_stated_only_in_sum_are_a_cost_of_the_largest_line() -> None:
    fuel = a_document(
        a_line("13600.06", "combustibles"),
        a_line("100", "compras_generales"),
        taxes=(StatedTax(scheme="24", base=Decimal(1), amount=Decimal("4000.00")),),
    )
    assert posted(fuel).balance("5195") == Decimal("17600.06")


def test_who_does_not_charge_iva_pays_it_as_cost() -> None:
    bill = a_document(a_line("150000", vat="19"))
    assert balances(posted(bill, deducts_vat=False)) == pesos(a5135="178500", a236525="-6000", a2205="-172500")


def test_a_prepayment_tips_and_discounts() -> None:
    bill = a_document(
        a_line("90000", "hoteles_y_restaurantes"),
        prepaid=Decimal(10_000),
        charges=Decimal(5_000),
        allowances=Decimal(2_000),
    )
    assert balances(posted(bill)) == pesos(a5195="95000", a421040="-2000", a1330="-10000", a2205="-83000")


@pytest.mark.parametrize(
    ("total", "account", "rounding"), [("118999.50", "429581", "-0.50"), ("119000.40", "539595", "0.40")]
)
def test_what_a_supplier_rounds_is_booked_as_rounding(total: str, account: str, rounding: str) -> None:
    bill = a_document(a_line("100000", "compras_generales", "19"), total=Decimal(total))
    entry = posted(bill)
    assert entry.balance(account) == Decimal(rounding)
    assert entry.balance("2205") == -Decimal(total)


def test_a_sale_with_what_the_customer_withholds() -> None:
    sale = a_document(a_line("3000000", "honorarios_y_comisiones", "19"), direction="sale")
    entry = posted(sale, buyer=ALL_AGENT)
    assert balances(entry) == pesos(
        a1305="3149100", a4135="-3000000", a240810="-570000", a135515="330000", a135517="85500", a135518="5400"
    )
    assert sum(line.debit for line in entry.lines if line.account == "1305") == 3_570_000
    assert {line.party for line in entry.lines} == {"830099008"}


@pytest.mark.parametrize("direction", ["purchase", "sale"])
def test_a_credit_note_of_everything_undoes_its_invoice(direction: str) -> None:
    lines = (a_line("3000000", "honorarios_y_comisiones", "19"), a_line("600000", "compras_generales", "5"))
    invoice = a_document(*lines, direction=direction)
    note = a_document(*lines, direction=direction, kind="credit_note", number="NC-1")
    original = assessment_of(invoice, buyer=ALL_AGENT)
    credit = assess_credit(note, original, TABLES)
    assert credit.findings == ()
    entry = entry_of(invoice, original, CHART, deducts_vat=True)
    undone = entry_of(note, credit, CHART, deducts_vat=True)
    assert balances(undone) == {account: -amount for account, amount in balances(entry).items()}


def test_a_credit_note_of_a_third_takes_back_a_third_below_any_threshold() -> None:
    original = assessment_of(a_document(a_line("150000", vat="19")), buyer=a_company("O-13"))
    note = a_document(a_line("50000", vat="19"), kind="credit_note")
    credit = assess_credit(note, original, TABLES)
    assert (original.withheld(), credit.withheld()) == (Decimal("10275.00"), Decimal("3425.00"))
    entry = entry_of(note, credit, CHART, deducts_vat=True)
    assert balances(entry) == pesos(a5135="-50000", a240805="-9500", a236525="2000", a2367="1425", a2205="56075")


def test_a_credit_of_more_than_was_bought_takes_back_no_more_and_is_reviewed() -> None:
    original = assessment_of(a_document(a_line("150000")))
    credit = assess_credit(a_document(a_line("200000"), kind="credit_note"), original, TABLES)
    assert credit.withheld() == original.withheld()
    assert [finding.code for finding in credit.findings] == [ReasonCode.ARITHMETIC]


def test_a_credit_of_what_was_never_bought_is_reviewed() -> None:
    original = assessment_of(a_document(a_line("150000")))
    other = assess_credit(a_document(a_line("1000", "cafe"), kind="credit_note"), original, TABLES)
    assert [finding.code for finding in other.findings] == [ReasonCode.NOTE_UNLINKED]
    assert other.withheld() == 0
    assert unlinked_credit(a_document(a_line("1000"), kind="credit_note")).code is ReasonCode.NOTE_UNLINKED


def test_a_line_goes_to_the_account_that_was_chosen_for_it() -> None:
    bill = a_document(a_line("90000", account="5195"), a_line("80000", "compras_generales", purpose="inventory"))
    assert balances(posted(bill)) == pesos(a5195="90000", a1435="80000", a2205="-170000")


@pytest.mark.parametrize("line", [a_line("90000", account="9999"), a_line("90000", purpose="no_such_role")])
def test_an_account_that_there_is_not_is_refused(line: Line) -> None:
    with pytest.raises(AccountMissingError):
        posted(a_document(line))


def test_what_is_not_decided_is_not_posted() -> None:
    document = a_document(a_line("90000", concept=None, purpose="services"))
    with pytest.raises(UndecidedError):
        posted(document)


def test_a_line_without_a_place_is_not_posted() -> None:
    document = a_document(a_line("90000", concept=None))
    with pytest.raises(NotPostableError):
        entry_of(document, assessment_of(a_document(a_line("90000"))), CHART, deducts_vat=True)


def test_parts_that_do_not_make_the_payable_are_not_posted() -> None:
    with pytest.raises(NotPostableError, match=r"payable is 100001\.01, its parts give 100000"):
        posted(a_document(a_line("100000"), payable=Decimal("100001.01")))


def test_what_every_check_lets_pass_is_posted() -> None:
    off_by_one_thrice = a_document(
        a_line("100000"), line_total=Decimal(100_001), total=Decimal(100_002), payable=Decimal(100_003)
    )
    entry = posted(off_by_one_thrice)
    assert balances(entry) == pesos(a5135="100000", a539595="3", a236525="-4000", a2205="-96003")


def test_nothing_to_post_is_no_entry() -> None:
    with pytest.raises(UnbalancedError, match="without amounts"):
        posted(a_document(a_line("0", "compras_generales")))


def test_a_company_plays_roles_by_accounts_of_its_own() -> None:
    chart = CHART.with_roles({"services": "513595"}, {"513595": {"es": "Otros servicios", "en": "Other services"}})
    bill = a_document(a_line("90000"))
    entry = entry_of(bill, assessment_of(bill), chart, deducts_vat=True)
    assert balances(entry) == pesos(a513595="90000", a2205="-90000")
    with pytest.raises(ValueError, match="513599"):
        CHART.with_roles({"services": "513599"})


def test_every_concept_has_its_accounts() -> None:
    ruled = {concept.id for concept in TABLES.concepts if concept.rates}
    assert ruled == CHART.concepts.keys()


def test_a_payment_clears_what_is_owed() -> None:
    out = payment_entry(
        Decimal(172_500), date(2025, 7, 1), CHART, direction="purchase", means="bank", party="800197268"
    )
    received = payment_entry(Decimal(100), date(2025, 7, 1), CHART, direction="sale", means="cash", party=None)
    assert balances(out) == pesos(a2205="172500", a1110="-172500")
    assert balances(received) == pesos(a1305="-100", a1105="100")


def test_a_foreign_invoice_is_posted_in_pesos_with_its_rounding() -> None:
    bill = a_document(
        a_line("12600.06", "compras_generales", "19"),
        a_line("0.33", "compras_generales", "19"),
        currency="USD",
        exchange_rate=Decimal("4011.77"),
        seller=Party("Abroad Inc."),
    )
    entry = posted(bill)
    assert entry.balance("6205") == Decimal("50549866.59")
    assert {line.party for line in entry.lines} == {None}


AMOUNTS = st.decimals(min_value=0, max_value=10**8, places=2)
CONCEPTS = st.sampled_from(sorted(CHART.concepts.keys() - {"software"}))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = draw(st.lists(st.tuples(AMOUNTS, CONCEPTS, st.sampled_from(["0", "5", "19"])), min_size=1, max_size=6))
    parts: dict[str, Any] = {name: draw(AMOUNTS) for name in ("prepaid", "charges", "allowances", "prior_balance")}
    return a_document(
        *(a_line(str(amount), concept, vat, aiu=amount / 10) for amount, concept, vat in lines),
        direction=draw(st.sampled_from(["purchase", "sale"])),
        kind=draw(st.sampled_from(["invoice", "debit_note", "credit_note", "pos_ticket"])),
        currency=draw(st.sampled_from(["COP", "USD"])),
        exchange_rate=draw(st.decimals(min_value=1000, max_value=9000, places=4)),
        **parts,
    )


@given(documents(), st.sampled_from([True, False]), st.sampled_from([a_company(), ALL_AGENT]))
def test_every_entry_balances_to_the_cent_and_its_reversal_undoes_it(
    document: Document,
    deducts_vat: bool,  # noqa: FBT001
    buyer: TaxProfile,
) -> None:
    try:
        entry = posted(document, deducts_vat=deducts_vat, buyer=buyer)
    except UnbalancedError:
        assert document.total == document.recognised == 0
        return
    assert sum(line.debit for line in entry.lines) == sum(line.credit for line in entry.lines) == entry.total > 0
    assert all(min(line.debit, line.credit) == 0 < max(line.debit, line.credit) for line in entry.lines)
    owed = document.in_pesos().recognised - assessment_of(document, buyer=buyer).withheld()
    owed = -owed if document.kind == "credit_note" else owed
    assert owed == (-entry.balance("2205") if document.direction == "purchase" else entry.balance("1305"))
    reversal = entry.reversed(date(2025, 12, 1), "void")
    assert balances(reversal) == {account: -amount for account, amount in balances(entry).items()}
