"""Objects on moto's S3, and addresses as botocore signs them."""

import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import botocore.auth
import botocore.session
import httpx
import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials

from shared.core.aws import Credentials
from shared.core.errors import BadRequest, ContentTooLarge, NotFound
from shared.core.invocation import new_id
from shared.storage.keys import company_of, new_key, owned
from shared.storage.objects import S3
from shared.storage.presigned import presigned
from tests.aws import Cloud

AT = datetime(2026, 11, 23, 12, 30, 5, tzinfo=UTC)
KEYS = Credentials("ASIAEXAMPLE", "secret", "to/ken+with==signs", float("inf"))
ODD = "x/invoices/2026/11/factura nº 7 (á+b)=c~d*e.pdf"


@pytest.fixture
def store(cloud: Cloud) -> S3:
    """A bucket with versions."""
    return S3(cloud.environment["UPLOADS_BUCKET"], lambda: datetime.now(UTC))


def test_what_was_put_is_read_by_version(store: S3) -> None:
    first = store.put(ODD, b"one", content_type="application/pdf")
    second = store.put(ODD, b"second", content_type="application/pdf")
    assert first.version != second.version
    assert store.head(ODD) == second
    assert store.get(ODD, most=10) == b"second"
    assert store.get(ODD, most=10, version=first.version) == b"one"


def test_no_more_is_read_than_asked_for(store: S3) -> None:
    store.put("a", b"12345", content_type="text/plain")
    store.put("empty", b"", content_type="text/plain")
    assert store.get("a", most=5) == b"12345"
    assert store.get("empty", most=5) == b""
    with pytest.raises(ContentTooLarge):
        store.get("a", most=4)


def test_what_is_not_there_is_not_found(store: S3) -> None:
    with pytest.raises(NotFound):
        store.head("nothing")
    with pytest.raises(NotFound):
        store.get("nothing", most=1)


def test_every_version_of_exactly_one_key_is_deleted(store: S3) -> None:
    for key in ("a/1", "a/1", "a/10"):
        store.put(key, b"x", content_type="text/plain")
    assert store.delete("a/1") == 2
    assert list(store.keys("a/")) == ["a/10"]
    assert store.delete("a/1") == 0


def test_an_upload_takes_the_announced_headers(store: S3) -> None:
    upload = store.upload(ODD, size=4, content_type="application/pdf")
    sent = httpx.request(upload.method, upload.url, content=b"%PDF", headers=upload.headers)
    assert sent.status_code == 200
    assert store.get(ODD, most=10) == b"%PDF"
    assert parse_qs(urlsplit(upload.url).query)["X-Amz-SignedHeaders"] == ["content-length;content-type;host"]


def test_a_download_is_saved_and_never_shown(store: S3) -> None:
    store.put(ODD, b"<script>", content_type="text/html")
    url = store.download(ODD, file_name='fact"ura\r\nñ.html')
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
        assert answer.read() == b"<script>"
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"] == 'attachment; filename="fact_ura___.html"'


@pytest.mark.parametrize("key", ["plain.pdf", ODD])
def test_botocore_presigns_the_same(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_our_time(remove_tzinfo: bool = True) -> datetime:  # noqa: FBT001, FBT002 - botocore's signature
        return AT.replace(tzinfo=None) if remove_tzinfo else AT

    monkeypatch.setattr(botocore.auth, "get_current_datetime", at_our_time)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    url = S3("bucket", lambda: AT)._url(key)
    query = {"response-content-disposition": 'attachment; filename="a b.pdf"', "versionId": "3/L4kq+"}
    headers = {"content-length": "7", "content-type": "application/pdf"}
    ours = presigned("PUT", url, headers=headers, query=query, credentials=KEYS, at=AT, seconds=900)
    assert fields(ours) == fields(by_botocore(url, headers, query))


def by_botocore(url: str, headers: dict[str, str], query: dict[str, str]) -> str:
    request = AWSRequest("PUT", url, headers=headers, params=query)
    owner = BotoCredentials(KEYS.access_key, KEYS.secret_key, KEYS.token)
    S3SigV4QueryAuth(owner, "s3", "eu-west-1", expires=900).add_auth(request)
    return str(request.prepare().url)


def fields(url: str) -> tuple[str, dict[str, list[str]]]:
    return url.partition("?")[0], parse_qs(urlsplit(url).query)


def test_a_key_is_in_the_folder_of_its_company() -> None:
    company = new_id()
    key = new_key(company, "invoices", at=AT, suffix=".PDF")
    assert key.startswith(f"{company}/invoices/2026/11/")
    assert key.endswith(".pdf")
    assert owned(key, company) == key
    assert company_of(key) == company
    assert new_key(company, "invoices", at=AT, suffix=".p/../df").count("/") == 4


FOREIGN: dict[str, Callable[[Any], str]] = {
    "another company": lambda _: f"{new_id()}/invoices/a.pdf",
    "up": lambda company: f"{company}/../{new_id()}/a.pdf",
    "here": lambda company: f"{company}/./a.pdf",
    "twice": lambda company: f"{company}//a.pdf",
    "folder": lambda company: f"{company}/invoices/",
    "nothing": lambda company: f"{company}",
    "upper case": lambda company: f"{company}/a.pdf".upper(),
    "absolute": lambda company: f"/{company}/a.pdf",
    "line": lambda company: f"{company}/a\n.pdf",
    "long": lambda company: f"{company}/{'a' * 1000}.pdf",
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_every_other_key_is_refused(make: Callable[[Any], str]) -> None:
    company = new_id()
    with pytest.raises(BadRequest):
        owned(make(company), company)
