"""Connecting a company's account at Alegra."""

from functions.finance.domain.alegra.connection import Connection
from functions.finance.domain.alegra.errors import AlegraError, RefusedError
from functions.finance.schemas.alegra import ConnectionDraft, ConnectionView, Fault
from functions.finance.service.alegra.ports import Account, Accounts, Connections
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import Unavailable, Unprocessable
from shared.core.vault import Vault


class ConnectionService:
    """The account of one company.

    Args:
        connections: where it is kept.
        accounts: opens it.
        vault: seals its token.
        now: the clock.
    """

    def __init__(self, connections: Connections, accounts: Accounts, vault: Vault, now: Now) -> None:
        self.connections = connections
        self.accounts = accounts
        self.vault = vault
        self.now = now

    def connect(self, draft: ConnectionDraft, *, by: Caller) -> ConnectionView:
        """Ask Alegra who that is, and keep the credentials, the token sealed.

        Raises:
            Unprocessable: Alegra does not take them.
            Unavailable: Alegra does not answer.
        """
        company = _asked(self.accounts.open(draft.email, draft.token))
        connection = Connection(
            company_id=by.company_id,
            email=draft.email,
            sealed_token=self.vault.seal(draft.token, company_id=by.company_id),
            provider="simulator" if company.get("provider") == "simulator" else "alegra",
            company_name=str(company.get("name") or "") or None,
            cost_center=draft.cost_center,
            verified_at=self.now(),
        )
        self.connections.put(connection, by=by.id)
        return _view(connection)

    def view(self) -> ConnectionView:
        """The account, without its token."""
        connection = self.connections.get()
        return _view(connection) if connection else ConnectionView(connected=False)

    def disconnect(self) -> None:
        """Forget the account and its token. The bills that it holds stay linked."""
        self.connections.delete()


def _asked(account: Account) -> dict[str, object]:
    try:
        return account.company()
    except RefusedError as error:
        field = {"field": "token", "in": "body", "message": error.message or "is refused", "code": str(error.code)}
        raise Unprocessable("Alegra does not take these credentials.", errors=[field]) from None
    except AlegraError as error:
        raise Unavailable(f"Alegra does not answer: {error.message} Nothing was changed.") from None


def _view(connection: Connection) -> ConnectionView:
    return ConnectionView(
        connected=True,
        provider=connection.provider,
        email=connection.email,
        company_name=connection.company_name,
        cost_center=connection.cost_center,
        verified_at=connection.verified_at,
        fault=Fault.model_validate(connection.fault) if connection.fault else None,
    )
