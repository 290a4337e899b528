"""Objects in the stage's buckets, over S3's own protocol.

Reads name a version where there is one: what was looked at is what is read, even if somebody puts another object there.
"""

import hashlib
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol

from shared.core.aws import AwsError, Exchanged, credentials, endpoint, exchange
from shared.core.clock import Clock, Now
from shared.core.errors import ContentTooLarge, NotFound
from shared.core.inject import Depends, provides
from shared.core.resources import OBJECTS
from shared.core.settings import settings
from shared.storage.presigned import encoded, presigned

UPLOAD_SECONDS = 900
DOWNLOAD_SECONDS = 300
ATTACHMENT_TYPE = "application/octet-stream"

_NAMESPACE = {"s3": "http://s3.amazonaws.com/doc/2006-03-01/"}
_NOT_FOUND = 404
_BAD_RANGE = 416


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One version of one object.

    Attributes:
        version: S3's version id; the ETag in a bucket without versions.
        size: bytes.
    """

    bucket: str
    key: str
    version: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Upload:
    """How to put one object: a request with this method and exactly these headers."""

    url: str
    method: str
    headers: dict[str, str]
    seconds: int


class ObjectStore(Protocol):
    """The bucket of what people hand in."""

    @property
    def bucket(self) -> str:
        """Its name."""

    def head(self, key: str) -> Stored:
        """The current version, or `NotFound`."""

    def get(self, key: str, *, most: int, version: str | None = None) -> bytes:
        """The content; `ContentTooLarge` beyond `most` bytes, `NotFound` if there is none."""

    def part(self, key: str, *, start: int, size: int, version: str | None = None) -> bytes:
        """At most `size` bytes of the content from `start` on; none after its end, `NotFound` if there is no object."""

    def put(self, key: str, body: bytes, *, content_type: str) -> Stored:
        """Write an object."""

    def delete(self, key: str) -> int:
        """Remove every version of an object; how many there were."""

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys of the objects that there are, in their order."""

    def upload(self, key: str, *, size: int, content_type: str) -> Upload:
        """Let somebody put an object of exactly this size and type."""

    def download(self, key: str, *, file_name: str, version: str | None = None) -> str:
        """An address that gives the object to be saved, never to be shown in a browser."""


