"""A bucket for the finance agent of a test's own company."""

from collections.abc import Callable
from uuid import UUID

import pytest

from shared.core.aws import exchange
from shared.core.clock import utc_now
from shared.storage.objects import S3
from tests.functions.finance.intake.bucket import Drop
from tests.stage import Stage


@pytest.fixture
def drop(stage: Stage, new_company: Callable[[], UUID], monkeypatch: pytest.MonkeyPatch) -> Drop:
    bucket = f"{stage.cloud.stage}-uploads"
    enabled = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
    for query, body in (("", b""), ("?versioning=", enabled)):
        url = f"{stage.cloud.endpoint}/{bucket}{query}"
        assert exchange("PUT", url, headers={}, body=body, signing_name="s3").status == 200
    monkeypatch.setenv("UPLOADS_BUCKET", bucket)
    return Drop(stage, new_company(), S3(bucket, utc_now))
