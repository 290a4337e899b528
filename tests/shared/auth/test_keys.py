"""The ring of signing keys over time."""

from datetime import UTC, datetime, timedelta

import jwt as pyjwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.auth.keys import AGE, FRESH, GRACE, LEAD, LIFETIME, KeyRing, public_keys
from shared.core.errors import NotConfigured

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_before_the_first_key_nothing_can_be_signed() -> None:
    with pytest.raises(NotConfigured, match="rotate-signing-keys"):
        KeyRing().current(START)


def test_the_first_key_signs_at_once_and_stays_for_thirty_days() -> None:
    ring = KeyRing().turned(START)
    assert ring.current(START).kid == ring.kids()[0]
    assert ring.turned(START + AGE - DAY) == ring


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


@settings(deadline=None, max_examples=60)
@given(
    job_hour=st.integers(0, 23),
    at=st.floats(0, 100),
    ring_age=st.floats(0, FRESH.total_seconds()),
    token_age=st.floats(0, LIFETIME.total_seconds()),
    keys_age=st.floats(0, FRESH.total_seconds()),
)
def test_a_living_token_always_finds_its_key(
    job_hour: int, at: float, ring_age: float, token_age: float, keys_age: float
) -> None:
    """Whatever the ages of the caches of signer and verifier, on any minute of a hundred days."""
    rings = [(START, KeyRing().turned(START))]
    for day in range(1, 102):
        moment = START + day * DAY + timedelta(hours=job_hour)
        rings.append((moment, rings[-1][1].turned(moment)))

    def ring_at(moment: datetime) -> KeyRing:
        return [ring for since, ring in rings if since <= max(moment, START)][-1]

    signed_at = START + at * DAY
    signer = ring_at(signed_at - timedelta(seconds=ring_age)).current(signed_at)
    verified_at = signed_at + timedelta(seconds=token_age)
    assert signer.kid in ring_at(verified_at - timedelta(seconds=keys_age)).kids()


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
