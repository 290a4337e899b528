"""Accounts at simulated vendors: made there, and connected as a person would."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

import httpx

from local.cli.accounts import new_password
from local.cli.api import Api
from local.cli.cloud import Cloud
from local.cli.deployment import STAGE
from local.cli.errors import Trouble
from local.cli.stack_file import Account
from local.vendors.simulation import ADMIN

ALEGRA = "/finance/alegra/connection"
TWILIO = f"astramech/{STAGE}/twilio"
"""The secret with the stage's account at Twilio."""

CALLER_IDS = {"CO": "+576015550100", "US": "+12025550100"}
"""Numbers of the stage's account at the simulated Twilio, by country: campaigns call from them."""

STREAMS_AT_ONCE = 20


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
    _put("Alegra", address, {**account, "company": admin.company})
    api.request("PUT", ALEGRA, account)
    return admin.email


def connect_twilio(cloud: Cloud, address: str) -> str:
    """Let the stage's account be known to the simulated Twilio; it is made up, and kept as a secret, if there is none.

    Args:
        cloud: keeps the secret, where calls and the voice look for it.
        address: of the simulated Twilio, which calls of this stage go to, whoever's the account is.

    Raises:
        Trouble: the simulated Twilio does not answer.
    """
    vault = cloud.client("secretsmanager")
    kept = json.loads(vault.get_secret_value(SecretId=TWILIO)["SecretString"])
    account = kept if kept.get("account_sid") and kept.get("auth_token") else _made_up()
    known = {"sid": account["account_sid"], "auth_token": account["auth_token"], "numbers": list(CALLER_IDS.values())}
    _put("Twilio", address, {**known, "concurrency": STREAMS_AT_ONCE})
    if account != kept:
        vault.put_secret_value(SecretId=TWILIO, SecretString=json.dumps(account))
    return str(account["account_sid"])


def _made_up() -> dict[str, str]:
    return {"account_sid": f"AC{secrets.token_hex(16)}", "auth_token": secrets.token_hex(16)}


def _put(vendor: str, address: str, account: Mapping[str, Any]) -> None:
    url = httpx.URL(address).copy_with(path=f"{ADMIN}/accounts")
    try:
        httpx.put(url, json=account, timeout=10, trust_env=False).raise_for_status()
    except httpx.HTTPError as error:
        raise Trouble(
            f"The simulated {vendor} takes no account: {error}", advice="Look with `astramech status`."
        ) from None
