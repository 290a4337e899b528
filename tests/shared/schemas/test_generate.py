"""The committed JSON Schemas: current, true, and changed only in ways that consumers survive."""

import copy
import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from functions.registry import flow_starts, registry
from shared.core.clock import utc_now
from shared.core.function import On
from shared.core.invocation import Invocation, new_id
from shared.schemas.envelope import AnyEvent, Envelope, EventData
from shared.schemas.events import (
    CATALOGUE,
    AssessmentCompleted,
    BurnoutRiskDetected,
    BuyerSignalDetected,
    CallCompleted,
    CallErased,
    CallPolicyDecided,
    CallQueued,
    CallsStopped,
    CallTranscribed,
    InvoiceBatchReceived,
    InvoiceDue,
    InvoiceNeedsReview,
    InvoiceProcessed,
    InvoiceReceived,
    LeadCreated,
    LeadScored,
    LeadStatusChanged,
    ModelPromoted,
    PersonForgotten,
    RegistryStale,
)
from shared.schemas.generate import FOLDER, IncompatibleError, as_text, faults, file_name, main, schema

SAMPLES: list[EventData] = [
    LeadCreated(lead_id=new_id(), lead_source=None),
    LeadScored(lead_id=new_id(), score=70, band="hot", previous_score=None),
    LeadStatusChanged(lead_id=new_id(), status="contacted", previous_status="new", reason="activity"),
    BuyerSignalDetected(lead_id=new_id(), signal_type="pricing_visit", strength="high", actionable=True),
    InvoiceReceived(invoice_id=new_id(), door="bucket"),
    InvoiceProcessed(
        invoice_id=new_id(),
        kind="invoice",
        direction="purchase",
        counterparty_id=new_id(),
        issued_on=date(2026, 11, 3),
        total=Decimal("213511.00"),
        withheld=Decimal(0),
        automatic=True,
    ),
    InvoiceNeedsReview(invoice_id=new_id(), reasons=("nit_dv",), approvers=None),
    InvoiceDue(invoice_id=new_id(), due_on=date(2026, 11, 27), owed=Decimal("119000.00")),
    InvoiceBatchReceived(batch_id=new_id(), files=2, bucket="uploads", key="x/batches/2026/11/1.json"),
    CallQueued(call_id=new_id(), campaign_id=None),
    CallErased(call_id=new_id()),
    RegistryStale(list_name="RNE", snapshot_at=utc_now(), stale_at=utc_now()),
    PersonForgotten(lead_ids=(new_id(),)),
    CallsStopped(campaign_id=None, because="kill_switch"),
    CallCompleted(
        call_id=new_id(),
        lead_id=None,
        campaign_id=None,
        status="completed",
        outcome="meeting_booked",
        score=82,
        duration_seconds=74,
        provider="simulator",
    ),
    CallTranscribed(call_id=new_id(), lead_id=new_id(), language="es", turns=12),
    CallPolicyDecided(
        call_id=new_id(),
        turn=3,
        state="pitch",
        next_state="qualify",
        intent="interested",
        confidence=0.9,
        actions=("say",),
        script_version="hotels@1",
    ),
    AssessmentCompleted(assessment_id=new_id(), wave_id=new_id(), definitions=("core@1",)),
    BurnoutRiskDetected(
        team_id=new_id(),
        wave_id=new_id(),
        severity="high",
        respondents="5-9",
        scoring_version="1",
        evaluated_at=utc_now(),
        valid_until=utc_now(),
    ),
    ModelPromoted(name="burnout", release="2026.2", sha256="0" * 64),
]


def detail(data: EventData) -> dict[str, Any]:
    """The `detail` of an event as the bus carries it."""
    during = Invocation(function="test", correlation_id="c", company_id=new_id())
    return dict(json.loads(Envelope.of(data, during=during, at=utc_now()).model_dump_json()))


