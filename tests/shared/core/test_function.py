"""Declarations: names, defaults, and what cannot be declared."""

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from functions.crm import events, tasks
from functions.crm.api.leads import report_buyer_signal
from functions.crm.api.registration import create_lead
from functions.crm.schemas import LeadTask
from functions.registry import agents, flow_starts, registry
from shared.auth.scopes import Scope
from shared.core.function import Http, Task, get, post, task
from shared.core.resources import BUS, DATABASE, TABLE


def test_the_lambda_handler_is_the_python_name() -> None:
    assert create_lead.handler == "functions.crm.api.registration.create_lead"
    assert create_lead.name == "crm-create-lead"
    assert create_lead.agent == "crm"


def test_a_declaration_knows_its_trigger_and_good_defaults() -> None:
    assert create_lead.trigger == Http(
        method="POST", path="/crm/leads", status=201, scope=Scope.CRM_WRITE, idempotent=False
    )
    assert (create_lead.timeout, tasks.score_lead.timeout) == (29, 60)
    assert isinstance(tasks.score_lead.trigger, Task)


def test_permissions_follow_injection() -> None:
    assert create_lead.resources == {DATABASE, BUS}
    assert report_buyer_signal.resources == {DATABASE, BUS, TABLE}


def test_an_endpoint_names_a_scope_or_says_that_it_is_public() -> None:
    with pytest.raises(TypeError, match="public"):
        post("/crm/open")(lambda: None)
    with pytest.raises(TypeError, match="public"):
        get("/crm/open", scope=Scope.CRM_READ, public=True)(lambda: None)


def test_the_registry_finds_every_kind_once() -> None:
    names = [function.name for function in registry()]
    assert {"crm-create-lead", "crm-on-buyer-signal-detected", "crm-score-lead"} <= set(names)
    assert len(names) == len(set(names))
    assert "crm" in agents()
    assert events.lead_flow in list(flow_starts("crm"))


def test_under_snapstart_the_adapter_of_the_running_function_is_built_before_the_snapshot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hooks: list[Callable[[], None]] = []
    runtime = ModuleType("snapshot_restore_py")  # stands for a module that only AWS's own runtime has
    runtime.register_before_snapshot = hooks.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "snapshot_restore_py", runtime)

    @task()
    def first(request: LeadTask) -> None:
        """One of two in a module."""

    @task()
    def second(request: LeadTask) -> None:
        """The other."""

    monkeypatch.setenv("_HANDLER", first.handler)
    for hook in hooks:
        hook()
    assert "lambda_handler" in vars(first)
    assert "lambda_handler" not in vars(second)
