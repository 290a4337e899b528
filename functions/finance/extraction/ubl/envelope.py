"""DIAN's AttachedDocument: the envelope that carries an invoice, or an event, and DIAN's answer about it."""

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.document import Validation
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.node import Node
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.strict_xml import parse_text
from functions.finance.extraction.ubl.events import read_event

_CONTENT = "cac:Attachment/cac:ExternalReference/cbc:Description"
_ANSWER = "cac:ParentDocumentLineReference/cac:DocumentReference"


def unwrap(envelope: Node, limits: Limits = LIMITS) -> Node:
    """The root of the document inside, parsed as strictly as the envelope was.

    Raises:
        Refused: unreadable when nothing is inside, and whatever the inner document is refused for.
    """
    content = envelope.raw(_CONTENT)
    if not content:
        raise Refused(ReasonCode.UNREADABLE, "an envelope without a document")
    root = parse_text(content, limits)
    name = str(root.tag).rpartition("}")[2]
    return Node(root, f"{envelope.path}/{_CONTENT}!/{name}", envelope.source, envelope.confidence)


def validation_in(envelope: Node, limits: Limits = LIMITS) -> Validation | None:
    """DIAN's answer that the envelope carries; an answer that cannot be read is as good as none."""
    answer = envelope.child(_ANSWER)
    if answer is None:
        return None
    stated = Validation(
        code=answer.text("cac:ResultOfVerification/cbc:ValidationResultCode"),
        on=answer.date("cac:ResultOfVerification/cbc:ValidationDate"),
        cufe=answer.text("cbc:UUID"),
    )
    if stated.code.value is not None:
        return stated
    try:
        event = read_event(unwrap(answer, limits))
    except Refused:
        return None
    cufe = event.invoice.cufe if event.invoice else stated.cufe
    return Validation(code=event.code, on=event.issue_date, cufe=cufe)