class S3:
    """A bucket on S3.

    Args:
        bucket: its name.
        now: the clock, for addresses that expire.
    """

    def __init__(self, bucket: str, now: Now) -> None:
        self._bucket = bucket
        self.now = now

    @property
    def bucket(self) -> str:
        return self._bucket

    def head(self, key: str) -> Stored:
        answer = self.ask("HEAD", key)
        return self._stored(key, answer, size=int(answer.headers["content-length"]))

    def get(self, key: str, *, most: int, version: str | None = None) -> bytes:
        body = self.part(key, start=0, size=most + 1, version=version)
        if len(body) > most:
            raise ContentTooLarge(f"The object has more than {most} bytes.")
        return body

    def part(self, key: str, *, start: int, size: int, version: str | None = None) -> bytes:
        query = {"versionId": version} if version and not version.startswith('"') else {}
        span = {"range": f"bytes={start}-{start + size - 1}"}
        answer = self.ask("GET", key, query, headers=span, accepts=(_BAD_RANGE,))
        return b"" if answer.status == _BAD_RANGE else answer.body  # it has no such byte: it is over, or empty

    def put(self, key: str, body: bytes, *, content_type: str) -> Stored:
        answer = self.ask("PUT", key, headers={"content-type": content_type}, body=body)
        return self._stored(key, answer, size=len(body))

    def delete(self, key: str) -> int:
        versions = list(self._versions(key))
        for version in versions:
            self.ask("DELETE", key, {"versionId": version})
        return len(versions)

    def keys(self, prefix: str) -> Iterator[str]:
        query = {"list-type": "2", "prefix": prefix}
        while True:
            page = _parsed(self.ask("GET", "", query))
            yield from (found.text or "" for found in page.iterfind("s3:Contents/s3:Key", _NAMESPACE))
            following = page.findtext("s3:NextContinuationToken", namespaces=_NAMESPACE)
            if not following:
                return
            query["continuation-token"] = following

    def upload(self, key: str, *, size: int, content_type: str) -> Upload:
        headers = {"content-length": str(size), "content-type": content_type}
        url = presigned(
            "PUT",
            self._url(key),
            headers=headers,
            credentials=credentials(),
            at=self.now(),
            seconds=UPLOAD_SECONDS,
        )
        return Upload(url=url, method="PUT", headers=headers, seconds=UPLOAD_SECONDS)

    def download(self, key: str, *, file_name: str, version: str | None = None) -> str:
        query = {
            "response-content-disposition": f'attachment; filename="{_plain(file_name)}"',
            "response-content-type": ATTACHMENT_TYPE,
            **({"versionId": version} if version and not version.startswith('"') else {}),
        }
        return presigned(
            "GET", self._url(key), query=query, credentials=credentials(), at=self.now(), seconds=DOWNLOAD_SECONDS
        )

    def _versions(self, key: str) -> Iterator[str]:
        """Versions and delete markers of exactly this key; a prefix may be shared with longer ones."""
        query = {"prefix": key, "versions": ""}
        while True:
            page = _parsed(self.ask("GET", "", query))
            for kind in ("Version", "DeleteMarker"):
                for found in page.iterfind(f"s3:{kind}", _NAMESPACE):
                    if found.findtext("s3:Key", namespaces=_NAMESPACE) == key:
                        yield found.findtext("s3:VersionId", default="null", namespaces=_NAMESPACE)
            if page.findtext("s3:IsTruncated", namespaces=_NAMESPACE) != "true":
                return
            query["key-marker"] = page.findtext("s3:NextKeyMarker", default="", namespaces=_NAMESPACE)
            query["version-id-marker"] = page.findtext("s3:NextVersionIdMarker", default="", namespaces=_NAMESPACE)

    def ask(
        self,
        method: str,
        key: str,
        query: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        accepts: tuple[int, ...] = (),
    ) -> Exchanged:
        """One request of S3's protocol; `NotFound` and `AwsError` are raised but for the statuses that it accepts."""
        url = self._url(key) + (f"?{encoded(query)}" if query else "")
        all_headers = {**(headers or {}), "x-amz-content-sha256": hashlib.sha256(body).hexdigest()}
        answer = exchange(method, url, headers=all_headers, body=body, signing_name="s3")
        if answer.status == _NOT_FOUND:
            raise NotFound("There is no such object.")
        if answer.status >= 300 and answer.status not in accepts:  # noqa: PLR2004
            raise AwsError("s3", _code(answer), "")
        return answer

    def _url(self, key: str) -> str:
        return f"{endpoint('s3', 'S3')}/{self.bucket}/{urllib.parse.quote(key, safe='/-_.~')}".rstrip("/")

    def _stored(self, key: str, answer: Exchanged, *, size: int) -> Stored:
        version = answer.headers.get("x-amz-version-id") or answer.headers["etag"]
        return Stored(bucket=self.bucket, key=key, version=version, size=size)


def _parsed(answer: Exchanged) -> ET.Element:
    return ET.fromstring(answer.body)  # noqa: S314 - S3's own answer, over our signed request


def _code(answer: Exchanged) -> str:
    """S3's name for the error; HEAD answers without a body."""
    try:
        return _parsed(answer).findtext("Code") or str(answer.status)
    except ET.ParseError:
        return str(answer.status)


def _plain(name: str) -> str:
    """A file name that no header and no file system misreads."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_. ") else "_" for sign in name)[:100]


@provides(OBJECTS)
def uploads(now: Clock) -> ObjectStore:
    """What people hand in."""
    return S3(settings.uploads_bucket, now)


Uploads = Annotated[ObjectStore, Depends(uploads)]
