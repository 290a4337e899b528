"""The company of the demo: registered, its people let in, each signed in as themselves."""

import hashlib
import hmac
from http import HTTPStatus
from typing import Any

from local.cli.accounts import address, ensure_company, set_password
from local.cli.api import Api, answer_of
from local.cli.cloud import Cloud
from local.cli.demos.hr.people import COMPANY, Person, Team
from local.cli.errors import Refused
from local.cli.stack_file import Account, Stack

PURPOSES = ("assessment", "ml_prediction", "team_aggregate")


def administrator(stack: Stack) -> Account:
    """Who leads the company; it is registered when it is new."""
    password = password_of(stack, address("admin", COMPANY))
    return ensure_company(Cloud(stack.emulator_url), COMPANY, password, stack.database_owner_url)


def account_of(stack: Stack, person: Person) -> Account:
    email = address(person.mailbox, COMPANY)
    return Account(company=COMPANY, role="user", email=email, password=password_of(stack, email))


def let_in(api: Api, person: Person, account: Account) -> bool:
    """Make a person's account, as an administrator does; whether it is new."""
    draft = {"email": account.email, "name": person.name, "role": account.role, "password": account.password}
    response = api.send("POST", "/users", draft)
    if response.status_code == HTTPStatus.CONFLICT:
        return False
    answer_of(response)
    return True


def signed_in(stack: Stack, account: Account) -> Api:
    """The API as this person uses it; an account of a cloud whose `stack.json` was lost gets its password again."""
    door = Api(stack.api_url)
    try:
        return door.sign_in(account.email, account.password)
    except Refused:
        set_password(stack.database_owner_url, account)
        return door.sign_in(account.email, account.password)


def agree(api: Api, locale: str) -> None:
    """Agree to the current texts, one by one, if that has not been done."""
    for text in api.get(f"/hr/consents?locale={locale}"):
        if text["purpose"] in PURPOSES and not text["agreed"]:
            api.post("/hr/consents", {"purpose": text["purpose"], "version": text["version"], "locale": locale})


def answer(api: Api, team: Team, person: Person) -> dict[str, Any]:
    """Hand in what a person answers; what they are told."""
    body = {"userId": api.get("/auth/me")["id"], "locale": person.locale, "answers": team.answers(person)}
    result: dict[str, Any] = api.post("/hr/questionnaire/submit", body)
    return result


def ensure_team(api: Api, team: Team, member_ids: list[str]) -> str:
    """The id of a team, which is made when it is new."""
    draft = {"name": team.name, "memberIds": member_ids, "criticality": team.criticality}
    response = api.send("POST", "/hr/teams/create", draft)
    if response.status_code == HTTPStatus.CONFLICT:
        known = api.get("/hr/teams?limit=100")["items"]
        return next(str(one["teamId"]) for one in known if one["name"] == team.name)
    return str(answer_of(response)["team_id"])


def password_of(stack: Stack, email: str) -> str:
    """The same for the same cloud and address, so that it need not be kept."""
    return hmac.new(stack.admin.password.encode(), email.encode(), hashlib.sha256).hexdigest()[:32]
