"""Public keys in memory: read seldom, found soon."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from shared.auth.keys import KeyRing
from shared.auth.published_keys import PublishedKeys
from shared.core.errors import Unavailable

RING = KeyRing().turned(datetime(2026, 11, 23, tzinfo=UTC))
KID = RING.kids()[0]


@dataclass
class Parameter:
    """An SSM parameter that counts its readings, and a clock beside it."""

    value: str = RING.jwks()
    answers: bool = True
    readings: int = 0
    time: float = 1_000_000.0

    def read(self) -> str:
        self.readings += 1
        if not self.answers:
            raise Unavailable("ssm does not answer.")
        return self.value

    def now(self) -> float:
        return self.time

    def keys(self) -> PublishedKeys:
        return PublishedKeys(self.read, self.now)


def test_a_known_key_is_read_once_in_five_minutes() -> None:
    parameter = Parameter()
    keys = parameter.keys()
    for seconds in (0, 100, 299):
        parameter.time = 1_000_000.0 + seconds
        assert keys.find(KID)
    assert parameter.readings == 1
    parameter.time = 1_000_301.0
    assert keys.find(KID)
    assert parameter.readings == 2


def test_made_up_kids_cause_one_reading_in_ten_seconds() -> None:
    parameter = Parameter()
    keys = parameter.keys()
    for second in range(30):
        parameter.time = 1_000_000.0 + second
        assert keys.find(f"made-up-{second}") is None
    assert parameter.readings == 3


def test_a_new_key_is_found_without_waiting_for_the_five_minutes() -> None:
    parameter = Parameter(value='{"keys":[]}')
    keys = parameter.keys()
    assert keys.find(KID) is None
    parameter.value = RING.jwks()
    parameter.time += 11
    assert keys.find(KID)


def test_a_withdrawn_key_is_gone_after_five_minutes() -> None:
    parameter = Parameter()
    keys = parameter.keys()
    assert keys.find(KID)
    parameter.value = '{"keys":[]}'
    parameter.time += 301
    assert keys.find(KID) is None


def test_without_the_parameter_the_last_keys_serve_for_an_hour() -> None:
    parameter = Parameter()
    keys = parameter.keys()
    assert keys.find(KID)
    parameter.answers = False
    parameter.time += 3500
    assert keys.find(KID)
    parameter.time += 200
    with pytest.raises(Unavailable):
        keys.find(KID)


def test_keys_that_were_never_read_are_not_taken_for_no_keys() -> None:
    parameter = Parameter(answers=False)
    keys = parameter.keys()
    for _ in range(2):
        with pytest.raises(Unavailable):
            keys.find(KID)
    parameter.answers = True
    assert keys.find(KID)
