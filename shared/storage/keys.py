"""Names of objects: ``<company_id>/<kind>/<yyyy>/<mm>/<id><suffix>``, and whose an object is."""

import re
from datetime import datetime
from uuid import UUID

from shared.core.errors import BadRequest
from shared.core.invocation import new_id

LONGEST = 1024  # bytes of UTF-8, S3's own limit

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def new_key(company_id: UUID, kind: str, *, at: datetime, suffix: str = "") -> str:
    """A name that no object has; of the suffix only what is plain is kept, ``.pdf``."""
    plain = suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) else ""
    return f"{company_id}/{kind}/{at:%Y/%m}/{new_id()}{plain}"


def owned(key: str, company_id: UUID | None) -> str:
    """The key, if it is inside the company's folder.

    Raises:
        BadRequest: it is somewhere else, or no sane key.
    """
    first, _, rest = key.partition("/")
    odd = any(part in {"", ".", ".."} for part in rest.split("/")) or any(ord(sign) < ord(" ") for sign in key)
    if company_id is None or first != str(company_id) or odd or len(key.encode()) > LONGEST:
        raise BadRequest("file_path must be an object key of your company, as POST /finance/invoices/upload-url gives.")
    return key


def company_of(key: str) -> UUID | None:
    """The company whose folder a key is in; None if it is in none."""
    try:
        return UUID(key.partition("/")[0])
    except ValueError:
        return None
