"""Connecting an account: asked of Alegra first, its token sealed and shown to nobody."""

from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

from functions.finance.api.alegra import connect_alegra, disconnect_alegra, get_alegra_connection
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.vault import KmsVault, SealBroken
from tests.functions.finance.alegra.books import Books
from tests.functions.finance.client.alegra.account import TOKEN, Account
from tests.lambdas import NOBODY_LISTENS, Reply, ask, caller_of

PATH = "/finance/alegra/connection"


def connect(caller: Caller, account: Account, **changes: Any) -> Reply:
    return ask(connect_alegra, "PUT", PATH, body={"email": account.email, "token": TOKEN, **changes}, caller=caller)


def view(caller: Caller) -> Any:
    return ask(get_alegra_connection, "GET", PATH, caller=caller).json


def row(books: Books) -> dict[str, Any] | None:
    with psycopg.connect(books.database.url(), row_factory=dict_row) as owner:
        query = "SELECT * FROM alegra_connections WHERE company_id = %s"
        return owner.execute(query, [books.company]).fetchone()


def test_an_account_is_connected_and_says_that_it_is_a_simulators(
    books: Books, account: Account, admin: Caller, logged: StringIO
) -> None:
    assert view(admin) == {**dict.fromkeys(view(admin)), "connected": False}
    reply = connect(admin, account, cost_center="7")
    assert reply.status == 200
    assert reply.json == view(admin)
    facts = {
        name: reply.json[name] for name in ("connected", "provider", "email", "company_name", "cost_center", "fault")
    }
    assert facts == {
        "connected": True,
        "provider": "simulator",
        "email": account.email,
        "company_name": "Hotel Brisa S.A.S.",
        "cost_center": "7",
        "fault": None,
    }
    kept = row(books)
    assert kept
    assert TOKEN.encode() not in kept["token_ciphertext"]
    assert TOKEN not in reply.body + logged.getvalue()
    assert kept["connected_by"] == admin.id


def test_the_token_opens_for_its_company_only(
    books: Books, account: Account, admin: Caller, new_company: Callable[[], UUID]
) -> None:
    connect(admin, account)
    kept = row(books)
    assert kept
    assert KmsVault().open(kept["token_ciphertext"], company_id=books.company) == TOKEN
    with pytest.raises(SealBroken):
        KmsVault().open(kept["token_ciphertext"], company_id=new_company())


def test_credentials_that_alegra_does_not_take_are_not_kept(books: Books, account: Account, admin: Caller) -> None:
    reply = connect(admin, account, token="another-token")
    assert (reply.status, [error["field"] for error in reply.json["errors"]]) == (422, ["token"])
    assert row(books) is None


def test_while_alegra_is_silent_what_is_connected_stays(
    connected: Books, account: Account, admin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = row(connected)
    monkeypatch.setenv("ALEGRA_BASE_URL", f"{NOBODY_LISTENS}/api/v1")
    reply = connect(admin, account, cost_center="9")
    assert (reply.status, reply.headers["content-type"]) == (503, "application/problem+json")
    assert row(connected) == before


@pytest.mark.parametrize("body", [{"token": "short"}, {"email": "nobody"}, {"token": "with space"}, {"more": 1}])
def test_what_is_no_credential_is_refused(books: Books, account: Account, admin: Caller, body: dict[str, Any]) -> None:
    assert connect(admin, account, **body).status == 422
    assert row(books) is None


@pytest.mark.parametrize("role", [Role.USER, Role.VIEWER])
def test_only_who_may_change_settings_connects(books: Books, account: Account, role: Role) -> None:
    somebody = caller_of(books.company, role)
    assert connect(somebody, account).status == 403
    assert ask(disconnect_alegra, "DELETE", PATH, caller=somebody).status == 403
    assert view(somebody)["connected"] is False


def test_it_is_forgotten_with_its_token(connected: Books, admin: Caller) -> None:
    for _ in range(2):
        assert ask(disconnect_alegra, "DELETE", PATH, caller=admin).status == 204
    assert row(connected) is None
    assert view(admin)["connected"] is False
