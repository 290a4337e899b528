"""Leads over HTTPS: registered, scored by the lead flow, moved by a buyer signal, read back with their timeline."""

from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from rich.table import Table

from local.cli.api import Api, wait_for
from local.cli.curl import Curl
from local.cli.demos import Demo, Outcome, Wishes
from local.cli.stack_file import Stack
from local.cli.steps import Steps

PATIENCE = 60.0  # seconds for a flow, cold and under load


@dataclass(frozen=True)
class Person:
    """Somebody invented, as a form on a web page would register them."""

    contact_name: str
    email: str
    company: str | None
    phone: str | None
    source: str


@dataclass(frozen=True)
class Signal:
    """What they do next."""

    signal_type: str
    strength: str
    metadata: dict[str, str]


PEOPLE: tuple[tuple[Person, Signal | None], ...] = (
    (
        Person(
            "María Fernanda Ñáñez Gutiérrez",
            "maria.nanez@hotelmaraluz.example",
            "Hotel Mar a Luz S.A.S.",
            "+573104567890",
            "web_form",
        ),
        Signal("meeting_request", "high", {"page": "/demo", "wants": "reservas directas en temporada alta"}),
    ),
    (
        Person(
            "José Ángel Muñoz Quiñónez",
            "jose.munoz@textilesandinos.example",
            "Textiles Andinos Ltda.",
            "+576014567890",
            "fair",
        ),
        Signal("pricing_visit", "medium", {"page": "/precios", "visits": "3"}),
    ),
    (
        Person("Yuliana Güiza Peñaranda 🌱", "yuli@cafesierra.example", "Café Sierra Ñandú", None, "linkedin"),
        None,
    ),
    (Person("李秀英 (Lina Li)", "lina.li@estudiolatam.example", None, None, "referral"), None),
)


def run(stack: Stack, api: Api, steps: Steps, _wishes: Wishes) -> Outcome:
    """Register everybody, wait for the flow, report the signals, wait for the new scores, read all back."""
    with steps.step("Registering leads over the API") as step:
        registered = [api.post("/crm/leads", asdict(person)) for person, _ in PEOPLE]
        step.result = f"{sum(lead['created'] for lead in registered)} new of {len(registered)}"
    ids = [lead["lead_id"] for lead in registered]
    with steps.step("Waiting for the lead flow to score them") as step:
        for lead_id in ids:
            wait_for(partial(_scored, api, lead_id), PATIENCE, f"the score of the lead {lead_id}")
        step.result = "scored"
    with steps.step("Reporting buyer signals") as step:
        step.result = _report_signals(api, ids)
    leads = [api.get(f"/crm/leads/{lead_id}") for lead_id in ids]
    return Outcome([_table(leads, registered), _story(leads[0])], _calls(stack, ids[0]))


def _scored(api: Api, lead_id: str) -> bool:
    return "lead.scored" in _types(api.get(f"/crm/leads/{lead_id}"))


def _report_signals(api: Api, ids: list[str]) -> str:
    fresh = 0
    for lead_id, (_, signal) in zip(ids, PEOPLE, strict=True):
        if not signal:
            continue
        noticed = api.post("/crm/buyer-signal", {"lead_id": lead_id, **asdict(signal)})
        fresh += not noticed["repeated"]
        rule = f"buyer_signal_{signal.strength}"
        wait_for(partial(_has_reason, api, lead_id, rule), PATIENCE, f"the reason {rule}")
    return f"{fresh} new"


def _has_reason(api: Api, lead_id: str, rule: str) -> bool:
    return any(reason["rule"] == rule for reason in api.get(f"/crm/leads/{lead_id}")["reasons"])


def _table(leads: list[dict[str, Any]], registered: list[dict[str, Any]]) -> Table:
    table = Table(title="Leads", title_justify="left", show_lines=True)
    for column in ("name", "score", "band", "reasons", "status", "timeline", "task", ""):
        table.add_column(column, justify="right" if column in {"score", "timeline"} else "left")
    for lead, answer in zip(leads, registered, strict=True):
        table.add_row(
            lead["contact_name"],
            str(lead["score"]),
            lead["band"],
            "\n".join(f"{reason['decayed_points']:+.0f} {reason['rule']}" for reason in lead["reasons"]),
            lead["status"],
            str(len(lead["timeline"])),
            _task(lead),
            "new" if answer["created"] else "known",
        )
    return table


def _story(lead: dict[str, Any]) -> Table:
    table = Table(title=f"What happened to {lead['contact_name']}", title_justify="left")
    for column in ("when (UTC)", "what", "details"):
        table.add_column(column)
    for entry in lead["timeline"]:
        details = entry["details"]
        shown = {name: value for name, value in details.items() if name not in {"lead_id", "event_id", "task_id"}}
        facts = ", ".join(f"{name} {value}" for name, value in shown.items() if value is not None)
        table.add_row(entry["at"][11:23], entry["type"], facts)
    return table


def _task(lead: dict[str, Any]) -> str:
    opened = [entry["details"] for entry in lead["timeline"] if entry["type"] == "task.opened"]
    return "\n".join(f"{task['kind']} by {task['due_at'][5:16].replace('T', ' ')} UTC" for task in opened) or "none"


def _types(lead: dict[str, Any]) -> list[str]:
    return [entry["type"] for entry in lead["timeline"]]


def _calls(stack: Stack, lead_id: str) -> list[str]:
    draft = {
        "contact_name": "Ana Sofía Ríos Núñez",
        "email": "ana.rios@posadalaceiba.example",
        "company": "Posada La Ceiba",
        "phone": "+573187654321",
    }
    return [
        Curl("GET", f"{stack.api_url}/crm/leads/{lead_id}").line(),
        Curl("POST", f"{stack.api_url}/crm/leads", draft).line(),
        Curl(
            "POST",
            f"{stack.api_url}/crm/buyer-signal",
            {"lead_id": lead_id, "signal_type": "pricing_visit", "strength": "low"},
        ).line(),
        Curl("GET", f"{stack.api_url}/crm/leads?limit=10").line(),
    ]


DEMO = Demo("leads", "register leads over HTTPS, let the lead flow score them, report buyer signals", run)
