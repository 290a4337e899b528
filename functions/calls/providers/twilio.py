"""Twilio, as calls reach it and as it reaches them."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, ValidationError

from functions.calls.client.twilio.credentials import Credentials, TwilioCredentials, credentials_of
from functions.calls.domain.addresses import Addresses
from functions.calls.domain.signature import validate
from functions.calls.schemas.webhooks import AmdForm, DialForm, Place, StatusForm, StreamForm, VoiceForm
from shared.core.errors import BadRequest, Forbidden
from shared.core.function import PREFIX
from shared.core.incoming import Incoming
from shared.core.inject import Depends, provides, reads_form
from shared.core.resources import VOICE, secret
from shared.core.settings import settings

SIGNATURE = "x-twilio-signature"
Form = TypeVar("Form", bound=BaseModel)

_ID: TypeAdapter[UUID] = TypeAdapter(UUID)


@provides(secret("twilio"))
def twilio_credentials() -> Credentials:
    """Reads the account of this stage when it is asked for."""

    def read() -> TwilioCredentials:
        return credentials_of(f"astramech/{settings.stage}/twilio")

    return read


Account = Annotated[Credentials, Depends(twilio_credentials)]


@provides(VOICE)
def addresses() -> Addresses:
    """Where the carrier finds this stage."""
    return Addresses(api=settings.api_url, voice=settings.voice_url)


PublicAddresses = Annotated[Addresses, Depends(addresses)]


class Signed:
    """A request that Twilio signed."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming

    @property
    def place(self) -> Place:
        """Which company and call its address is of."""
        told = dict(part.partition("=")[::2] for part in self.incoming.query.split("&"))
        try:
            call_id = _ID.validate_python(told["call_id"]) if "call_id" in told else None
            return Place(_ID.validate_python(told["company_id"]), call_id)
        except (KeyError, ValidationError):
            raise BadRequest("The address names no company.") from None

    def form(self, model: type[Form]) -> Form:
        """Its fields; the last of those that repeat."""
        try:
            return model.model_validate(dict(self.incoming.fields()))
        except ValidationError:
            raise BadRequest("The form is none of Twilio's.") from None


def signed_request(incoming: Incoming, account: Account) -> Signed:
    """The request, if Twilio signed it for the public address that is configured, whatever its own headers say.

    Raises:
        Forbidden: it did not.
        NotConfigured: there is no account, so nobody can have signed.
    """
    token = account().auth_token
    url = settings.api_url + incoming.path.removeprefix(PREFIX) + (f"?{incoming.query}" if incoming.query else "")
    signature = incoming.headers.get(SIGNATURE, "")
    if not validate(token, url, incoming.fields(), None, signature):
        raise Forbidden("This request carries no signature of Twilio's.")
    return Signed(incoming)


FromTwilio = Annotated[Signed, Depends(signed_request)]


def webhook_place(signed: FromTwilio) -> Place:
    """Which company and call the address is of."""
    return signed.place


def _reader(model: type[Form]) -> Callable[..., Form]:
    @reads_form(model)
    def read(signed: FromTwilio) -> Form:
        return signed.form(model)

    return read


At = Annotated[Place, Depends(webhook_place)]
StatusSent = Annotated[StatusForm, Depends(_reader(StatusForm))]
AmdSent = Annotated[AmdForm, Depends(_reader(AmdForm))]
VoiceSent = Annotated[VoiceForm, Depends(_reader(VoiceForm))]
DialSent = Annotated[DialForm, Depends(_reader(DialForm))]
StreamSent = Annotated[StreamForm, Depends(_reader(StreamForm))]
