"""A call that was answered, as verbs see it: its line, its customer's server, its report."""

from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

from local.vendors.twilio.accounts import Account
from local.vendors.twilio.callbacks import Callbacks, Notice
from local.vendors.twilio.calls import Call
from local.vendors.twilio.errors import NOT_XML_TYPE
from local.vendors.twilio.line import Line
from local.vendors.twilio.report import Report
from local.vendors.twilio.services import Services
from local.vendors.twilio.twiml import BadDocument, Verb, read

XML = {"application/xml", "text/xml", "application/rss+xml"}


@dataclass
class Leg:
    """One leg.

    Attributes:
        children: legs that it dialled.
        language: of whom it speaks with, if a document does not say.
    """

    account: Account
    call: Call
    line: Line
    report: Report
    services: Services
    children: list[Call]
    callbacks: Callbacks
    language: str = "en"

    def fields(self, **more: str) -> dict[str, str]:
        """What every request to the customer's server says."""
        return call_fields(self.call) | more

    async def fetch(self, url: str, method: str, **more: str) -> tuple[Verb, ...]:
        """Ask for a document.

        Raises:
            BadDocument: there is none, or it is none.
        """
        fields = self.fields(**more)
        answer = await self.services.webhooks.send(url, method, fields, self.account.auth_token)
        self.note("fetched", url=url, fields=fields, status=answer.status, detail=answer.detail, tries=answer.tries)
        if answer.error:
            raise BadDocument(answer.error, answer.detail or f"{url} answered {answer.status}")
        if answer.content_type not in XML:
            raise BadDocument(NOT_XML_TYPE, f"{url} answered {answer.content_type or 'without a content type'}")
        return read(answer.text)

    def tell(self, event: str, url: str, method: str, fields: dict[str, str]) -> None:
        """Tell the customer's server of something, after what it was told before."""
        self.callbacks.tell(Notice(event, url, method, fields))

    def note(self, what: str, **facts: Any) -> None:
        self.report.note(self.services.clock.now(), what, **facts)

    def problem(self, code: int, detail: str) -> None:
        self.report.problem(self.services.clock.now(), code, detail)

    def timestamp(self) -> str:
        """Now, as callbacks write it."""
        return format_datetime(self.services.clock.today())


def call_fields(call: Call) -> dict[str, str]:
    """What the customer is told of a call."""
    known = {
        "CallSid": call.sid,
        "AccountSid": call.account_sid,
        "From": call.from_,
        "To": call.to,
        "Caller": call.from_,
        "Called": call.to,
        "Direction": call.direction,
        "ApiVersion": "2010-04-01",
        "CallStatus": call.status,
    }
    if call.parent:
        known["ParentCallSid"] = call.parent
    if call.answered_by:
        known["AnsweredBy"] = call.answered_by
    return known
