"""Addresses and numbers: what is the same mailbox, and which numbers exist."""

import pytest

from functions.crm.domain.contact import e164, email_key, is_corporate


@pytest.mark.parametrize("email", ["demo.user+x@gmail.com", "demouser@gmail.com", "DemoUser@GoogleMail.com"])
def test_spellings_of_one_gmail_mailbox_have_one_key(email: str) -> None:
    assert email_key(email) == "demouser@gmail.com"


def test_dots_count_outside_gmail_and_tags_never_do() -> None:
    assert email_key("ana.maria+news@Hotel.example") == "ana.maria@hotel.example"
    assert email_key("anamaria@hotel.example") != email_key("ana.maria@hotel.example")


def test_an_address_that_is_only_a_tag_keeps_it() -> None:
    assert email_key("+sales@hotel.example") == "+sales@hotel.example"


def test_a_colombian_mobile_in_e164_passes() -> None:
    assert e164("+573001234567") == "+573001234567"


@pytest.mark.parametrize(
    "phone",
    [
        "3001234567",
        "+57 300 123 4567",
        "0057300",
        "+0573001234567",
        "+999123456789",
        "+57\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
    ],
)
def test_numbers_that_are_not_e164_or_cannot_exist_are_refused(phone: str) -> None:
    with pytest.raises(ValueError, match=r"E\.164|numbering plan|country"):
        e164(phone)


def test_free_mail_is_not_corporate() -> None:
    assert not is_corporate("ana@Gmail.com")
    assert is_corporate("ana@hotelbrisa.example")
