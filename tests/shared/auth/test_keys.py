"""The ring of signing keys over time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TypeVar

import jwt as pyjwt
import pytest

from shared.auth.keys import AGE, FRESH, GRACE, LEAD, LIFETIME, KeyRing, public_keys
from shared.core.errors import NotConfigured

Value = TypeVar("Value")
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_before_the_first_key_nothing_can_be_signed() -> None:
    with pytest.raises(NotConfigured, match="rotate-signing-keys"):
        KeyRing().current(START)


def test_the_first_key_signs_at_once_and_stays_for_thirty_days() -> None:
    ring = KeyRing().turned(START)
    assert ring.current(START).kid == ring.kids()[0]
    assert ring.turned(START + AGE - timedelta(days=1)) == ring


def test_a_successor_is_published_before_it_signs() -> None:
    ring = KeyRing().turned(START)
    turned = ring.turned(START + AGE)
    old, new = turned.kids()
    assert turned.current(START + AGE).kid == old
    assert turned.current(START + AGE + LEAD).kid == new
    assert public_keys(turned.jwks()).keys() == {old, new}


def test_a_key_goes_when_no_token_of_it_is_alive() -> None:
    turned = KeyRing().turned(START).turned(START + AGE)
    signs_from = turned.keys[-1].signs_from
    assert turned.turned(signs_from + GRACE) == turned
    assert turned.turned(signs_from + GRACE + timedelta(seconds=1)).kids() == turned.kids()[1:]


@pytest.mark.parametrize("job_every", [1, 7, 60], ids=lambda minutes: f"job every {minutes} min")
def test_a_living_token_always_finds_its_key(job_every: int) -> None:
    """Whenever it was signed around a turn, whatever the ages of the caches of signer and verifier."""
    window = START + AGE - timedelta(hours=1)
    rings = [(START, KeyRing().turned(START))]
    for minute in range(0, 240, job_every):
        moment = window + timedelta(minutes=minute)
        rings.append((moment, rings[-1][1].turned(moment)))
    kids = [(since, set(ring.kids())) for since, ring in rings]
    ages = product((timedelta(0), FRESH), (timedelta(0), LIFETIME), (timedelta(0), FRESH))
    for minute, (ring_age, token_age, keys_age) in product(range(180), list(ages)):
        signed_at = window + timedelta(minutes=minute, seconds=30)
        signer = _latest(rings, signed_at - ring_age).current(signed_at)
        assert signer.kid in _latest(kids, signed_at + token_age - keys_age), (minute, ring_age, token_age, keys_age)


def _latest(dated: Sequence[tuple[datetime, Value]], moment: datetime) -> Value:
    return next(value for since, value in reversed(dated) if since <= moment)


def test_a_ring_survives_storage() -> None:
    ring = KeyRing().turned(START).turned(START + AGE)
    loaded = KeyRing.load(ring.dump())
    assert loaded.jwks() == ring.jwks()
    assert [key.signs_from for key in loaded.keys] == [key.signs_from for key in ring.keys]


@pytest.mark.parametrize("text", ["", "{}", "a generated secret", '"text"', "[]", "17", '{"keys": []}'])
def test_a_secret_that_never_held_keys_is_an_empty_ring(text: str) -> None:
    assert KeyRing.load(text) == KeyRing()


def test_another_library_reads_the_published_keys_and_agrees_on_their_names() -> None:
    ring = KeyRing().turned(START)
    key = pyjwt.PyJWKSet.from_json(ring.jwks()).keys[0]
    assert (key.key_id, key.algorithm_name) == (ring.kids()[0], "EdDSA")
    assert "private" not in ring.jwks()
    assert "d" not in ring.keys[0].jwk


def test_keys_of_other_kinds_are_passed_over() -> None:
    assert public_keys('{"keys": [{"kty": "RSA", "kid": "x", "n": "AQAB", "e": "AQAB"}]}') == {}
