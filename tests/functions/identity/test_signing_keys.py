"""The job that turns the signing keys, on a real secret and a real parameter."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.identity.jobs import rotate_signing_keys
from functions.identity.service.signing_keys import SigningKeys
from functions.identity.tasks import register_company
from shared.auth.key_store import ParameterPublication, SecretKeyStore
from shared.auth.keys import AGE, GRACE, LEAD, KeyRing
from shared.core.aws import call
from shared.core.errors import Conflict
from tests.aws import Cloud
from tests.functions.identity.conftest import PASSWORD, Api, Person, new_email
from tests.functions.identity.test_sign_in import refused
from tests.lambdas import LambdaContext
from tests.stage import Stage

START = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that is set by hand."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(cloud: Cloud) -> SecretKeyStore:
    return SecretKeyStore(cloud.environment["SIGNING_KEYS_SECRET"])


@pytest.fixture
def publication(cloud: Cloud) -> ParameterPublication:
    return ParameterPublication(cloud.environment["JWKS_PARAMETER"])


@pytest.fixture
def keys(store: SecretKeyStore, publication: ParameterPublication, clock: Clock) -> SigningKeys:
    return SigningKeys(store, publication, clock)


def published(publication: ParameterPublication) -> list[str]:
    return [key["kid"] for key in json.loads(publication.read())["keys"]]


def rotate() -> dict[str, Any]:
    rotation: dict[str, Any] = rotate_signing_keys({}, LambdaContext())
    return rotation


def test_the_first_run_makes_the_first_key_and_a_second_run_changes_nothing(
    store: SecretKeyStore, publication: ParameterPublication
) -> None:
    first = rotate()
    assert (first["changed"], len(first["keys"])) == (True, 1)
    assert published(publication) == first["keys"]
    version = store.read()[1]
    assert rotate() == {"changed": False, "keys": first["keys"]}
    assert store.read()[1] == version


def test_a_secret_that_aws_generated_is_replaced(store: SecretKeyStore) -> None:
    call("secretsmanager", "PutSecretValue", {"SecretId": store.secret, "SecretString": "a generated password"})
    assert len(rotate()["keys"]) == 1


def test_after_thirty_days_a_successor_is_published_and_later_the_old_key_dropped(
    keys: SigningKeys, publication: ParameterPublication, clock: Clock
) -> None:
    (old,) = keys.rotate().keys
    clock.time += AGE
    turned = keys.rotate()
    assert turned.changed
    assert turned.keys[0] == old
    assert published(publication) == turned.keys
    clock.time += LEAD + GRACE + timedelta(days=1)
    assert keys.rotate().keys == turned.keys[1:] == published(publication)


def test_a_new_key_is_public_before_it_is_stored(
    store: SecretKeyStore, publication: ParameterPublication, clock: Clock
) -> None:
    class Watched(SecretKeyStore):
        def replace(self, ring: KeyRing, *, version: str) -> bool:
            seen.append((ring.kids(), published(publication)))
            return super().replace(ring, version=version)

    seen: list[tuple[list[str], list[str]]] = []
    SigningKeys(Watched(store.secret), publication, clock).rotate()
    clock.time += AGE
    SigningKeys(Watched(store.secret), publication, clock).rotate()
    assert [stored == public for stored, public in seen] == [True, True]


def test_lost_publications_are_made_up_for(keys: SigningKeys, publication: ParameterPublication) -> None:
    kids = keys.rotate().keys
    publication.publish('{"keys":[]}')
    assert keys.rotate().changed is False
    assert published(publication) == kids


def test_of_two_successors_of_one_version_the_first_is_kept(store: SecretKeyStore) -> None:
    ring, version = store.read()
    one, other = ring.turned(START), ring.turned(START)
    assert store.replace(one, version=version)
    assert not store.replace(other, version=version)
    assert store.read()[0].kids() == one.kids()


def test_of_two_rotations_at_one_moment_one_is_kept_and_published(
    store: SecretKeyStore, publication: ParameterPublication, clock: Clock
) -> None:
    """The other rotation runs whole between this one's reading and its writing."""

    class Overtaken(SecretKeyStore):
        def replace(self, ring: KeyRing, *, version: str) -> bool:
            winner.extend(SigningKeys(store, publication, clock).rotate().keys)
            return super().replace(ring, version=version)

    winner: list[str] = []
    loser = SigningKeys(Overtaken(store.secret), publication, clock).rotate()
    assert loser.keys == winner == published(publication) == store.read()[0].kids()


def test_a_rotation_that_never_gets_to_publish_fails_aloud(
    store: SecretKeyStore, publication: ParameterPublication, clock: Clock
) -> None:
    class Contested(ParameterPublication):
        def read(self) -> str:
            return '{"keys":[]}'

    with pytest.raises(Conflict):
        SigningKeys(store, Contested(publication.parameter), clock).rotate()


def test_before_the_first_key_nobody_can_sign_in_and_the_answer_says_why(stage: Stage) -> None:
    assert stage
    email = new_email()
    register_company({"name": "Early", "admin_email": email, "admin_password": PASSWORD}, LambdaContext())
    problem = refused(Person(Api(), email).try_sign_in(), 503)
    assert problem["detail"] == "There is no signing key yet: run the job identity-rotate-signing-keys."
    assert Api().request("GET", "/.well-known/jwks.json").json() == {"keys": []}


def test_the_public_keys_are_for_everybody_and_hold_no_secret(admin: Person, api: Api) -> None:
    assert admin
    answer = api.request("GET", "/.well-known/jwks.json")
    (key,) = answer.json()["keys"]
    assert key.keys() == {"kty", "crv", "x", "kid", "use", "alg"}


def test_a_leaked_key_is_withdrawn_by_emptying_the_secret(
    admin: Person, store: SecretKeyStore, publication: ParameterPublication
) -> None:
    assert admin.tokens
    (leaked,) = store.read()[0].kids()
    call("secretsmanager", "PutSecretValue", {"SecretId": store.secret, "SecretString": "{}"})
    fresh = rotate()["keys"]
    assert leaked not in fresh
    assert published(publication) == fresh
