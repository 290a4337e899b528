"""A small signed client for AWS's JSON services.

boto3 costs a cold start about 200 ms and 30 MB; a signature is a page of code, and botocore's signer is the oracle of
its tests. Use boto3, imported inside the function that needs it, for what this does not speak.
"""

import hashlib
import hmac
import json
import os
import threading
import time
import urllib.parse
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, NamedTuple

from shared.core.errors import Unavailable
from shared.core.settings import settings

TIMEOUT = 10  # seconds for one request


class AwsError(Unavailable):
    """AWS refused a request.

    Attributes:
        code: AWS's error name, such as ``ResourceNotFoundException``.
    """

    def __init__(self, service: str, code: str, message: str) -> None:
        super().__init__(f"{service} answered {code}.")
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Credentials:
    """Keys of the running role; `expires_at` in seconds since the epoch."""

    access_key: str
    secret_key: str
    token: str | None
    expires_at: float


_SERVICES = {
    # service: (host prefix and signing name, JSON version, target prefix, its AWS_ENDPOINT_URL_* suffix)
    "events": ("events", "1.1", "AWSEvents", "EVENTBRIDGE"),
    "dynamodb": ("dynamodb", "1.0", "DynamoDB_20120810", "DYNAMODB"),
    "secretsmanager": ("secretsmanager", "1.1", "secretsmanager", "SECRETS_MANAGER"),
    "ssm": ("ssm", "1.1", "AmazonSSM", "SSM"),
    "states": ("states", "1.0", "AWSStepFunctions", "SFN"),
    "sqs": ("sqs", "1.0", "AmazonSQS", "SQS"),
    "kms": ("kms", "1.1", "TrentService", "KMS"),
}


def call(service: str, action: str, request: dict[str, Any]) -> dict[str, Any]:
    """Call one action of a JSON service: ``call("events", "PutEvents", {...})``.

    Raises:
        AwsError: AWS refused.
        Unavailable: no answer.
    """
    prefix, version, target, suffix = _SERVICES[service]
    address = endpoint(prefix, suffix)
    headers = {"content-type": f"application/x-amz-json-{version}", "x-amz-target": f"{target}.{action}"}
    status, body = send("POST", address + "/", headers=headers, body=json.dumps(request).encode(), signing_name=prefix)
    answer = json.loads(body or b"{}") or {}
    if status >= 400:  # noqa: PLR2004
        code = str(answer.get("__type") or answer.get("code") or status).split("#")[-1]
        raise AwsError(service, code, str(answer.get("message") or answer.get("Message") or ""))
    return dict(answer)


def send(method: str, url: str, *, headers: dict[str, str], body: bytes, signing_name: str) -> tuple[int, bytes]:
    """Sign and send one request: status and body, as `exchange`."""
    answer = exchange(method, url, headers=headers, body=body, signing_name=signing_name)
    return answer.status, answer.body