def committed(event: type[EventData]) -> dict[str, Any]:
    return dict(json.loads((FOLDER / file_name(event)).read_text()))


def refuses(document: dict[str, Any], detail: dict[str, Any]) -> bool:
    return not jsonschema.Draft202012Validator(document).is_valid(detail)


@pytest.mark.parametrize("event", CATALOGUE, ids=file_name)
def test_a_committed_schema_is_what_the_model_says(event: type[EventData]) -> None:
    text = (FOLDER / file_name(event)).read_text()
    assert text == as_text(schema(event)), "run: python -m shared.schemas.generate"


def test_every_event_of_the_catalogue_has_a_sample_here() -> None:
    assert {type(sample) for sample in SAMPLES} == set(CATALOGUE)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.type)
def test_a_schema_accepts_the_event_and_refuses_what_is_not_it(sample: EventData) -> None:
    document = committed(type(sample))
    jsonschema.Draft202012Validator.check_schema(document)
    right = detail(sample)
    assert not refuses(document, right)
    assert refuses(document, {**right, "type": "lead.forgotten"})
    assert refuses(document, {**right, "version": 2})
    assert refuses(document, {**right, "data": {}})
    assert refuses(document, {name: value for name, value in right.items() if name != "company_id"})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.type)
def test_a_consumer_survives_a_field_that_it_does_not_know(sample: EventData) -> None:
    newer = detail(sample)
    newer["data"]["later"] = 1
    assert not refuses(committed(type(sample)), newer)
    envelope = Envelope.model_validate({**newer, "later": 1})
    assert type(sample).model_validate(envelope.data) == sample


def test_everything_that_is_consumed_is_in_the_catalogue() -> None:
    consumed = {one.trigger.event for one in registry() if isinstance(one.trigger, On)} - {AnyEvent}
    assert consumed | {start.event for start in flow_starts()} <= set(CATALOGUE)


def changed(**of_data: Any) -> list[str]:
    """The faults of a schema of lead.scored with other properties of its data."""
    new = copy.deepcopy(schema(LeadScored))
    data = new["properties"]["data"]
    for name, value in of_data.items():
        if value is None:
            del data["properties"][name]
        else:
            data["properties"][name] = value
    return faults(schema(LeadScored), new)


def test_a_new_schema_and_an_added_field_are_compatible() -> None:
    assert faults(None, schema(LeadScored)) == []
    assert changed(later={"type": "string"}) == []
    assert changed(score={"type": "integer", "description": "From 0 to 100."}) == []


def test_a_field_that_is_removed_changed_or_optional_is_not() -> None:
    assert changed(score=None) == ["data.score was removed"]
    assert changed(score={"type": "number"}) == ["data.score changed"]
    new = copy.deepcopy(schema(LeadScored))
    new["properties"]["data"]["required"].remove("score")
    new["required"].remove("subject")
    assert faults(schema(LeadScored), new) == ["envelope.subject became optional", "data.score became optional"]
    assert faults({**new, "$defs": {"A": {"type": "string"}}}, {**new, "$defs": {}}) == ["A changed"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the committed schemas, to generate into."""
    return shutil.copytree(FOLDER, tmp_path / "event_schemas")


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_generating_writes_what_is_missing_and_changes_nothing_else(folder: Path) -> None:
    (folder / file_name(LeadScored)).unlink()
    main(folder)
    assert contents(folder) == contents(FOLDER)


def test_an_incompatible_change_is_refused_before_anything_is_written(folder: Path) -> None:
    older = committed(LeadScored)
    older["properties"]["data"]["properties"]["lost"] = {"type": "string"}
    (folder / file_name(LeadScored)).write_text(as_text(older))
    (folder / file_name(LeadCreated)).unlink()
    before = contents(folder)
    with pytest.raises(IncompatibleError, match=r"lead\.scored\.v1\.json: data\.lost was removed"):
        main(folder)
    assert contents(folder) == before
