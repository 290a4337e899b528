"""What rounds over all companies have done."""

from pydantic import BaseModel


class DialReport(BaseModel):
    """A round of dialling.

    Attributes:
        configured: whether anybody carries calls in this stage.
        asked: calls that campaigns asked for.
        dialled: calls that the carrier took.
        halted: calls that were taken back, because calls were stopped.
        failed: what could not be looked after, and waits for the next round.
    """

    configured: bool = True
    asked: int = 0
    dialled: int = 0
    halted: int = 0
    failed: int = 0


class HaltReport(BaseModel):
    """Calls that were taken back because calls were stopped; `failed` waits for the next round of dialling."""

    configured: bool = True
    halted: int = 0
    failed: int = 0


class ReconcileReport(BaseModel):
    """A round of asking the carrier, for ends and for prices; `failed` waits for the next one.

    Attributes:
        salvaged: conversations that were written down because their voice was lost.
    """

    configured: bool = True
    asked: int = 0
    ended: int = 0
    salvaged: int = 0
    priced: int = 0
    failed: int = 0


class StaleReport(BaseModel):
    """How many exclusion lists were announced as stale, or nearly."""

    warned: int = 0


class RetentionReport(BaseModel):
    """What was removed: recordings of `calls`, `transcripts`, `versions` of both; and at the carrier."""

    calls: int = 0
    transcripts: int = 0
    at_carrier: int = 0
    versions: int = 0
    failed: int = 0
