"""Bearer tokens for anybody in any company of this cloud."""

from local.cli import accounts
from local.cli.api import Api
from local.cli.cloud import Cloud
from local.cli.errors import Refused
from local.cli.lock import waiting
from local.cli.paths import Home
from local.cli.stack_file import Account, Stack


def bearer_token(home: Home, role: str, company: str | None) -> str:
    """An access token; company and person are created when new.

    Args:
        home: where `stack.json` lies; whoever is created is noted there.
        role: admin, user or viewer.
        company: the first one if None.

    Raises:
        NotRunning: there is no cloud, or it does not answer.
        Refused: somebody's password was changed behind our back.
    """
    stack = Stack.load(home.stack_file)
    company = company or stack.admin.company
    account = stack.account(company, role) or _created(home, company, role)
    return signed_in(stack, account).token or ""


def signed_in(stack: Stack, account: Account) -> Api:
    """The API with the token of an account.

    Raises:
        Refused: the password that we know is not right.
        NotRunning: nobody answers.
    """
    try:
        return Api(stack.api_url).sign_in(account.email, account.password)
    except Refused as refused:
        refused.advice = "If the password was changed, write the new one into stack.json."
        raise


def _created(home: Home, company: str, role: str) -> Account:
    """Create a person, and their company with its admin, unless another command has just done so."""
    with waiting(home.state / "accounts.lock"):
        stack = Stack.load(home.stack_file)
        admin = stack.account(company, "admin")
        if not admin:
            admin = accounts.ensure_company(Cloud(stack.emulator_url), company, None, stack.database_owner_url)
            stack.accounts.append(admin)
            stack.save(home.stack_file)
        found = stack.account(company, role)
        if not found:
            found = accounts.ensure_user(signed_in(stack, admin), company, role, stack.database_owner_url)
            stack.accounts.append(found)
            stack.save(home.stack_file)
    return found
