"""The small AWS client: botocore signs the same, credentials are renewed, a stale connection is replaced."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import botocore.auth
import botocore.session
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from shared.core import aws
from shared.core.aws import AwsError, Credentials, call, credentials, database_token, endpoint, send, sign
from shared.core.errors import Unavailable
from tests.lambdas import NOBODY_LISTENS
from tests.loopback import Heard, Loopback, loopback

AT = datetime(2026, 11, 23, 12, 30, 5, tzinfo=UTC)
PERMANENT = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None, float("inf"))
OF_A_ROLE = Credentials("ASIAEXAMPLE", "secret", "to/ken+with==signs", float("inf"))


@pytest.fixture(autouse=True)
def _an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "one")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "two")
    for name in ("AWS_ENDPOINT_URL", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def _at_our_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Botocore, the oracle, signs at the time that we pass to our signer."""
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda remove_tzinfo=True: _time(remove_tzinfo))


def _time(remove_tzinfo: bool) -> datetime:  # noqa: FBT001 - botocore's signature
    return AT.replace(tzinfo=None) if remove_tzinfo else AT


def by_botocore(url: str, headers: dict[str, str], body: bytes, *, service: str, keys: Credentials) -> dict[str, str]:
    request = AWSRequest("POST", url, headers={**headers, "host": urlsplit(url).netloc}, data=body)
    owner = BotoCredentials(keys.access_key, keys.secret_key, keys.token)
    SigV4Auth(owner, service, "eu-west-1").add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


REQUESTS = {
    "json": ("https://events.eu-west-1.amazonaws.com/", {"x-amz-target": "AWSEvents.PutEvents"}, "events"),
    "port": ("http://127.0.0.1:4566/", {"x-amz-target": "AmazonSQS.SendMessage"}, "sqs"),
    "escaped": ("https://x.execute-api.eu-west-1.amazonaws.com/live/@connections/L0SM9c%2FvH%3D", {}, "execute-api"),
    "query": ("https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/f/invocations?Qualifier=a-1", {}, "lambda"),
}


@pytest.mark.usefixtures("_at_our_time")
@pytest.mark.parametrize("keys", [PERMANENT, OF_A_ROLE], ids=["permanent", "role"])
@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_botocore_signs_the_same(request_: tuple[str, dict[str, str], str], keys: Credentials) -> None:
    url, own_headers, service = request_
    headers = {"content-type": "application/x-amz-json-1.1", **own_headers}
    body = '{"größe": "ñ"}'.encode()
    signed = sign("POST", url, headers, body, service=service, credentials=keys, at=AT)
    expected = by_botocore(url, headers, body, service=service, keys=keys)
    assert signed["authorization"] == expected["authorization"]
    assert signed["x-amz-date"] == expected["x-amz-date"]
    assert signed.get("x-amz-security-token") == expected.get("x-amz-security-token")


@pytest.mark.usefixtures("_at_our_time")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    body=some.binary(max_size=200),
    value=some.text(some.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40),
    parts=some.lists(some.text("abc%3D@:=+-_~", min_size=1, max_size=12), max_size=4),
)
def test_botocore_signs_the_same_whatever_is_sent(body: bytes, value: str, parts: list[str]) -> None:
    url = "https://x.example/" + "/".join(parts)
    headers = {"x-amz-target": value}
    signed = sign("POST", url, headers, body, service="events", credentials=OF_A_ROLE, at=AT)
    expected = by_botocore(url, headers, body, service="events", keys=OF_A_ROLE)
    assert signed["authorization"] == expected["authorization"]


def apart(token: str) -> tuple[str, list[str]]:
    """Address and parameters; their order means nothing."""
    address, _, query = token.partition("?")
    return address, sorted(query.split("&"))


@pytest.mark.usefixtures("_at_our_time")
@pytest.mark.parametrize("keys", [PERMANENT, OF_A_ROLE], ids=["permanent", "role"])
def test_the_password_of_the_database_is_the_one_that_boto3_makes(keys: Credentials) -> None:
    session = botocore.session.Session()
    rds: Any = session.create_client(
        "rds",
        region_name="eu-west-1",
        aws_access_key_id=keys.access_key,
        aws_secret_access_key=keys.secret_key,
        aws_session_token=keys.token,
    )
    host = "proxy-1.proxy-abc.eu-west-1.rds.amazonaws.com"
    expected = rds.generate_db_auth_token(DBHostname=host, Port=5432, DBUsername="astramech_app")
    ours = database_token(host, "5432", "astramech_app", credentials=keys, at=AT)
    assert apart(ours) == apart(expected)


def test_keys_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert credentials() == Credentials("one", "two", None, float("inf"))
    monkeypatch.setenv("AWS_SESSION_TOKEN", "three")
    assert credentials().token == "three"


