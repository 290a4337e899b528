"""Calls as a person reads them."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from local.cli.demos.calls.desk import Called
from local.cli.demos.calls.expected import NEVER_AGAIN, OUTCOMES

SUPPRESSED = "suppressed"


def is_as_expected(called: Called) -> bool:
    """Whether it ended as with this persona it should, and a second call is refused where it must be."""
    outcomes = OUTCOMES.get(called.who.persona, frozenset({called.outcome}))
    again = called.again is not None and called.again.get("code") == SUPPRESSED
    return called.outcome in outcomes and (called.outcome not in NEVER_AGAIN or again)


def story(called: Called) -> Iterator[RenderableType]:
    """A call in full: what was said, what became of it, and why it was allowed."""
    if called.refused:
        yield _refusal(called)
        return
    if called.detail["transcript"]:
        yield _transcript(called)
    yield _result(called)
    if called.lead:
        yield _lead(called)
    yield _evidence(called)


def overview(calls: Sequence[Called]) -> Table:
    """Persona, outcome, and whether that is what it should be."""
    table = Table(title="Calls", title_justify="left")
    for column in (
        "persona",
        "where",
        "status",
        "outcome",
        "score",
        "turns",
        "seconds",
        "a second call",
        "as expected",
    ):
        table.add_column(column)
    for one in calls:
        detail = one.detail
        table.add_row(
            one.who.persona,
            one.who.place.name,
            str(detail.get("status", "not dialled")),
            one.outcome,
            _or_dash(detail.get("score")),
            str(len(detail.get("transcript") or [])),
            _or_dash(detail.get("duration_seconds")),
            str(one.again["code"]) if one.again else "—",
            "yes" if is_as_expected(one) else f"no: {' or '.join(sorted(OUTCOMES.get(one.who.persona, {'?'})))}",
        )
    return table


def _transcript(called: Called) -> Table:
    table = Table(title=f"What was said to {called.who.persona}, {called.who.number}", title_justify="left")
    for column in ("s", "who", "what", "engine"):
        table.add_column(column, overflow="fold")
    for turn in called.detail["transcript"]:
        text = turn["text"]
        if turn["interrupted"]:
            text = f"{turn['heard'] or ''} … (interrupted)"
        table.add_row(f"{turn['started_ms'] / 1000:.1f}", turn["role"], Text(text), turn["engine"] or "")
    return table


def _result(called: Called) -> Table:
    detail = called.detail
    table = Table(title="What became of it", title_justify="left", show_header=False)
    rows = {
        "status": detail["status"],
        "outcome": called.outcome,
        "score": detail["score"] if detail["score"] is not None else f"none: {detail['score_reason']}",
        **{f"  {part['name']}": _part(part) for part in detail["score_parts"]},
        "meeting": detail["meeting_at"],
        "call back": detail["callback_at"],
        "carried by": detail["provider"],
        "a second call": f"refused: {called.again['code']}" if called.again else None,
    }
    for name, value in rows.items():
        if value is not None:
            table.add_row(name, Text(str(value)))
    return table


def _lead(called: Called) -> Table:
    """What the CRM knows since."""
    lead = called.lead
    table = Table(title=f"The lead, {lead['status']}, score {lead['score']}", title_justify="left")
    for column in ("at (UTC)", "what", "details"):
        table.add_column(column, overflow="fold")
    for entry in lead["timeline"]:
        told = {
            name: value for name, value in entry["details"].items() if not name.endswith("_id") and value is not None
        }
        table.add_row(str(entry["at"])[:19], entry["type"], Text(", ".join(f"{name} {told[name]}" for name in told)))
    return table


def _evidence(called: Called) -> Table:
    table = Table(title="Why it was allowed", title_justify="left")
    for column in ("asked", "at (UTC)", "answer", "must end by", "rules", "decision"):
        table.add_column(column)
    for one in reversed(called.decisions):
        answer = "allowed" if one["allow"] else str(one["code"])
        end, at = str(one["must_end_by"] or "—")[:19], str(one["decided_at"])[:19]
        table.add_row(one["moment"], at, answer, end, one["rules_version"], one["decision_id"])
    return table


def _refusal(called: Called) -> Table:
    refused = called.refused or {}
    title = f"Nobody was dialled: {refused['code']}, allowed again {refused['next_allowed_at'] or 'never by itself'}"
    table = Table(title=title, title_justify="left")
    for column in ("code", "why", "source", "until"):
        table.add_column(column, overflow="fold")
    for reason in refused["reasons"]:
        table.add_row(reason["code"], reason["detail"], reason["source"], str(reason["until"] or "—"))
    return table


def _part(part: dict[str, object]) -> str:
    because = f" {part['because']}" if part.get("because") else ""
    turns = part.get("turns")
    return f"{part['points']}{because}{f' (turns {turns})' if turns else ''}"


def _or_dash(value: object) -> str:
    return "—" if value is None else str(value)
