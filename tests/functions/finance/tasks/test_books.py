"""From what was read to journal lines, on a real database: the acceptance cases."""

from tests.functions.finance.desk import Desk, pesos
from tests.functions.finance.extracts import SUPPLIER, XML


def test_services_with_income_tax_withheld_are_posted_without_a_person(desk: Desk) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    invoice = desk.process(XML.services(issued="2025-06-01"))
    assert (desk.state(invoice), desk.reasons(invoice)) == ("posted", set())
    assert desk.books() == pesos(a5135="150000", a240805="28500", a236525="-6000", a2205="-172500")
