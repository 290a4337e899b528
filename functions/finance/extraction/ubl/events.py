"""DIAN's ApplicationResponse: a RADIAN event about an invoice, or DIAN's own answer."""

from functions.finance.extraction.document import Event
from functions.finance.extraction.node import Node
from functions.finance.extraction.ubl.parties import event_party
from functions.finance.extraction.ubl.references import document_reference

_RESPONSE = "cac:DocumentResponse/cac:Response"


def read_event(node: Node) -> Event:
    """What happened, to which invoice, said by whom."""
    return Event(
        code=node.text(f"{_RESPONSE}/cbc:ResponseCode"),
        description=node.text(f"{_RESPONSE}/cbc:Description"),
        number=node.text("cbc:ID"),
        cude=node.text("cbc:UUID"),
        issue_date=node.date("cbc:IssueDate"),
        issue_time=node.time("cbc:IssueTime"),
        sender=event_party(node.child("cac:SenderParty")),
        receiver=event_party(node.child("cac:ReceiverParty")),
        invoice=document_reference(node.child("cac:DocumentResponse/cac:DocumentReference")),
    )
