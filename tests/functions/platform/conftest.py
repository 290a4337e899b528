from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from functions.platform.api.sockets import open_connection, subscribe
from shared.auth.caller import Caller
from shared.auth.jwt import issue
from shared.auth.keys import KeyRing, SigningKey
from shared.auth.scopes import Role
from shared.core.aws import call
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.aws import Cloud
from tests.functions.platform.live import Gateway, say
from tests.lambdas import caller_of
from tests.loopback import loopback

Tokens = Callable[..., str]


@pytest.fixture
def token(cloud: Cloud) -> Tokens:
    """Issues access tokens that this stage's published keys verify."""
    ring = KeyRing().turned(utc_now())
    published = {"Name": cloud.environment["JWKS_PARAMETER"], "Value": ring.jwks(), "Overwrite": True}
    call("ssm", "PutParameter", published)

    def of(caller: Caller, *, key: SigningKey = ring.keys[0], now: datetime | None = None) -> str:
        return issue(caller, key, now=now or utc_now())

    return of


@pytest.fixture
def viewer() -> Caller:
    return caller_of(new_id(), Role.VIEWER)


@pytest.fixture
def gateway(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    assert cloud
    gateway = Gateway()
    with loopback(gateway.answer) as server:
        monkeypatch.setenv("SOCKETS_URL", f"{server.url}/live")
        yield gateway


@pytest.fixture
def connected(token: Tokens) -> Callable[..., str]:
    """Opens connections that listen; the connection id."""

    def open_one(caller: Caller, *topics: str) -> str:
        connection_id = f"{new_id().hex}/+="
        assert say(open_connection, connection_id, token=token(caller)) == (200, None)
        if topics:
            status, _ = say(subscribe, connection_id, {"action": "subscribe", "topics": topics})
            assert status == 200
        return connection_id

    return open_one
