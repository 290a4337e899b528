"""Addresses that let somebody without keys read or write one object for a while."""

import urllib.parse
from collections.abc import Mapping
from datetime import datetime

from shared.core.aws import Credentials, signature
from shared.core.settings import settings


def presigned(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    credentials: Credentials,
    at: datetime,
    seconds: int,
) -> str:
    """The address of a request for an object.

    Args:
        method: of the request.
        url: of the object, encoded, without a query.
        headers: that the request must have, with names in lower case.
        query: of the request, such as ``response-content-type``.
        credentials: whose rights the address lends.
        at: now.
        seconds: how long it is good; never longer than the keys that signed it.
    """
    parts = urllib.parse.urlsplit(url)
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    signed_headers = {**(headers or {}), "host": parts.netloc}
    names = ";".join(sorted(signed_headers))
    parameters = {
        **(query or {}),
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{credentials.access_key}/{stamp[:8]}/{settings.aws_region}/s3/aws4_request",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(seconds),
        "X-Amz-SignedHeaders": names,
        **({"X-Amz-Security-Token": credentials.token} if credentials.token else {}),
    }
    text = encoded(parameters)
    lines = "".join(f"{name}:{signed_headers[name].strip()}\n" for name in sorted(signed_headers))
    request = f"{method}\n{parts.path}\n{text}\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    _, signed = signature(request, "s3", credentials, stamp)
    return f"{url}?{text}&X-Amz-Signature={signed}"


def encoded(query: Mapping[str, str]) -> str:
    """A query as S3 signs it: sorted, and a name without a value keeps its ``=``."""
    return urllib.parse.urlencode(sorted(query.items()), quote_via=urllib.parse.quote, safe="-_.~")
