"""Sessions of people: chains of refresh tokens, each of which is used once."""

from datetime import timedelta
from uuid import UUID

from functions.identity.domain.accounts import Account, RefreshToken
from functions.identity.domain.opaque import REFRESH, OpaqueToken
from functions.identity.schemas import Tokens
from functions.identity.service.ports import Accounts, EnterCompany, RefreshTokens
from functions.identity.service.standing import caller_of
from shared.auth.keys import LIFETIME
from shared.auth.signer import IssueAccessToken
from shared.core.clock import Now
from shared.core.errors import Unauthorized
from shared.core.invocation import new_id

REFRESH_LIFETIME = timedelta(days=30)


class ReusedToken(Unauthorized):
    """A refresh token came a second time: it, or the one made from it, is in wrong hands. Its session has ended."""

    keeps_effects = True


class Sessions:
    """Opens, continues and ends sessions.

    Args:
        enter: walls the session to the company that a token names.
        accounts: who holds them.
        tokens: where they are kept.
        issue: signs access tokens.
        now: the clock.
    """

    def __init__(
        self, enter: EnterCompany, accounts: Accounts, tokens: RefreshTokens, issue: IssueAccessToken, now: Now
    ) -> None:
        self.enter = enter
        self.accounts = accounts
        self.tokens = tokens
        self.issue = issue
        self.now = now

    def open(self, account: Account) -> Tokens:
        """The first tokens of a new session."""
        return self._next(account, family_id=new_id())

    def refresh(self, text: str) -> Tokens:
        """The next tokens of a session.

        Raises:
            ReusedToken: the token was used before; the whole session has ended.
            Unauthorized: the token is unknown, expired or revoked, or its user may not sign in.
        """
        held = self._look_up(text)
        if held is None:
            raise Unauthorized("This refresh token is not known.")
        account, token = held
        if token.used_at:
            self.tokens.end_family(token.family_id, at=self.now())
            raise ReusedToken("This refresh token was used before. Sign in again.")
        if not token.is_alive(self.now()) or not account.active:
            raise Unauthorized("This session has ended. Sign in again.")
        self.tokens.use(token.id, at=self.now())
        return self._next(account, family_id=token.family_id)

    def end(self, text: str) -> None:
        """End the session of a refresh token; an unknown one changes nothing, and nobody learns that it is."""
        if held := self._look_up(text):
            self.tokens.end_family(held[1].family_id, at=self.now())

    def _look_up(self, text: str) -> tuple[Account, RefreshToken] | None:
        """A refresh token with its holder, locked: of two uses at one moment, the second sees the first."""
        try:
            opaque = OpaqueToken.parse(REFRESH, text)
        except ValueError:
            return None
        self.enter(opaque.company_id)
        account = self.accounts.holder_of(opaque.digest)
        token = self.tokens.get(opaque.digest) if account else None
        return (account, token) if account and token else None

    def _next(self, account: Account, *, family_id: UUID) -> Tokens:
        opaque = OpaqueToken.new(REFRESH, account.company_id)
        token = RefreshToken(
            id=new_id(),
            company_id=account.company_id,
            user_id=account.id,
            family_id=family_id,
            expires_at=self.now() + REFRESH_LIFETIME,
            used_at=None,
            revoked_at=None,
        )
        self.tokens.add(token, opaque.digest)
        caller = caller_of(account)
        return Tokens(
            access_token=self.issue(caller),
            expires_in=int(LIFETIME.total_seconds()),
            scope=" ".join(sorted(caller.scopes)),
            refresh_token=opaque.text,
        )
