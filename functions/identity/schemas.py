"""Requests and answers of identity."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, EmailStr, Field, RootModel

from functions.identity.domain.accounts import Status
from shared.auth.passwords import normal
from shared.auth.scopes import Role, Scope
from shared.schemas.text import Name

Email = Annotated[EmailStr, AfterValidator(str.lower)]
"""An address, in lower case: nobody signs up twice by spelling it otherwise."""

NewPassword = Annotated[
    str,
    BeforeValidator(lambda given: normal(given) if isinstance(given, str) else given),
    Field(min_length=12, max_length=128),
]
"""12 to 128 characters in Unicode form NFKC."""

Password = Annotated[str, Field(min_length=1, max_length=512)]
Token = Annotated[str, Field(min_length=1, max_length=512)]


class Request(BaseModel):
    """A request body: unknown fields are refused, so that a typo is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PasswordGrant(Request):
    """Sign in as a person."""

    grant_type: Literal["password"]
    email: Email
    password: Password


class ApiKeyGrant(Request):
    """Sign in as a program."""

    grant_type: Literal["api_key"]
    api_key: Token


class Grant(RootModel[Annotated[PasswordGrant | ApiKeyGrant, Field(discriminator="grant_type")]]):
    """What is exchanged for an access token."""


class RefreshTokenText(Request):
    """A refresh token."""

    refresh_token: Token


class PasswordChange(Request):
    """A new password for oneself."""

    current_password: Password
    new_password: NewPassword


class Tokens(BaseModel):
    """What a caller works with from now on.

    Attributes:
        access_token: for ``Authorization: Bearer …``.
        expires_in: seconds.
        scope: what the access token may do, separated by spaces.
        refresh_token: gives the next tokens, once; null for an API key, which is its own.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - RFC 6750's name for it
    expires_in: int
    scope: str
    refresh_token: str | None


class CompanyName(BaseModel):
    """A company, to its own people."""

    id: UUID
    name: str


class Me(BaseModel):
    """Who calls.

    Attributes:
        kind: a person, or a program with an API key.
        user_id: the person, or the person who answers for the key.
        scopes: what the caller may do now.
    """

    kind: Literal["user", "api_key"]
    id: UUID
    user_id: UUID
    email: str
    name: str | None
    role: Role
    scopes: list[Scope]
    company: CompanyName


class UserDraft(Request):
    """A person to let in."""

    email: Email
    name: Name | None = None
    role: Role = Role.USER
    password: NewPassword


class UserChange(Request):
    """What to change of a user; what is absent stays as it is."""

    name: Name | None = None
    role: Role | None = None
    status: Status | None = None
    password: NewPassword | None = None


class UserView(BaseModel):
    """A user, as admins see them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str | None
    role: Role
    status: Status
    last_login_at: AwareDatetime | None
    created_at: AwareDatetime


class ApiKeyDraft(Request):
    """A key for a program.

    Attributes:
        scopes: what it may do; no more than its creator.
        expires_at: without one, the key lives until it is revoked.
    """

    name: Name
    scopes: Annotated[frozenset[Scope], Field(min_length=1)]
    expires_at: AwareDatetime | None = None


class ApiKeyView(BaseModel):
    """A key without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    role: Role
    scopes: list[Scope]
    created_by: UUID
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    last_used_at: AwareDatetime | None
    revoked_at: AwareDatetime | None


class NewApiKey(ApiKeyView):
    """A key with its secret, which is shown this once."""

    api_key: str


class CompanyRegistration(Request):
    """A company and its first admin.

    Attributes:
        admin_password: without one, one is made up.
    """

    name: Name
    admin_email: Email
    admin_password: NewPassword | None = None


class RegisteredCompany(BaseModel):
    """A company that is there now.

    Attributes:
        created: false where the admin's address was known; then nothing was changed.
        admin_password: the password, if it was made up just now.
    """

    company_id: UUID
    admin_id: UUID
    created: bool
    admin_password: str | None = None


class Jwk(BaseModel):
    """An Ed25519 public key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    kid: str
    use: Literal["sig"]
    alg: Literal["EdDSA"]


class Jwks(BaseModel):
    """The public keys, by kid."""

    keys: list[Jwk]


class ForgottenTokens(BaseModel):
    """How many refresh tokens were deleted."""

    tokens: int


class KeyRotation(BaseModel):
    """The signing keys after a rotation, by kid, oldest first.

    Attributes:
        changed: whether a key was made or dropped.
    """

    changed: bool
    keys: list[str]