class CredentialsEndpoint:
    """What Lambda runs beside a function that was restored from a snapshot."""

    def __init__(self, lifetime: timedelta) -> None:
        self.lifetime = lifetime
        self.issued = 0

    def answer(self, heard: Heard) -> tuple[int, Any]:
        if heard.headers.get("authorization") != "the-token" or heard.path != "/2021-02-01/credentials?x=1":
            return 403, {}
        self.issued += 1
        expiry = (datetime.now(UTC) + self.lifetime).strftime("%Y-%m-%dT%H:%M:%SZ")
        return 200, {
            "AccessKeyId": f"key-{self.issued}",
            "SecretAccessKey": "secret",
            "Token": "token",
            "Expiration": expiry,
        }


@pytest.mark.parametrize(("lifetime", "issued"), [(timedelta(hours=1), 1), (timedelta(minutes=4), 3)])
def test_restored_from_a_snapshot_keys_come_from_the_container_and_are_renewed_in_time(
    monkeypatch: pytest.MonkeyPatch, lifetime: timedelta, issued: int
) -> None:
    beside = CredentialsEndpoint(lifetime)
    monkeypatch.setattr(aws, "_held", [])
    with loopback(beside.answer) as server:
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{server.url}/2021-02-01/credentials?x=1")
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-token")
        found = [credentials() for _ in range(3)]
    assert [one.access_key for one in found] == [f"key-{min(number, issued)}" for number in (1, 2, 3)]
    assert (found[0].secret_key, found[0].token) == ("secret", "token")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A service that answers with what it was sent."""
    with loopback(lambda heard: (200, {"sent": heard.json})) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server


def test_one_connection_serves_many_calls(service: Loopback) -> None:
    assert [call("sqs", "SendMessage", {"n": n}) for n in range(3)] == [{"sent": {"n": n}} for n in range(3)]
    assert service.connections == 1
    assert service.heard[0].headers["x-amz-target"] == "AmazonSQS.SendMessage"
    assert service.heard[0].headers["content-type"] == "application/x-amz-json-1.0"


def test_a_connection_that_the_other_side_has_closed_is_replaced(service: Loopback) -> None:
    call("sqs", "SendMessage", {"n": 1})
    service.drop_connections()
    assert call("sqs", "SendMessage", {"n": 2}) == {"sent": {"n": 2}}
    assert service.connections == 2


def test_each_thread_has_a_connection_of_its_own(service: Loopback) -> None:
    both = threading.Barrier(2, timeout=30)
    answers = []

    def talk(number: int) -> None:
        for turn in range(5):
            both.wait()
            answers.append(call("sqs", "SendMessage", {"n": (number, turn)})["sent"]["n"] == [number, turn])
        vars(aws._thread).popitem()[1].close()

    threads = [threading.Thread(target=talk, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 10
    assert service.connections == 2


def test_nobody_answering_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", NOBODY_LISTENS)
    with pytest.raises(Unavailable, match="sqs does not answer"):
        call("sqs", "SendMessage", {})


def test_a_silent_service_is_given_up_on_and_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aws, "TIMEOUT", 0.2)
    released = threading.Event()

    def silent(_heard: Heard) -> tuple[int, Any]:
        released.wait(30)
        return 200, {}

    with loopback(silent) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        try:
            with pytest.raises(Unavailable, match="does not answer"):
                call("events", "PutEvents", {})
        finally:
            released.set()
        assert len(server.heard) == 1


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}, "ResourceNotFoundException"),
        (400, {"__type": "ThrottlingException", "message": "slow down"}, "ThrottlingException"),
        (500, {}, "500"),
    ],
)
def test_a_refusal_carries_awss_name_for_it(
    monkeypatch: pytest.MonkeyPatch, status: int, body: dict[str, str], code: str
) -> None:
    with loopback(lambda _: (status, body)) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        with pytest.raises(AwsError) as refused:
            call("dynamodb", "GetItem", {})
    assert (refused.value.code, refused.value.status) == (code, 503)
    assert refused.value.message == body.get("message", "")


def test_send_gives_status_and_body_as_they_are() -> None:
    with loopback(lambda heard: (410, {"path": heard.path})) as server:
        status, body = send("POST", f"{server.url}/a%2Fb?c=d", headers={}, body=b"", signing_name="execute-api")
    assert (status, json.loads(body)) == (410, {"path": "/a%2Fb?c=d"})


def test_an_endpoint_is_the_services_own_then_the_common_one_then_awss(monkeypatch: pytest.MonkeyPatch) -> None:
    assert endpoint("events", "EVENTBRIDGE") == "https://events.eu-west-1.amazonaws.com"
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566/")
    assert endpoint("events", "EVENTBRIDGE") == "http://127.0.0.1:4566"
    monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", "http://127.0.0.1:4567")
    assert endpoint("events", "EVENTBRIDGE") == "http://127.0.0.1:4567"
