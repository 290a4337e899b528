"""The company and its teams as a list, with where each of them stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from functions.hr.domain.teams.matrix import Level
from functions.hr.pages.teams.matrix import Mark, matrix
from functions.hr.pages.teams.reasons import why, withheld
from functions.hr.pages.wording import Wording
from functions.hr.schemas.stories import Listing, Standing
from functions.hr.schemas.teams import Overview
from shared.core.html import Child, tag

ORDER: tuple[Level, ...] = ("critical", "high", "moderate", "low")


def listed(found: Listing, say: Wording, *, is_first: bool) -> Iterator[Child]:
    """The parts of the page, in the order in which they are read."""
    standings = sorted(found.teams.items, key=_by_risk)
    yield tag("p", say("teams.lead"), class_="lead")
    yield _company(found, say)
    if not standings:
        yield tag("p", say("teams.none"))
        return
    yield _heat(standings, say)
    items = [_team(one, say) for one in standings]
    heading = tag("h2", say("teams.list"), id="list")
    yield tag("section", heading, tag("ul", *items, class_="teams"), class_="card", aria_labelledby="list")
    yield _ways_on(found.teams.next_cursor, say, is_first=is_first)


def address(team: object, say: Wording) -> str:
    """Of the page of a team, or of the ``company``."""
    return f"teams?team={team}&lang={say.locale}"


def members(count: int, say: Wording) -> str:
    """How many are in a team."""
    return say("teams.members.one") if count == 1 else say("teams.members", count=count)


def _by_risk(one: Standing) -> tuple[int, str]:
    matrix = one.report.risk_matrix if one.report else None
    return -(matrix.burnout.score if matrix else 0), one.team.name.casefold()


def _company(found: Listing, say: Wording) -> Markup:
    reason = why(None, found.company)
    told = withheld(reason, found.smallest_group, say) if reason else _facts(found.overview, say)
    levels = [
        tag("span", say(f"level.{name}"), f" {count}", class_=f"band {name}")
        for name in ORDER
        if (count := found.overview.teams_by_level.get(name, 0))
    ]
    return tag(
        "section",
        tag("h2", say("company.title"), id="company"),
        told,
        tag("p", say("teams.title"), ": ", *levels) if levels else None,
        tag("p", tag("a", say("company.go"), href=address("company", say))),
        class_="card",
        aria_labelledby="company",
    )


def _facts(overview: Overview, say: Wording) -> Markup:
    mean = say("withheld") if overview.work_mean is None else say("score", score=overview.work_mean)
    facts = [
        _fact(say("company.mean"), mean),
        _fact(say("company.participation"), f"{overview.participation} %"),
    ]
    return tag("dl", *facts, class_="facts")


def _fact(name: str, value: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value))


def _heat(standings: Sequence[Standing], say: Wording) -> Markup | None:
    names: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in standings:
        if one.report and one.report.risk_matrix:
            cell = one.report.risk_matrix.burnout
            names[cell.likelihood, cell.impact].append(one.team.name)
    if not names:
        return None
    marks = {place: [_counted(here, say)] for place, here in names.items()}
    heading = tag("h2", say("teams.heat.title"), id="heat")
    return tag("section", heading, matrix(marks, say), class_="card wide", aria_labelledby="heat")


def _counted(names: Sequence[str], say: Wording) -> Mark:
    key = "teams.heat.one" if len(names) == 1 else "teams.heat.here"
    return Mark(str(len(names)), say(key, count=len(names), names=", ".join(names)))


def _team(one: Standing, say: Wording) -> Markup:
    link = tag("a", one.team.name, href=address(one.team.team_id, say))
    size = tag("span", members(one.team.members, say), class_="small")
    return tag("li", link, tag("p", *_chips(one, say), size, class_="chips"))


def _chips(one: Standing, say: Wording) -> Iterator[Markup]:
    reason = why(one.team, one.report)
    if reason:
        yield tag("span", say(f"chip.{reason}"), class_="chip")
    elif one.report and one.report.risk_matrix:
        found = one.report.risk_matrix
        for kind, cell in (("burnout", found.burnout), ("turnover", found.turnover)):
            if cell:
                text = f"{say(f'kind.{kind}')}: {say(f'level.{cell.level}')}, {cell.score}"
                yield tag("span", text, class_=f"band {cell.level}")


def _ways_on(cursor: str | None, say: Wording, *, is_first: bool) -> Markup | None:
    first = None if is_first else tag("a", say("teams.first"), href=f"teams?lang={say.locale}", class_="button second")
    more = None
    if cursor:
        more = tag("a", say("teams.more"), href=f"teams?cursor={cursor}&lang={say.locale}", class_="button second")
    return tag("p", first, more, class_="actions") if first or more else None
