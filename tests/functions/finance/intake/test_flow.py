"""Where the flow waits for people and gives up; what it waits with, Step Functions is told of."""

from uuid import UUID

import pytest

from functions.finance.client.flow_tokens import StepFunctionsTokens
from functions.finance.schemas.tasks import Standing
from shared.core.invocation import new_id
from tests.functions.finance.extraction.dian_documents import dian
from tests.functions.finance.intake.bucket import Drop
from tests.loopback import Heard, loopback


def test_a_document_in_review_waits_with_the_token_of_its_last_execution(drop: Drop) -> None:
    invoice = drop.arrive(b"<Invoice")
    assert invoice["status"] == "needs_review"
    for token in ("first", "redriven"):
        assert drop.wait(invoice["id"], token) == "needs_review"
        assert drop.invoice(invoice["id"])["task_token"] == token


def test_a_document_that_was_decided_meanwhile_does_not_wait(drop: Drop) -> None:
    invoice = drop.arrive(dian().encode())
    drop.set_state(invoice["id"], "approved")
    assert drop.wait(invoice["id"], "token") == "approved"
    assert drop.invoice(invoice["id"])["task_token"] is None


@pytest.mark.parametrize(
    ("state", "after"), [("extracted", "needs_review"), ("approved", "needs_review"), ("posted", "posted")]
)
def test_a_step_that_failed_for_good_is_shown_to_people(drop: Drop, state: str, after: str) -> None:
    invoice = drop.arrive(dian().encode())
    drop.set_state(invoice["id"], state)
    assert drop.set_aside(invoice["id"], "post") == after
    shown = drop.codes(drop.invoice(invoice["id"]))
    assert shown == (["processing_failed"] if after == "needs_review" else [])
    assert len(drop.events("invoice.needs_review")) == (after == "needs_review")


def test_an_execution_is_told_where_its_document_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = Standing(invoice_id=new_id(), state="approved")
    with loopback(lambda _: (200, {})) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SFN", server.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "one")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "two")
        assert StepFunctionsTokens().go_on("a token", standing)
    (heard,) = server.heard
    assert heard.headers["x-amz-target"] == "AWSStepFunctions.SendTaskSuccess"
    assert heard.json == {"taskToken": "a token", "output": standing.model_dump_json()}


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InternalFailure"])
def test_an_execution_that_is_gone_is_no_error_of_the_person_who_decided(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Heard) -> tuple[int, object]:
        return 400, {"__type": code}

    with loopback(refuse) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SFN", server.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "one")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "two")
        assert not StepFunctionsTokens().go_on("a token", Standing(invoice_id=UUID(int=1), state="approved"))
