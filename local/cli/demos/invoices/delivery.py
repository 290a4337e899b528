"""How a file reaches the product: an address to upload to, the upload, the word that it is there."""

from dataclasses import dataclass
from typing import Any

import httpx

from local.cli.api import PATIENCE, Api
from local.cli.demos.invoices.folder import File
from local.cli.errors import Refused

INVOICES = "/finance/invoices"


@dataclass(frozen=True)
class Delivered:
    """A file that was brought, or not.

    Attributes:
        invoice_id: of its document; None if it was refused at the door.
        refusal: what the door said.
    """

    file: File
    invoice_id: str | None
    refusal: str = ""


def deliver(api: Api, file: File) -> Delivered:
    """Bring one file. What the door refuses is an outcome.

    Raises:
        NotRunning: nobody answers.
    """
    content = file.path.read_bytes()
    draft = {"file_name": file.path.name, "content_type": file.content_type, "size": len(content)}
    try:
        upload = api.post(f"{INVOICES}/upload-url", draft)
        _put(upload, content)
        accepted = api.post(f"{INVOICES}/process", {"file_path": upload["file_path"]})
    except Refused as refused:
        return Delivered(file, None, refused.message.partition(" answered ")[2] or refused.message)
    return Delivered(file, accepted["invoice_id"])


def document(api: Api, delivered: Delivered) -> dict[str, Any]:
    """The document of a file as it stands now.

    Raises:
        Refused: it is not there.
        NotRunning: nobody answers.
    """
    return _shown(api, delivered.invoice_id)


def original(api: Api, found: dict[str, Any], file: File) -> dict[str, Any]:
    """Of a file that was brought in an earlier run, the document of then; else the document itself.

    What is a copy by its manifest stays one.
    """
    wanted = (file.expected or {}).get("state")
    if found["status"] != "duplicate" or not found.get("duplicate_of") or wanted in {None, "duplicate"}:
        return found
    return _shown(api, found["duplicate_of"])


def _shown(api: Api, invoice_id: str | None) -> dict[str, Any]:
    answer: dict[str, Any] = api.get(f"{INVOICES}/{invoice_id}")
    return answer


def _put(upload: dict[str, Any], content: bytes) -> None:
    """The upload itself; the length goes with the content, the other headers are those that were signed."""
    headers = {name: value for name, value in upload.get("headers", {}).items() if name.lower() != "content-length"}
    answer = httpx.put(upload["upload_url"], content=content, headers=headers, timeout=PATIENCE, trust_env=False)
    if not answer.is_success:
        raise Refused(f"the bucket answered {answer.status_code}")
