"""Access tokens: what is accepted, and every forgery that is not. PyJWT's own encoder makes the forgeries."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt as pyjwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from shared.auth.caller import Caller
from shared.auth.jwt import issue, verify
from shared.auth.keys import LIFETIME, SigningKey
from shared.auth.scopes import SCOPES_OF_ROLE, Role, Scope
from shared.core.errors import Unauthorized

KEY = SigningKey.new(signs_from=datetime(2026, 1, 1, tzinfo=UTC))
STRANGER = SigningKey.new(signs_from=datetime(2026, 1, 1, tzinfo=UTC))
CALLER = Caller(id=uuid4(), company_id=uuid4(), role=Role.USER, scopes=SCOPES_OF_ROLE[Role.USER])


def find_key(kid: str) -> Ed25519PublicKey | None:
    return KEY.private.public_key() if kid == KEY.kid else None


def now() -> datetime:
    return datetime.now(UTC)


def a_token() -> str:
    return issue(CALLER, KEY, now=now())


def claims(**changes: Any) -> dict[str, Any]:
    good: dict[str, Any] = pyjwt.decode(a_token(), options={"verify_signature": False})
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def forge(
    body: dict[str, Any] | None = None, *, key: Any = KEY.private, algorithm: str = "EdDSA", **header: Any
) -> str:
    headers = {"kid": KEY.kid, "typ": "at+jwt", **header}
    return pyjwt.encode(body or claims(), key, algorithm=algorithm, headers=headers)


def with_body(token: str, body: dict[str, Any]) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{encode(body)}.{signature}"


def encode(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def fault_of(token: str) -> str:
    with pytest.raises(Unauthorized) as refused:
        verify(token, find_key)
    return refused.value.detail


def hs256_with_the_public_key() -> str:
    """Algorithm confusion: the published key as the secret of a keyed hash. PyJWT refuses to make it, so by hand."""
    import hashlib  # noqa: PLC0415
    import hmac  # noqa: PLC0415

    signed = f"{encode({'alg': 'HS256', 'typ': 'at+jwt', 'kid': KEY.kid})}.{encode(claims())}"
    digest = hmac.new(KEY.private.public_key().public_bytes_raw(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def test_a_token_names_its_caller_for_fifteen_minutes() -> None:
    token = a_token()
    assert verify(token, find_key) == CALLER
    body = pyjwt.decode(token, options={"verify_signature": False})
    assert body["exp"] - body["iat"] == LIFETIME.total_seconds() == 900
    assert body["iss"] == "urn:astramech:local"
    assert body["aud"] == "urn:astramech:local:api"
    assert body["company_id"] == str(CALLER.company_id)
    assert body["scope"].split() == sorted(CALLER.scopes)
    assert pyjwt.get_unverified_header(token) == {"alg": "EdDSA", "kid": KEY.kid, "typ": "at+jwt"}


def test_no_two_tokens_share_an_id() -> None:
    ids = {pyjwt.decode(a_token(), options={"verify_signature": False})["jti"] for _ in range(3)}
    assert len(ids) == 3


def test_another_library_verifies_it_with_the_published_key() -> None:
    published = pyjwt.PyJWK(KEY.jwk)
    body = pyjwt.decode(a_token(), published, algorithms=["EdDSA"], audience="urn:astramech:local:api")
    assert body["sub"] == str(CALLER.id)


FORGERIES: dict[str, tuple[Callable[[], str], str]] = {
    "expired": (
        lambda: issue(CALLER, KEY, now=now() - LIFETIME - timedelta(seconds=6)),
        "The access token has expired.",
    ),
    "not yet valid": (
        lambda: issue(CALLER, KEY, now=now() + timedelta(minutes=1)),
        "The access token is not valid yet.",
    ),
    "nbf alone in the future": (
        lambda: forge(claims(nbf=now() + timedelta(minutes=1))),
        "The access token is not valid yet.",
    ),
    "another audience": (
        lambda: forge(claims(aud="urn:astramech:prod:api")),
        "The access token is for another audience.",
    ),
    "several audiences": (
        lambda: forge(claims(aud=["urn:astramech:local:api", "urn:other"])),
        "The access token is for another audience.",
    ),
    "another issuer": (lambda: forge(claims(iss="urn:astramech:prod")), "The access token comes from another issuer."),
    "alg none": (
        lambda: pyjwt.encode(claims(), "", algorithm="none", headers={"kid": KEY.kid, "typ": "at+jwt"}),
        "The access token is not signed with EdDSA.",
    ),
    "alg none in other letters": (
        lambda: f"{encode({'alg': 'nOnE', 'typ': 'at+jwt', 'kid': KEY.kid})}.{encode(claims())}.",
        "The access token is not signed with EdDSA.",
    ),
    "a keyed hash with the public key": (hs256_with_the_public_key, "The access token is not signed with EdDSA."),
    "RSA": (
        lambda: forge(key=rsa.generate_private_key(public_exponent=65537, key_size=2048), algorithm="RS256"),
        "The access token is not signed with EdDSA.",
    ),
    "a key that was never published": (
        lambda: issue(CALLER, STRANGER, now=now()),
        "The key of the access token is not known.",
    ),
    "a stranger's key under a known name": (
        lambda: forge(key=STRANGER.private),
        "The signature of the access token is wrong.",
    ),
    "a key in the header": (
        lambda: forge(key=STRANGER.private, jwk=STRANGER.jwk, kid=STRANGER.kid),
        "The key of the access token is not known.",
    ),
    "another role written in": (
        lambda: with_body(a_token(), claims(role="admin")),
        "The signature of the access token is wrong.",
    ),
    "another company written in": (
        lambda: with_body(a_token(), claims(company_id=str(uuid4()))),
        "The signature of the access token is wrong.",
    ),
    "no signature": (lambda: a_token().rpartition(".")[0] + ".", "The signature of the access token is wrong."),
    "another kind of token": (lambda: forge(typ="JWT"), "This is not an access token."),
    "an unknown critical header": (lambda: forge(crit=["mystery"], mystery=1), "The access token is malformed."),
    "no company": (lambda: forge(claims(company_id=None)), "The access token lacks a claim."),
    "no expiry": (lambda: forge(claims(exp=None)), "The access token lacks a claim."),
    "a company that is no id": (
        lambda: forge(claims(company_id="1 or 1=1")),
        "A claim of the access token is malformed.",
    ),
    "a role that does not exist": (lambda: forge(claims(role="root")), "A claim of the access token is malformed."),
    "not a token": (lambda: "not-a-token", "The access token is malformed."),
    "empty": (lambda: "", "The access token is malformed."),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused_with_its_fault(name: str) -> None:
    make, fault = FORGERIES[name]
    assert fault_of(make()) == fault


def test_clocks_may_differ_by_seconds() -> None:
    assert verify(issue(CALLER, KEY, now=now() + timedelta(seconds=3)), find_key) == CALLER


def test_a_scope_that_does_not_exist_grants_nothing() -> None:
    caller = verify(forge(claims(scope="crm:read everything:write")), find_key)
    assert caller.scopes == {Scope.CRM_READ}


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda raw: raw.decode("latin-1")))
def test_no_text_breaks_verification(text: str) -> None:
    assert fault_of(text).startswith(("The ", "This ", "A claim "))


@given(place=st.integers(min_value=0), letter=st.sampled_from("AQgwz09-_."))
def test_no_changed_letter_goes_unnoticed(place: int, letter: str) -> None:
    token = a_token()
    at = place % len(token)
    changed = token[:at] + letter + token[at + 1 :]
    if changed == token or changed[:-1] == token[:-1]:
        return  # the last letter of base64 holds bits that mean nothing
    fault_of(changed)
