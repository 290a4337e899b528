"""What the demo shows: the risk matrix, the teams with what is withheld, and what one person is told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from functions.hr.domain.teams.matrix import Risk
from local.cli.demos.hr.people import Person
from local.cli.stack_file import Account

COMPANY = "the company"
STYLES = {"low": "green", "moderate": "yellow", "high": "red", "critical": "bold red"}
KINDS = {"burnout": "●", "turnover": "○"}
LEVELS = range(1, 6)
WHY = {
    "too_few": "fewer than five people answered",
    "would_isolate": "with what is told already, it would single out fewer than five people",
}

Report = Mapping[str, Any]


def matrix(reports: Mapping[str, Report]) -> Table:
    """Likelihood upwards, impact to the right; who stands where."""
    table = Table(title="Risk matrix: ● burnout, ○ turnover", title_justify="left", show_lines=True)
    table.add_column("likelihood", justify="center")
    for impact in LEVELS:
        table.add_column(f"impact {impact}", min_width=13)
    for likelihood in reversed(LEVELS):
        table.add_row(str(likelihood), *(_cell(reports, Risk(likelihood, impact)) for impact in LEVELS))
    return table


def _cell(reports: Mapping[str, Report], risk: Risk) -> Text:
    here = [
        f"{mark} {name}"
        for name, report in reports.items()
        for kind, mark in KINDS.items()
        if (cell := (report["riskMatrix"] or {}).get(kind))
        and (cell["likelihood"], cell["impact"]) == (risk.likelihood, risk.impact)
    ]
    return Text("\n".join([f"{risk.score} {risk.level}", *here]), style=STYLES[risk.level] if here else "dim")


def table(reports: Mapping[str, Report]) -> Table:
    """What is told of each team, or why nothing is."""
    shown = Table(title="Teams", title_justify="left", show_lines=True)
    for column in ("team", "answered", "burnout", "turnover", "viability", "what the company can change"):
        shown.add_column(column)
    for name, report in reports.items():
        if report["status"] != "released":
            reason = report["reason"]
            shown.add_row(name, "", "", "", "", f"withheld, {reason}: {WHY.get(reason, '')}")
            continue
        shown.add_row(
            name,
            f"{report['respondents']} people, {report['participation']} %",
            _risk(report, "burnout"),
            _risk(report, "turnover"),
            f"{report['viabilityScore']} of 100",
            "\n".join(f"{one['driver']}: {one['description']}" for one in report["recommendations"]),
        )
    return shown


def _risk(report: Report, kind: str) -> str:
    cell = report["riskMatrix"][kind]
    return f"{cell['score']} {cell['level']}" if cell else f"withheld, {report['riskMatrix']['turnoverReason']}"


def announced(events: Sequence[Mapping[str, Any]], reports: Mapping[str, Report]) -> Text:
    """What the other agents heard."""
    names = {report["teamId"]: name for name, report in reports.items()}
    lines = [f"{one['type']}: {_facts(one['data'], names)}" for one in events]
    return Text(
        "\n".join(["What the other agents heard, and all of it:", *lines]) if lines else "Nothing was announced."
    )


def page(link: Report, admin: Account) -> str:
    """Where the same is looked at in a browser; a line of its own, so that no terminal breaks the address."""
    return f"# The teams in a browser, as {admin.email}, once and within ten minutes:\n# {link['url']}"


def _facts(data: Mapping[str, Any], names: Mapping[str, str]) -> str:
    known = {"team_id": names.get(data["team_id"], data["team_id"])}
    return ", ".join(f"{name} {value}" for name, value in {**data, **known}.items())


def own_result(person: Person, told: Mapping[str, Any]) -> RenderableType:
    """What a person is told at once, and nobody else."""
    return Panel(Group(*_parts(told)), title=f"Only {person.name} sees this ({person.locale})", title_align="left")


def _parts(told: Mapping[str, Any]) -> Iterator[RenderableType]:
    if told["support"]:
        lines = [f"{line['number']} {line['name']}" for line in told["support"]["lines"]]
        yield Text("\n".join([told["support"]["text"], *lines, ""]), style="bold")
    scores = Table(box=None)
    for column in ("", "of 100", ""):
        scores.add_column(column, justify="right" if column else "left")
    for one in told["subscales"]:
        if one["score"] is not None:
            scores.add_row(one["name"], f"{one['score']:.1f}", one["band"])
    yield scores
    for name, estimate in (told["probabilities"] or {}).items():
        if estimate and estimate["evidence"] == "none":
            yield Text(f"\n{name}: {estimate['p']:.0%}, a figure without evidence ({estimate['basis']})", style="dim")
    for explanation in told["explanations"]:
        if explanation["text"]:
            yield Text(f"\n{explanation['text']}")
    for notice in told["notices"]:
        yield Text(f"\n{notice['text']}", style="dim")
