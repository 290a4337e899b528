"""From what was read to journal lines, on a real database: the acceptance cases of documents."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.document import Validation
from functions.finance.extraction.values import Source
from tests.functions.finance.desk import Desk, pesos
from tests.functions.finance.extracts import OURS, SUPPLIER, SUPPLIER_DV, XML, Scribe, abroad, referring

CUFE = "c0ffee" * 16


def test_services_with_income_tax_withheld_are_posted_without_a_person(known: Desk) -> None:
    invoice = known.process(XML.services(issued="2025-06-01"))
    assert (known.state(invoice), known.reasons(invoice)) == ("posted", set())
    assert known.books() == pesos(a5135="150000", a240805="28500", a236525="-6000", a2205="-172500")


def test_a_pos_ticket_below_the_threshold_withholds_nothing(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "compras_generales"})
    tax = XML.tax("01", "5", "203343.81", "10167.19")
    ticket = XML.document(
        [XML.line("203343.81", "Concentrado", [tax])],
        subtotal="203343.81",
        taxes=[tax],
        total="213511.00",
        kind="pos_ticket",
    )
    invoice = desk.process(ticket)
    assert desk.state(invoice) == "posted"
    assert desk.books() == pesos(a6205="203343.81", a240805="10167.19", a2205="-213511.00")


def test_wrong_check_digits_wait_for_a_person(desk: Desk) -> None:
    desk.remembers("12345678", {"concept": "compras_generales"})
    tax = XML.tax("01", "5", "406687.62", "20334.38")
    bill = XML.document(
        [XML.line("203343.81"), XML.line("203343.81")],
        subtotal="406687.62",
        taxes=[tax],
        total="427022.00",
        seller=XML.party("12345678", "9", "Agropecuaria"),
        buyer=XML.party(OURS, "1", "Hotel Brisa SAS"),
    )
    invoice = desk.process(bill)
    assert (desk.state(invoice), desk.reasons(invoice)) == ("needs_review", {"nit_dv"})
    assert desk.fields(invoice) == {"seller.nit", "buyer.nit"}
    assert desk.books() == {}


def a_utility_bill() -> Any:
    lines = [
        XML.line("98430", "Acueducto"),
        XML.line("41200", "Alcantarillado"),
        XML.line("18670", "Aseo"),
        XML.line("210900", "Saldo anterior"),
        XML.line("1400", "Recargo por mora"),
    ]
    return XML.document(
        lines,
        kind="utility_bill",
        total="370600",
        prior_balance="210900",
        due="2025-11-14",
        number="8801",
        seller=XML.party(SUPPLIER, SUPPLIER_DV, "Aguas", responsibilities=("O-15",)),
    )


def test_a_utility_bill_is_no_cost_of_what_earlier_bills_left_open(desk: Desk) -> None:
    ana = desk.person()
    invoice = desk.process(a_utility_bill())
    assert (desk.state(invoice), desk.reasons(invoice)) == ("needs_review", {"prior_balance"})
    assert desk.approve(invoice, ana).status == 200
    desk.post(invoice)
    assert desk.books() == pesos(a513525="139630", a513505="18670", a530520="1400", a2205="-159700")


def test_a_cuenta_de_cobro_reconciles_and_waits(desk: Desk) -> None:
    page = Scribe(Source.TEXT, 0.95)
    lines = [page.line("100000", "Transporte"), page.line("61200", "Peajes"), page.line("90000", "Alimentación")]
    request = page.document(
        lines,
        kind="payment_request",
        number=None,
        total="251200",
        subtotal="251200",
        seller=page.party("1020304050", None, "Ana Ruiz", id_type="13", person_type="natural"),
    )
    invoice = desk.process(request)
    assert desk.state(invoice) == "needs_review"
    assert "documento_soporte" in desk.reasons(invoice)
    assert "arithmetic" not in desk.reasons(invoice)
    assert desk.row(invoice)["total"] == 251_200


def test_fuel_is_proven_by_its_taxes_and_a_prepayment_is_an_advance(desk: Desk) -> None:
    taxes = [
        XML.tax("01", "19", "13600.06", "2584.01"),
        XML.tax("24", None, None, "6030.00"),
        XML.tax("25", None, None, "4000.00"),
    ]
    fuel = XML.document(
        [XML.line("13600.06", "ACPM", taxes)],
        subtotal="13600.06",
        taxes=taxes,
        total="26214.07",
        prepaid="1000.00",
        payable="25214.07",
    )
    invoice = desk.process(fuel)
    assert (desk.state(invoice), desk.reasons(invoice)) == ("posted", set())
    assert desk.books() == pesos(
        a5195="23630.06", a240805="2584.01", a236540="-13.60", a1330="-1000", a2205="-25200.47"
    )


@pytest.mark.parametrize(
    ("qr", "contradicted"),
    [
        ("NitFac=900508908 NumFac=FE-1", {"issuer"}),
        ("NitFac=800197268 ValTolFac=14024.07", {"total"}),
    ],
)
def test_a_qr_code_that_says_something_else_waits(known: Desk, qr: str, contradicted: set[str]) -> None:
    invoice = known.process(replace(XML.services(), qr=XML.value(qr)))
    assert (known.state(invoice), known.reasons(invoice)) == ("needs_review", {"qr_mismatch"})
    assert known.fields(invoice) == contradicted


def test_free_samples_owe_their_iva_only(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "compras_generales"})
    tax = XML.tax("01", "19", "1000000", "190000")
    samples = XML.document([XML.line("0", "Muestra gratis", [tax])], subtotal="0", taxes=[tax], total="190000")
    invoice = desk.process(samples)
    assert desk.state(invoice) == "posted"
    assert desk.books() == pesos(a240805="190000", a2205="-190000")


def test_the_tax_on_sugared_drinks_is_cost_not_iva(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "compras_generales"})
    taxes = [XML.tax("01", "19", "100000", "19000"), XML.tax("34", None, None, "12250")]
    drinks = XML.document([XML.line("100000", "Gaseosa", taxes)], subtotal="100000", taxes=taxes, total="131250")
    desk.process(drinks)
    assert desk.books() == pesos(a6205="112250", a240805="19000", a2205="-131250")


def test_dollars_are_posted_at_the_rate_of_the_document(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "compras_generales"})
    tax = XML.tax("01", "19", "100.00", "19.00", "USD")
    bill = XML.document(
        [XML.line("100.00", "Licencia", [tax], "USD")], subtotal="100.00", taxes=[tax], total="119.00", currency="USD"
    )
    invoice = desk.process(abroad(bill, "3100"))
    assert desk.row(invoice)["total_cop"] == 368_900
    assert desk.books() == pesos(a6205="310000", a240805="58900", a2205="-368900")
    unconverted = desk.process(replace(bill, number=XML.value("FE-2"), issue_date=XML.value(date(2025, 10, 11))))
    assert (desk.state(unconverted), desk.reasons(unconverted)) == ("needs_review", {"currency"})


def test_what_a_supplier_sells_is_asked_for_never_guessed(desk: Desk) -> None:
    invoice = desk.process(XML.services())
    assert (desk.state(invoice), desk.reasons(invoice)) == ("needs_review", {"attribute_missing"})
    assert desk.fields(invoice) == {"lines.concept"}


def test_a_date_without_rows_is_never_posted(known: Desk) -> None:
    ana = known.person()
    invoice = known.process(XML.services(issued="2027-01-10"))
    assert "uvt_missing" in known.reasons(invoice)
    refused = known.approve(invoice, ana)
    assert (refused.status, refused.json["code"]) == (409, "attribute_missing")
    decided = known.edit(invoice, ana, withholdings=[{"tax": "renta", "base": "150000", "amount": "6000"}])
    assert "uvt_missing" in decided.json["reasons"]
    assert (known.approve(invoice, ana).status, known.books()) == (409, {})


def test_a_credit_note_takes_back_its_part_of_what_was_withheld(known: Desk) -> None:
    known.process(XML.services(issued="2025-10-01", cufe=CUFE))
    tax = XML.tax("01", "19", "50000", "9500")
    note = XML.document(
        [XML.line("50000", "Descuento", [tax])],
        subtotal="50000",
        taxes=[tax],
        total="59500",
        kind="credit_note",
        number="NC-1",
    )
    linked = known.process(referring(note, cufe=CUFE.upper()))
    assert (known.state(linked), known.reasons(linked)) == ("posted", set())
    assert known.books(linked) == pesos(a5135="-50000", a240805="-9500", a236525="2000", a2205="57500")
    lonely = known.process(
        referring(
            replace(note, number=XML.value("NC-2"), issue_date=XML.value(date(2025, 10, 12))),
            number="FE-9",
        )
    )
    assert known.reasons(lonely) == {"note_unlinked"}


def test_what_reading_found_is_carried_to_the_reviewer(known: Desk) -> None:
    hidden = Finding(ReasonCode.HIDDEN_TEXT, "page 1 has white text", "total")
    mismatch = Finding(ReasonCode.PAGE_XML_MISMATCH, "the page says 178501", "total")
    refused_part = Finding(ReasonCode.UNSUPPORTED_FORMAT, "XML inside the PDF")
    invoice = known.hand_in(XML.services(), hidden, mismatch, refused_part)
    assert known.judge(invoice)["state"] == "needs_review"
    assert known.reasons(invoice) == {"hidden_text", "page_xml_mismatch", "unreadable"}


def test_what_dian_rejected_waits(known: Desk) -> None:
    rejected = replace(XML.services(), validation=Validation(code=XML.value("04")))
    assert known.reasons(known.process(rejected)) == {"dian_rejected"}


def test_a_file_that_gave_nothing_waits_with_what_is_missing(desk: Desk) -> None:
    invoice = desk.hand_in(None, Finding(ReasonCode.UNREADABLE, "no text on the photo"))
    answer = desk.judge(invoice)
    assert (answer["state"], answer["approvers"]) == ("needs_review", None)
    assert {"unreadable", "attribute_missing"} == desk.reasons(invoice)
    assert desk.events("invoice.needs_review")[0]["approvers"] is None


def test_judging_and_posting_twice_changes_nothing(known: Desk) -> None:
    invoice = known.hand_in(XML.services())
    first, again = known.judge(invoice), known.judge(invoice)
    assert first == again
    assert first["posts_automatically"] is True
    posted, repeated = known.post(invoice), known.post(invoice)
    assert posted == repeated
    assert (known.entries(), len(known.events("invoice.processed"))) == (1, 1)


def test_what_was_posted_is_announced_in_pesos(known: Desk) -> None:
    invoice = known.process(XML.services())
    event = known.events("invoice.processed")[0]
    assert (Decimal(event["total"]), Decimal(event["withheld"])) == (Decimal(178_500), Decimal(6_000))
    assert event["invoice_id"] == str(invoice)
    assert (event["direction"], event["automatic"]) == ("purchase", True)
    assert known.events("invoice.needs_review") == []
