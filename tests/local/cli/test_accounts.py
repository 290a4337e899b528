import pytest
from pydantic import TypeAdapter

from functions.identity.schemas import Email, NewPassword
from local.cli.accounts import FIRST_COMPANY, address, new_password

NAMES = [FIRST_COMPANY, "Acme", "ACME", "acme", "Ñandú S.A.S.", "李秀英", "مكتب", "🌱", "x" * 200, "a.b", "a b"]


@pytest.mark.parametrize("name", NAMES)
def test_every_company_has_an_address_that_identity_takes(name: str) -> None:
    assert TypeAdapter(Email).validate_python(address("viewer", name)) == address("viewer", name)


def test_no_two_companies_share_an_address() -> None:
    assert len({address("admin", name) for name in NAMES}) == len(NAMES)


def test_the_same_company_has_the_same_address() -> None:
    assert address("admin", FIRST_COMPANY) == "admin@astramech.example"
    assert address("user", "Ñandú S.A.S.") == address("user", "Ñandú S.A.S.")


def test_passwords_are_new_and_long_enough() -> None:
    assert new_password() != new_password()
    TypeAdapter(NewPassword).validate_python(new_password())
