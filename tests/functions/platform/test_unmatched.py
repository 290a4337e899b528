"""Where there is no endpoint, the answer has the shape of every refusal."""

import pytest

from functions.platform.api.unmatched import refuse_request
from tests.lambdas import ask


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/nothing", "/crm/leads/1/2/3", "/../../etc/passwd"])
def test_an_address_that_is_no_endpoints_is_refused_like_everything_else(method: str, path: str) -> None:
    reply = ask(refuse_request, method, path, headers={"x-correlation-id": "joins-everything"})
    assert (reply.status, reply.headers["content-type"]) == (404, "application/problem+json")
    assert (reply.json["title"], reply.json["detail"]) == ("Not found", "There is nothing at this address.")
    assert reply.json["instance"] == f"/api/v1{path}"
    assert reply.json["correlation_id"] == reply.headers["x-correlation-id"] == "joins-everything"


def test_it_asks_for_nothing() -> None:
    assert refuse_request.resources == frozenset()
