"""Objects that grow: written to S3 part by part, and an object only when they are complete.

Source: docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html. The bucket encrypts them with its own key.
"""

import xml.etree.ElementTree as ET

from shared.core.aws import AwsError
from shared.core.errors import NotFound
from shared.storage.objects import S3


class Multipart:
    """One object on its way.

    Args:
        store: its bucket.
        key: its name.
        content_type: of the whole.
    """

    def __init__(self, store: S3, key: str, *, content_type: str) -> None:
        self._store = store
        self._key = key
        self._tags: dict[int, str] = {}
        answer = store.ask("POST", key, {"uploads": ""}, headers={"content-type": content_type})
        self._upload = _found(answer.body, "UploadId")
        self._complete = False

    def put(self, number: int, body: bytes) -> None:
        """Send part `number`, from 1 to 10,000, in any order; all but the last have at least 5 MB."""
        answer = self._store.ask("PUT", self._key, {"partNumber": str(number), "uploadId": self._upload}, body=body)
        self._tags[number] = answer.headers["etag"]

    def complete(self) -> None:
        """Make the parts an object."""
        root = ET.Element("CompleteMultipartUpload", xmlns="http://s3.amazonaws.com/doc/2006-03-01/")
        for number, tag in sorted(self._tags.items()):
            part = ET.SubElement(root, "Part")
            ET.SubElement(part, "PartNumber").text = str(number)
            ET.SubElement(part, "ETag").text = tag
        answer = self._store.ask("POST", self._key, {"uploadId": self._upload}, body=ET.tostring(root))
        if b"<Error>" in answer.body:  # S3 answers 200 before it knows
            raise AwsError("s3", _found(answer.body, "Code"), "")
        self._complete = True

    def abandon(self) -> None:
        """Forget the parts, and the object if it was complete; harmless when repeated."""
        if self._complete:
            self._store.delete(self._key)
            return
        try:
            self._store.ask("DELETE", self._key, {"uploadId": self._upload})
        except NotFound:
            return


def _found(body: bytes, name: str) -> str:
    text = ET.fromstring(body).findtext(f"{{*}}{name}")  # noqa: S314 - S3's own answer, over our signed request
    if not text:
        raise AwsError("s3", f"without {name}", "")
    return text
