"""A bucket for the finance agent of a test's own company."""

from collections.abc import Callable
from uuid import UUID

import pytest

from shared.core.clock import utc_now
from shared.core.settings import settings
from shared.storage.objects import S3
from tests.functions.finance.intake.bucket import Drop
from tests.stage import Stage


@pytest.fixture
def drop(stage: Stage, new_company: Callable[[], UUID]) -> Drop:
    return Drop(stage, new_company(), S3(settings.uploads_bucket, utc_now))
