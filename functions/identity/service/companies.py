"""Companies join."""

import secrets

from functions.identity.domain.accounts import Account
from functions.identity.schemas import CompanyRegistration, RegisteredCompany, UserDraft
from functions.identity.service.ports import Accounts, Companies
from functions.identity.service.users import new_account
from shared.auth.scopes import Role
from shared.core.clock import Now
from shared.core.errors import Conflict
from shared.core.invocation import new_id


class Registration:
    """Registers companies.

    Args:
        companies: all of them.
        accounts: of all of them.
        now: the clock.
    """

    def __init__(self, companies: Companies, accounts: Accounts, now: Now) -> None:
        self.companies = companies
        self.accounts = accounts
        self.now = now

    def register(self, request: CompanyRegistration) -> RegisteredCompany:
        """Make a company and its admin, once per address of the admin.

        Raises:
            Conflict: somebody registered the same address at the same moment; a second call finds it.
        """
        if known := self.accounts.by_email(request.admin_email):
            return RegisteredCompany(company_id=known.company_id, admin_id=known.id, created=False)
        made_up = None if request.admin_password else secrets.token_urlsafe(18)
        admin = self._admin(request, request.admin_password or str(made_up))
        self.companies.add(admin.company_id, request.name)
        if not self.accounts.add(admin):
            raise Conflict("A user with this e-mail address exists.")
        return RegisteredCompany(company_id=admin.company_id, admin_id=admin.id, created=True, admin_password=made_up)

    def _admin(self, request: CompanyRegistration, password: str) -> Account:
        draft = UserDraft(email=request.admin_email, role=Role.ADMIN, password=password)
        return new_account(new_id(), draft, now=self.now())
