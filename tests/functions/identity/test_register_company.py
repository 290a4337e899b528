"""Companies join: by a task that only an operator can invoke."""

from typing import Any

import psycopg
import pytest
from pydantic import ValidationError

from functions.identity.tasks import register_company
from shared.core.errors import Unprocessable
from tests.functions.identity.conftest import PASSWORD, Api, Person, new_email
from tests.lambdas import LambdaContext
from tests.stage import Stage


def register(**request: Any) -> dict[str, Any]:
    registered: dict[str, Any] = register_company({"name": "Hotel Brisa", **request}, LambdaContext())
    return registered


def test_the_admin_can_sign_in(api: Api) -> None:
    email = new_email()
    registered = register(admin_email=email, admin_password=PASSWORD)
    assert registered["created"] is True
    assert registered["admin_password"] is None
    me = Person(api, email).sign_in().ask("GET", "/auth/me").json()
    assert (me["role"], me["id"]) == ("admin", registered["admin_id"])
    assert me["company"] == {"id": registered["company_id"], "name": "Hotel Brisa"}


def test_a_password_is_made_up_and_told_once(api: Api) -> None:
    email = new_email()
    first = register(admin_email=email)
    assert Person(api, email, first["admin_password"]).try_sign_in().status_code == 200
    again = register(admin_email=email)
    assert again == {**first, "created": False, "admin_password": None}


def test_a_second_registration_changes_nothing(api: Api, stage: Stage) -> None:
    email = new_email()
    first = register(admin_email=email, admin_password=PASSWORD)
    again = register(admin_email=email.upper(), admin_password="another good password", name="Other")
    assert again == {**first, "created": False}
    assert Person(api, email).try_sign_in().status_code == 200
    with psycopg.connect(stage.database.url()) as owner:
        assert owner.execute("SELECT count(*) FROM companies WHERE name = 'Other'").fetchone() == (0,)


@pytest.mark.parametrize(
    "wrong", [{"admin_email": "nobody"}, {"name": ""}, {"admin_password": "short"}, {"role": "admin"}]
)
def test_what_is_no_company_is_refused(stage: Stage, wrong: dict[str, str]) -> None:
    assert stage
    with pytest.raises(ValidationError):
        register(**{"admin_email": new_email(), "admin_password": PASSWORD, **wrong})


def test_the_address_is_no_password(stage: Stage) -> None:
    assert stage
    email = new_email()
    with pytest.raises(Unprocessable):
        register(admin_email=email, admin_password=email)
