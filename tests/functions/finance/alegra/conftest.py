"""A company whose books are connected to an account at the simulated Alegra."""

import pytest

from functions.finance.api.alegra import connect_alegra
from shared.auth.caller import Caller
from tests.functions.finance.alegra.books import Books
from tests.functions.finance.client.alegra.account import TOKEN, Account
from tests.lambdas import ask
from tests.stage import Stage


@pytest.fixture
def books(stage: Stage, admin: Caller) -> Books:
    """Not connected yet."""
    return Books(stage.database, admin.company_id)


@pytest.fixture
def connected(books: Books, account: Account, admin: Caller) -> Books:
    body = {"email": account.email, "token": TOKEN}
    assert ask(connect_alegra, "PUT", "/finance/alegra/connection", body=body, caller=admin).status == 200
    return books
