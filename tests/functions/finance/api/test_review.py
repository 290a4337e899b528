"""People decide about documents over HTTP: approve, edit, reject, void; the waiting execution goes on once."""

import pytest

from tests.functions.finance.desk import Desk, pesos
from tests.functions.finance.extracts import SUPPLIER, XML


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk whose supplier sells services."""
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    return desk


def test_one_person_approves_what_is_above_the_limit(known: Desk) -> None:
    ana = known.person()
    invoice = known.process(XML.services("2000000", "380000", "2380000"))
    assert (known.state(invoice), known.entries()) == ("ready", 0)
    reply = known.approve(invoice, ana)
    assert (reply.status, reply.json["state"], reply.json["approvals"]) == (200, "approved", 1)
    assert known.post(invoice)["state"] == "posted"
    assert known.books() == pesos(a5135="2000000", a240805="380000", a236525="-80000", a2205="-2300000")