class Exchanged(NamedTuple):
    """An answer; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def exchange(method: str, url: str, *, headers: dict[str, str], body: bytes, signing_name: str) -> Exchanged:
    """Sign and send one request over a connection that is kept for the next.

    Raises:
        Unavailable: no answer, also not on a fresh connection.
    """
    parts = urllib.parse.urlsplit(url)
    signed = sign(method, url, headers, body, service=signing_name, credentials=credentials(), at=datetime.now(UTC))
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    for fresh in (False, True):
        connection = _connection(parts.scheme, parts.netloc)
        if fresh:
            connection.close()
        try:
            connection.request(method, path, body=body, headers=signed)
            response: HTTPResponse = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Exchanged(response.status, found, response.read())
        except TimeoutError as error:
            connection.close()
            raise Unavailable(f"{signing_name} does not answer.") from error
        except (HTTPException, OSError) as error:
            connection.close()
            if fresh:
                raise Unavailable(f"{signing_name} does not answer.") from error
    raise AssertionError("unreachable")


def sign(
    method: str,
    url: str,
    headers: dict[str, str],
    body: bytes,
    *,
    service: str,
    credentials: Credentials,
    at: datetime,
) -> dict[str, str]:
    """Headers with AWS Signature Version 4."""
    parts = urllib.parse.urlsplit(url)
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    to_sign = {**headers, "host": parts.netloc, "x-amz-date": stamp}
    if credentials.token:
        to_sign["x-amz-security-token"] = credentials.token
    names = ";".join(sorted(to_sign))
    lines = "".join(f"{name}:{to_sign[name].strip()}\n" for name in sorted(to_sign))
    # Encoded once more: only S3 signs it as it is.
    path = parts.path if service == "s3" else urllib.parse.quote(parts.path or "/", safe="/-_.~")
    request = "\n".join([method, path, parts.query, lines, names, hashlib.sha256(body).hexdigest()])
    scope, signed = signature(request, service, credentials, stamp)
    authorization = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, SignedHeaders={names}, Signature={signed}"
    )
    return {**to_sign, "authorization": authorization}


def database_token(host: str, port: str, user: str, *, credentials: Credentials, at: datetime) -> str:
    """A password for IAM authentication: a presigned ``rds-db:connect`` request, good for 15 minutes."""
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    region = settings.aws_region
    query = {
        "Action": "connect",
        "DBUser": user,
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{credentials.access_key}/{stamp[:8]}/{region}/rds-db/aws4_request",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": "900",
        "X-Amz-SignedHeaders": "host",
        **({"X-Amz-Security-Token": credentials.token} if credentials.token else {}),
    }
    text = urllib.parse.urlencode(sorted(query.items()), quote_via=urllib.parse.quote, safe="-_.~")
    request = "\n".join(["GET", "/", text, f"host:{host}:{port}\n", "host", hashlib.sha256(b"").hexdigest()])
    _, signed = signature(request, "rds-db", credentials, stamp)
    return f"{host}:{port}/?{text}&X-Amz-Signature={signed}"


def credentials() -> Credentials:
    """The role's keys: from the environment, or under SnapStart from the container's endpoint, renewed in time."""
    if "AWS_CONTAINER_CREDENTIALS_FULL_URI" not in os.environ:
        environ = os.environ
        token = environ.get("AWS_SESSION_TOKEN")
        return Credentials(environ["AWS_ACCESS_KEY_ID"], environ["AWS_SECRET_ACCESS_KEY"], token, float("inf"))
    if _held and _held[-1].expires_at - time.time() > 300:  # noqa: PLR2004
        return _held[-1]
    _held[:] = [_container_credentials()]
    return _held[-1]


_held: list[Credentials] = []


def _container_credentials() -> Credentials:
    parts = urllib.parse.urlsplit(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    connection = HTTPConnection(parts.netloc, timeout=TIMEOUT)
    try:
        headers = {"Authorization": os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")}
        connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
        found = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    expires_at = datetime.fromisoformat(found["Expiration"]).timestamp()
    return Credentials(found["AccessKeyId"], found["SecretAccessKey"], found["Token"], expires_at)


def signature(request: str, service: str, credentials: Credentials, stamp: str) -> tuple[str, str]:
    """Scope and signature of a canonical request at a time, ``20261123T123005Z``."""
    scope = f"{stamp[:8]}/{settings.aws_region}/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{credentials.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return scope, hmac.new(key, text.encode(), "sha256").hexdigest()


def endpoint(prefix: str, suffix: str) -> str:
    """Address of a service: the one given by ``AWS_ENDPOINT_URL_<suffix>`` or ``AWS_ENDPOINT_URL``, else AWS's own."""
    given = os.environ.get(f"AWS_ENDPOINT_URL_{suffix}") or os.environ.get("AWS_ENDPOINT_URL")
    return (given or f"https://{prefix}.{settings.aws_region}.amazonaws.com").rstrip("/")


def _connection(scheme: str, netloc: str) -> HTTPConnection:
    """This thread's connection to a host; two threads must not share one."""
    kept: dict[str, HTTPConnection] = _thread.__dict__
    if netloc not in kept:
        kind = HTTPSConnection if scheme == "https" else HTTPConnection
        kept[netloc] = kind(netloc, timeout=TIMEOUT)
    return kept[netloc]


_thread = threading.local()
