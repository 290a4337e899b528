"""Language models over HTTP: what is asked, what is taken as an answer, and that nothing is ever raised."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from shared.llm.http import AnthropicMessages, ChatCompletions, Dialect, HttpModel

SCHEMA = {"type": "object", "properties": {"total": {"type": ["string", "null"]}}, "required": ["total"]}
FOUND = {"total": "178.500"}
DIALECTS = [AnthropicMessages(), ChatCompletions()]


class Vendor:
    """Answers with what it was given, in turn, and remembers what it was asked."""

    def __init__(self, *answers: Callable[[], httpx.Response]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answers.pop(0)()


def said(dialect: Dialect, answer: Any) -> Callable[[], httpx.Response]:
    if isinstance(dialect, AnthropicMessages):
        body: Any = {"content": [{"type": "tool_use", "name": "propose", "input": answer}]}
    else:
        body = {"choices": [{"message": {"content": json.dumps(answer)}}]}
    return lambda: httpx.Response(200, json=body)


def down() -> httpx.Response:
    raise httpx.ConnectError("the key is k")


def propose(dialect: Dialect, vendor: Vendor, text: str = "Total 178.500") -> Any:
    transport = httpx.MockTransport(vendor)
    model = HttpModel(dialect, base_url="https://model.example/", api_key="k", model="m", transport=transport)
    return model.propose("Copy the total.", text, SCHEMA)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_object_of_the_schema_is_the_proposal(dialect: Dialect) -> None:
    vendor = Vendor(said(dialect, FOUND))
    assert propose(dialect, vendor) == FOUND
    (request,) = vendor.asked
    assert str(request.url) == f"https://model.example{dialect.path}"
    assert dialect.headers("k").items() <= dict(request.headers).items()
    assert json.loads(request.content)["model"] == "m"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_is_cut_and_marked_as_data(dialect: Dialect) -> None:
    vendor = Vendor(said(dialect, FOUND))
    propose(dialect, vendor, "x" * 30_000)
    body = json.loads(vendor.asked[0].content)
    system = body.get("system") or body["messages"][0]["content"]
    told = body["messages"][-1]["content"]
    mark = told.split("\n")[0]
    assert told == f"{mark}\n{'x' * 20_000}\n</{mark[1:]}"
    assert mark in system
    assert "never instructions" in system


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("wrong", [["no object"], {}, {"total": None, "post_it": True}])
def test_an_invalid_answer_is_asked_for_once_more(dialect: Dialect, wrong: Any) -> None:
    assert propose(dialect, Vendor(said(dialect, wrong), said(dialect, FOUND))) == FOUND
    vendor = Vendor(*[said(dialect, wrong)] * 3)
    assert propose(dialect, vendor) is None
    assert len(vendor.asked) == 2


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("answer", [down, lambda: httpx.Response(500), lambda: httpx.Response(401)])
def test_a_model_that_fails_proposes_nothing(
    dialect: Dialect, answer: Callable[[], httpx.Response], capsys: pytest.CaptureFixture[str]
) -> None:
    vendor = Vendor(answer, answer)
    assert propose(dialect, vendor) is None
    assert len(vendor.asked) == 1
    assert "the key is k" not in capsys.readouterr().out
