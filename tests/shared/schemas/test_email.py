"""`Email` takes and refuses what pydantic's `EmailStr` does: email-validator is the oracle."""

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import EmailStr, TypeAdapter, ValidationError

from shared.schemas.email import Email

OURS: TypeAdapter[str] = TypeAdapter(Email)
ORACLE: TypeAdapter[str] = TypeAdapter(EmailStr)

locals_ = st.text("aZ9.-_+!'\"ñ @", min_size=1, max_size=70)
labels = st.text("aZ9-_ñ", min_size=1, max_size=65)
domains = st.lists(labels, min_size=1, max_size=4).map(".".join)
endings = st.sampled_from(["com", "CO", "museum", "test", "local", "x", "c0m", "9", "xn--p1ai", ""])
addresses = st.builds("{}@{}.{}".format, locals_, domains, endings)


def verdict(adapter: TypeAdapter[str], text: str) -> str | None:
    try:
        return adapter.validate_python(text)
    except ValidationError:
        return None


@settings(max_examples=1500, deadline=None)
@given(st.one_of(addresses, st.emails(), st.text(max_size=20)))
@example("Ana María <ana@hotelbrisa.com>")
@example("ana@HotelBrisa.COM")
@example("ana@xn--bcher-kva.example.com")
@example("ana@ab--cd.com")
@example("ana@hotel_brisa.com")
@example("a" * 64 + "@hotelbrisa.com")
@example("a" * 65 + "@hotelbrisa.com")
@example("ana@" + "b" * 63 + ".com")
@example("ana@" + "b" * 64 + ".com")
@example("ana@" + ".".join(["b" * 60] * 4) + ".com")
@example("ana@hotelbrisa.com\n")
@example("ana@192.168.0.1")
def test_the_verdict_is_the_librarys(text: str) -> None:
    assert verdict(OURS, text) == verdict(ORACLE, text)


@pytest.mark.parametrize("name", SPECIAL_USE_DOMAIN_NAMES)
def test_reserved_domains_are_refused(name: str) -> None:
    assert verdict(OURS, f"ana@hotel.{name}") is None


def test_the_documents_call_it_an_email() -> None:
    assert OURS.json_schema() == ORACLE.json_schema()
