"""Accounts of the first company at simulated vendors: made there, and connected as a person would."""

from collections.abc import Mapping
from typing import Any

import httpx

from local.cli.accounts import new_password
from local.cli.api import Api
from local.cli.errors import Trouble
from local.cli.stack_file import Account
from local.vendors.simulation import ADMIN

ALEGRA = "/finance/alegra/connection"


def connect_alegra(api: Api, admin: Account, address: str) -> str:
    """Give the company an account at the simulated Alegra, unless one is connected and takes documents; what was done.

    Args:
        api: with the token of the company's admin.
        admin: whose account it will be.
        address: of the simulated Alegra.

    Raises:
        Refused: the product does not take the account.
        Trouble: the simulated Alegra does not answer.
    """
    known = api.get(ALEGRA)
    if known["connected"] and not known["fault"]:
        return f"{known['email']}, there"
    account = {"email": admin.email, "token": new_password()}
    _put(f"{httpx.URL(address).copy_with(path=f'{ADMIN}/accounts')}", {**account, "company": admin.company})
    api.request("PUT", ALEGRA, account)
    return admin.email


def _put(url: str, account: Mapping[str, Any]) -> None:
    try:
        httpx.put(url, json=account, timeout=10, trust_env=False).raise_for_status()
    except httpx.HTTPError as error:
        raise Trouble(
            f"The simulated Alegra takes no account: {error}", advice="Look with `astramech status`."
        ) from None
