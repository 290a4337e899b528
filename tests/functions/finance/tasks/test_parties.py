"""Whose document it is, who the other party is, and what the company's settings decide; on a real database."""

from dataclasses import replace

from shared.core.invocation import new_id
from tests.functions.finance.desk import PROFILE, Desk, pesos
from tests.functions.finance.extracts import OUR_DV, OURS, SUPPLIER, SUPPLIER_DV, XML

SELF_WITHHOLDER = {
    "person_type": "legal",
    "responsibilities": ["O-15"],
    "vat_responsible": True,
    "resident": True,
}


def test_a_sale_is_told_from_a_purchase_by_our_own_number(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"}, profile={"withholds_ica_in": []})
    us = XML.party(OURS, OUR_DV, "Hotel Brisa SAS")
    them = XML.party(SUPPLIER, SUPPLIER_DV, "Papelería del Centro SAS")
    invoice = desk.process(replace(XML.services(), seller=us, buyer=them))
    assert (desk.state(invoice), desk.row(invoice)["direction"]) == ("posted", "sale")
    assert desk.books() == pesos(a4135="-150000", a240810="-28500", a135515="6000", a1305="172500")


def test_a_document_between_others_is_not_ours(known: Desk) -> None:
    invoice = known.process(XML.services(buyer=XML.party("860009876", "1", "Hotel Mirador")))
    assert (known.state(invoice), known.reasons(invoice)) == ("needs_review", {"not_ours"})


def test_without_our_own_number_nothing_is_posted(desk: Desk) -> None:
    with desk.owner() as owner:
        owner.execute("UPDATE finance_settings SET nit = NULL WHERE company_id = %s", [desk.company_id])
    invoice = desk.process(XML.services())
    assert desk.fields(invoice) == {"company.nit"}


def test_the_rest_of_a_day_goes_to_people_once_its_limit_is_reached(known: Desk) -> None:
    with known.owner() as owner:
        gates = '{"automatic_per_day": "200000"}'
        owner.execute("UPDATE finance_settings SET gates = %s WHERE company_id = %s", [gates, known.company_id])
    first = known.process(XML.services())
    second = known.process(XML.services(number="FE-2", issued="2025-10-20"))
    assert (known.state(first), known.state(second)) == ("posted", "needs_review")
    assert known.reasons(second) == {"daily_limit"}


def test_a_document_says_who_its_supplier_is_unless_a_person_did(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"}, profile=SELF_WITHHOLDER)
    seller = XML.party(SUPPLIER, SUPPLIER_DV, "Papelería", responsibilities=("O-13",), regime="48")
    desk.process(XML.services(seller=seller))
    assert desk.books() == pesos(a5135="150000", a240805="28500", a2205="-178500")
    other = XML.party("900508908", None, "Otra SAS", responsibilities=("O-47",), regime="48")
    desk.process(XML.services(seller=other))
    with desk.owner() as owner:
        row = owner.execute(
            "SELECT profile, profile_source FROM counterparties WHERE company_id = %s AND tax_id = '900508908'",
            [desk.company_id],
        ).fetchone()
    assert row == {
        "profile": {"person_type": "legal", "responsibilities": ["O-47"], "vat_responsible": True, "resident": True},
        "profile_source": "document",
    }


def test_who_does_not_charge_iva_pays_it_as_cost_and_who_does_not_say_is_asked(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    for charges, expected in ((False, "posted"), (None, "needs_review")):
        with desk.owner() as owner:
            owner.execute(
                "UPDATE finance_settings SET profile = profile || jsonb_build_object('vat_responsible', %s::boolean)"
                " WHERE company_id = %s",
                [charges, desk.company_id],
            )
        invoice = desk.process(
            XML.services(number=f"FE-{new_id()}", issued="2025-10-10" if charges is None else "2025-09-10")
        )
        assert desk.state(invoice) == expected
    assert desk.fields(invoice) == {"company.vat_responsible"}
    assert desk.books() == pesos(a5135="178500", a236525="-6000", a2205="-172500")
    assert PROFILE["vat_responsible"] is True
