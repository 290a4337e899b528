"""Data keys of persons: what one seals opens for that person and place, and for no other."""

from uuid import UUID

import pytest

from shared.core.aws import AwsError
from shared.core.data_keys import DataKey, KmsDataKeys
from shared.core.invocation import new_id
from shared.core.vault import SealBroken
from tests.aws import Cloud
from tests.loopback import loopback

COMPANY, PERSON, PLACE = UUID(int=1), UUID(int=2), "assessments/1/answers"


@pytest.fixture
def keys(cloud: Cloud) -> KmsDataKeys:
    assert cloud
    return KmsDataKeys()


def test_a_key_opens_for_its_person_and_reads_what_it_sealed(keys: KmsDataKeys) -> None:
    made = keys.make(company_id=COMPANY, user_id=PERSON)
    sealed = made.key.seal(b"what only I may read", place=PLACE)
    assert b"only" not in sealed
    assert made.key.secret not in made.wrapped
    opened = keys.open(made.wrapped, company_id=COMPANY, user_id=PERSON)
    assert opened.open(sealed, place=PLACE) == b"what only I may read"


@pytest.mark.parametrize(("company", "person"), [(COMPANY, UUID(int=3)), (UUID(int=3), PERSON)])
def test_it_opens_as_nobody_elses(keys: KmsDataKeys, company: UUID, person: UUID) -> None:
    made = keys.make(company_id=COMPANY, user_id=PERSON)
    with pytest.raises(SealBroken):
        keys.open(made.wrapped, company_id=company, user_id=person)


def test_two_persons_have_two_keys(keys: KmsDataKeys) -> None:
    mine, yours = (keys.make(company_id=COMPANY, user_id=new_id()).key for _ in range(2))
    with pytest.raises(SealBroken):
        yours.open(mine.seal(b"x", place=PLACE), place=PLACE)


def test_what_is_sealed_for_one_place_does_not_open_in_another() -> None:
    key = DataKey(bytes(32))
    with pytest.raises(SealBroken):
        key.open(key.seal(b"x", place=PLACE), place="assessments/2/answers")


@pytest.mark.parametrize("length", [0, 5, 12, 27])
def test_what_is_cut_off_does_not_open(length: int) -> None:
    key = DataKey(bytes(32))
    with pytest.raises(SealBroken):
        key.open(key.seal(b"x", place=PLACE)[:length], place=PLACE)


def test_the_same_content_never_looks_the_same() -> None:
    key = DataKey(bytes(32))
    assert key.seal(b"twice", place=PLACE) != key.seal(b"twice", place=PLACE)


def test_a_key_does_not_show_itself() -> None:
    assert "secret" not in repr(DataKey(b"a secret of 32 bytes for a test."))


def test_that_the_key_may_not_be_used_is_no_broken_seal(keys: KmsDataKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(lambda _heard: (400, {"__type": "AccessDeniedException"})) as kms:
        monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", kms.url)
        with pytest.raises(AwsError):
            keys.open(b"wrapped", company_id=COMPANY, user_id=PERSON)
