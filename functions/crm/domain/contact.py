"""Addresses and numbers of people: the forms that are stored, and the keys that find duplicates."""

import re
from functools import cache
from pathlib import Path

_DOTS_DO_NOT_COUNT = frozenset({"gmail.com", "googlemail.com"})
_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


def email_key(email: str) -> str:
    """The key by which two addresses are the same mailbox; never used for sending.

    Lower case, without ``+tag``, and for Gmail without dots and with one spelling of its domain.
    """
    local, _, domain = email.lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTS_DO_NOT_COUNT:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def e164(phone: str) -> str:
    """A phone number in strict E.164, checked against its country's numbering plan.

    Raises:
        ValueError: not E.164, or a number that cannot exist.
    """
    if not _E164.fullmatch(phone):
        raise ValueError("must be in E.164 form: '+', country code, number, digits only, like +573001234567")
    import phonenumbers  # noqa: PLC0415 - costs tens of milliseconds, and many leads have no phone

    try:
        exists = phonenumbers.is_valid_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        exists = False
    if not exists:
        raise ValueError("is not a number of any country's numbering plan")
    return phone


def is_corporate(email: str) -> bool:
    """Whether the address is at a company's own domain, not where anybody can have one."""
    return email.rpartition("@")[2].lower() not in _free_mail_domains()


@cache
def _free_mail_domains() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("free_mail_domains.txt").read_text().split())
