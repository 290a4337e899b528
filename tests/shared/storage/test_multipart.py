"""Objects that grow, on moto's S3."""

from datetime import UTC, datetime

import pytest

from shared.core.errors import NotFound
from shared.storage.multipart import Multipart
from shared.storage.objects import S3
from tests.aws import Cloud

KEY = "x/recordings/2026/11/llamada.wav"
PART = b"a" * 5 * 2**20


@pytest.fixture
def store(cloud: Cloud) -> S3:
    return S3(cloud.environment["UPLOADS_BUCKET"], lambda: datetime.now(UTC))


def test_parts_that_came_in_any_order_are_an_object_when_complete(store: S3) -> None:
    growing = Multipart(store, KEY, content_type="audio/wav")
    growing.put(2, b"end")
    growing.put(1, PART)
    with pytest.raises(NotFound):
        store.head(KEY)
    growing.complete()
    assert store.get(KEY, most=len(PART) + 3) == PART + b"end"


def test_what_was_abandoned_is_gone_before_and_after_it_was_complete(store: S3) -> None:
    growing = Multipart(store, KEY, content_type="audio/wav")
    growing.put(1, b"one")
    growing.abandon()
    growing.abandon()
    complete = Multipart(store, KEY, content_type="audio/wav")
    complete.put(1, b"one")
    complete.complete()
    complete.abandon()
    with pytest.raises(NotFound):
        store.head(KEY)
