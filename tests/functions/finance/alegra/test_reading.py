"""Nights: what accounts call things is read, and one account that fails keeps no other from its turn."""

from typing import Any

import psycopg
import pytest

from functions.finance.api.alegra import connect_alegra, get_alegra_connection
from functions.finance.jobs.alegra import read_alegra_contacts, read_alegra_items
from functions.registry import registry
from shared.auth.caller import Caller
from shared.core.function import Every
from tests.functions.finance.alegra.books import Books
from tests.functions.finance.client.alegra.account import TOKEN, Account
from tests.lambdas import LambdaContext, ask, caller_of
from tests.stage import Stage


@pytest.fixture(autouse=True)
def _only_this_tests_companies(stage: Stage) -> None:
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute("DELETE FROM alegra_connections")


def read(job: Any = read_alegra_items) -> dict[str, Any]:
    report: dict[str, Any] = job({}, LambdaContext())
    return report


def kinds(books: Books) -> dict[str, int]:
    with psycopg.connect(books.database.url()) as owner:
        query = "SELECT kind, count(*) FROM alegra_references WHERE company_id = %s GROUP BY kind"
        return dict(owner.execute(query, [books.company]).fetchall())


def forget_reading(books: Books) -> None:
    with psycopg.connect(books.database.url()) as owner:
        owner.execute("UPDATE alegra_connections SET references_at = references_at - interval '1 day'")


def test_an_account_is_read_once_a_night(connected: Books, account: Account) -> None:
    account.client().http.post("/items", {"name": "Noche doble"})
    assert read() == {"companies": 1, "rows": 33, "failed": 0}
    assert kinds(connected) == {"tax": 7, "retention": 18, "category": 7, "item": 1}
    assert read()["companies"] == 0
    forget_reading(connected)
    assert read() == {"companies": 1, "rows": 33, "failed": 0}


def test_what_is_gone_from_the_account_is_gone_here(connected: Books, account: Account) -> None:
    read()
    account.forget("taxes", account.rows("taxes")[0]["id"])
    forget_reading(connected)
    read()
    assert kinds(connected)["tax"] == 6


def test_contacts_are_read_apart_and_then_not_asked_for(connected: Books, account: Account) -> None:
    account.client().create_contact({"name": "Papelería", "identification": "800197268", "type": "provider"})
    assert read(read_alegra_contacts) == {"companies": 1, "rows": 1, "failed": 0}
    assert connected.sync(connected.post())["state"] == "synced"
    assert len(account.rows("contacts")) == 1


def test_one_account_that_fails_keeps_no_other_from_its_turn(
    connected: Books, account: Account, stage: Stage, new_company: Any
) -> None:
    other = Account(account.vendor)
    second = caller_of(new_company())
    body = {"email": other.email, "token": TOKEN}
    assert ask(connect_alegra, "PUT", "/finance/alegra/connection", body=body, caller=second).status == 200
    account.vendor.administer("PUT", "accounts", email=account.email, token="another-token")
    assert read() == {"companies": 1, "rows": 32, "failed": 1}
    assert kinds(connected) == {}
    assert kinds(Books(stage.database, second.company_id))["tax"] == 7
    assert read()["failed"] == 0


def test_an_account_whose_token_was_revoked_is_told_of(connected: Books, account: Account, admin: Caller) -> None:
    account.vendor.administer("PUT", "accounts", email=account.email, token="another-token")
    read()
    told = ask(get_alegra_connection, "GET", "/finance/alegra/connection", caller=admin).json
    assert told["fault"]["code"] == 401
    assert connected.company == admin.company_id


def test_nights_are_at_one_and_half_past_one_in_bogota() -> None:
    nights = {one.name: one.trigger.schedule for one in registry("finance") if isinstance(one.trigger, Every)}
    assert nights["finance-read-alegra-contacts"] == "cron(0 6 * * ? *)"
    assert nights["finance-read-alegra-items"] == "cron(30 6 * * ? *)"
