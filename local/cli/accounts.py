"""Companies and people of this cloud: created when new, their passwords kept in `stack.json` and nowhere else."""

import hashlib
import re
import secrets
import unicodedata
from http import HTTPStatus

import psycopg

from local.cli.api import Api, answer_of
from local.cli.cloud import Cloud
from local.cli.deployment import STAGE
from local.cli.stack_file import Account
from shared.auth.passwords import hash_password

FIRST_COMPANY = "Astramech"
REGISTER = f"{STAGE}-identity-register-company"
ROTATE_KEYS = f"{STAGE}-identity-rotate-signing-keys"
MIGRATE = f"{STAGE}-platform-migrate-database"
ROLES = ("admin", "user", "viewer")


def ensure_company(cloud: Cloud, name: str, password: str | None, owner_url: str) -> Account:
    """The admin of a company, registered if new.

    Args:
        cloud: where it is registered.
        name: of the company.
        password: the admin's, if it is known; else a new one is made, also for an admin who exists: whoever owns the
            database may do so.
        owner_url: the database as its owner.

    Raises:
        Refused: the registration failed.
    """
    admin = Account(company=name, role="admin", email=address("admin", name), password=password or new_password())
    request = {"name": name, "admin_email": admin.email, "admin_password": admin.password}
    registered = cloud.invoke(REGISTER, request)
    if not registered["created"] and not password:
        set_password(owner_url, admin)
    return admin


def ensure_user(api: Api, company: str, role: str, owner_url: str) -> Account:
    """A person with a role in a company.

    Args:
        api: with the token of the company's admin.
        company: its name.
        role: what the person may do.
        owner_url: the database as its owner, for a person who exists and whose password is lost.

    Raises:
        Refused: the person cannot be created.
    """
    account = Account(company=company, role=role, email=address(role, company), password=new_password())
    draft = {"email": account.email, "name": role.title(), "role": role, "password": account.password}
    response = api.send("POST", "/users", draft)
    if response.status_code == HTTPStatus.CONFLICT:
        set_password(owner_url, account)
    else:
        answer_of(response)
    return account


def set_password(owner_url: str, account: Account) -> None:
    """Give an existing person a new password: the old one went with a lost `stack.json`."""
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "UPDATE users SET password_hash = %s WHERE lower(email) = %s",
            [hash_password(account.password), account.email.lower()],
        )


def ensure_signing_keys(cloud: Cloud, jwks_parameter: str) -> bool:
    """Make the keys of access tokens if there are none; whether they were made now.

    Raises:
        Refused: the job failed.
    """
    if '"kid"' in cloud.parameter(jwks_parameter):
        return False
    cloud.invoke(ROTATE_KEYS)
    return True


def address(role: str, company: str) -> str:
    """The e-mail address of a role in a company, the same for the same names: `admin@astramech.example`."""
    plain = unicodedata.normalize("NFKD", company).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    if company != FIRST_COMPANY:  # other names may differ and still have the same letters
        slug = f"{slug}-{hashlib.sha256(company.encode()).hexdigest()[:6]}".lstrip("-")
    return f"{role}@{slug}.example"


def new_password() -> str:
    return secrets.token_urlsafe(18)
