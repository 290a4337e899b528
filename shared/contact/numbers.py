"""What a numbering plan says of a phone number. The gate takes it as a fact: it knows the standard library only."""

from shared.contact.facts import NumberKind, PhoneNumber

_NOT_GEOGRAPHIC = "001"


def read_number(e164: str) -> PhoneNumber:
    """A number with its validity, its country and its kind; one that cannot be read is not valid.

    The zones of an area code are not asked for: one is given for areas that lie in two, and numbers move with people.
    """
    import phonenumbers  # noqa: PLC0415 - costs tens of milliseconds, and most functions read no number

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return PhoneNumber(e164=e164, valid=False, kind=NumberKind.UNKNOWN, country=None)
    country = phonenumbers.region_code_for_number(number)
    kind = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(number))
    return PhoneNumber(
        e164=e164,
        valid=phonenumbers.is_valid_number(number),
        kind=NumberKind(kind.lower()),
        country=None if country == _NOT_GEOGRAPHIC else country,
    )
