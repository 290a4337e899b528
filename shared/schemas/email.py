"""E-mail addresses, as pydantic's `EmailStr` takes them, without what that costs for an ordinary one."""

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

# ASCII without quotes, and a domain of a registry: no label with two hyphens, no name reserved by RFC 6761 or 7686.
_ORDINARY = re.compile(
    r"(?=.{3,254}\Z)(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:(?=[^.]{1,63}\.)[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?!(?:arpa|invalid|local|localhost|onion|test)\Z)[a-z]{2,63}",
    re.ASCII,
)


def mailbox(text: str) -> str:
    """The address with its domain in lower case.

    Raises:
        ValueError: not an address that mail could reach.
    """
    local, at, domain = text.rpartition("@")
    address = local + at + domain.lower()
    if _ORDINARY.fullmatch(address):
        return address
    from pydantic.networks import validate_email  # noqa: PLC0415 - the library takes a twelfth of a cold start

    return validate_email(text)[1]


Email = Annotated[str, AfterValidator(mailbox), WithJsonSchema({"type": "string", "format": "email"})]
"""An address; whether its domain receives mail is not asked."""
