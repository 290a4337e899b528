"""What may be told of one team, or of the company: its matrix first, then what can be changed, then the figures."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from markupsafe import Markup

from functions.hr.domain.instruments.catalogue import published
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.pages.layout import button, form
from functions.hr.pages.teams.listing import members
from functions.hr.pages.teams.matrix import Mark, level, matrix, standing
from functions.hr.pages.teams.reasons import why, withheld
from functions.hr.pages.wording import Wording, capital, day, texts
from functions.hr.schemas.stories import Story, TimeTold
from functions.hr.schemas.teams import Cell, Mean, RiskReport
from shared.core.html import Child, tag

KINDS = ("burnout", "turnover")
BANDS = ("attention", "fair", "strength")
AN_INSTANT = timedelta(microseconds=1)


def told(story: Story, zone: tzinfo, say: Wording) -> Iterator[Child]:
    """The parts of the page, in the order in which they are read."""
    back = tag("a", say("teams.all"), href=f"teams?lang={say.locale}")
    yield tag("p", back, class_="back")
    if story.team:
        yield tag("p", members(story.team.members, say), class_="small")
    yield _now(story, zone, say)
    report = story.told
    if report:
        yield from _report(report, story, say)
    yield _waves(story.waves, zone, say) if story.waves else None
    yield _section("limits", say, tag("p", say("limits.lead")))


def _now(story: Story, zone: tzinfo, say: Wording) -> Markup:
    """Of the current wave: what was evaluated, or why nothing is shown, and the button that evaluates."""
    reason = why(story.team, story.now)
    lines: list[Child] = []
    if reason:
        lines.append(withheld(reason, story.smallest_group, say))
    if reason and story.now and story.now.evaluated_at:
        lines.append(tag("p", say("story.tried", day=_day(story.now.evaluated_at, zone, say)), class_="small"))
    if reason and story.told:
        lines.append(tag("p", say("story.earlier")))
    if story.told:
        lines.append(
            tag("p", say("story.wave", days=_days(story.waves[0], zone, say)), ". ", _evaluated(story.told, zone, say))
        )
        lines += [tag("p", say(f"story.{name}")) for name in _warnings(story.told)]
    return tag("div", *lines, None if reason == "small" else _evaluate(story, say), class_="card")


def _warnings(report: RiskReport) -> Iterator[str]:
    if report.stale:
        yield "stale"
    if "mixed_locales" in report.warnings:
        yield "mixed_locales"


def _evaluated(report: RiskReport, zone: tzinfo, say: Wording) -> str:
    at = _day(report.evaluated_at, zone, say) if report.evaluated_at else ""
    return say(
        "story.evaluated",
        day=at,
        respondents=str(report.respondents).replace("-", "\u2013"),
        participation=report.participation,
    )


def _evaluate(story: Story, say: Wording) -> Markup:
    team = tag("input", type="hidden", name="team", value=str(story.team.team_id) if story.team else "company")
    lead = tag("p", say("story.evaluate.lead"), class_="small", id="evaluating")
    go = button(say("story.evaluate"), kind="second", aria_describedby="evaluating")
    return form("teams", say, team, lead, tag("p", go))


def _report(report: RiskReport, story: Story, say: Wording) -> Iterator[Child]:
    yield _matrix(report, story.smallest_group, say)
    yield _scenarios(report, say)
    yield _advice(report, say)
    yield _burnout(report, story.smallest_group, say)
    yield _drivers(report, story.smallest_group, say)


def _matrix(report: RiskReport, k: int, say: Wording) -> Markup | None:
    found = report.risk_matrix
    if found is None:
        return None
    cells: dict[str, Cell | None] = {"burnout": found.burnout, "turnover": found.turnover}
    marks: dict[tuple[int, int], list[Mark]] = {}
    for kind, cell in cells.items():
        if cell:
            mark = Mark(say(f"kind.{kind}.mark"), say(f"kind.{kind}"))
            marks.setdefault((cell.likelihood, cell.impact), []).append(mark)
    lines = [_line(kind, cell, found.turnover_reason, k, say) for kind, cell in cells.items()]
    how = [tag("p", say(f"matrix.how.{kind}")) for kind in KINDS]
    return _section(
        "matrix",
        say,
        tag("ul", *lines, class_="plain"),
        matrix(marks, say),
        tag("p", say("viability", score=report.viability_score)),
        tag("details", tag("summary", say("matrix.how")), *how),
        class_="card wide",
    )


def _line(kind: str, cell: Cell | None, reason: str | None, k: int, say: Wording) -> Markup:
    sign = tag("span", say(f"kind.{kind}.mark"), class_="mark", aria_hidden="true")
    name = tag("strong", say(f"kind.{kind}"), ": ")
    if cell:
        return tag("li", sign, name, standing(cell, say))
    return tag("li", sign, name, say("withheld"), ". ", say(f"withheld.{reason}", k=k))


def _scenarios(report: RiskReport, say: Wording) -> Markup | None:
    rows = [tag("li", level(one.level, say), " ", say(f"scenario.{one.scenario}")) for one in report.risk_scenarios]
    return _section("scenarios", say, tag("ul", *rows, class_="plain")) if rows else None


def _advice(report: RiskReport, say: Wording) -> Markup:
    if not report.recommendations:
        return _section("advice", say, tag("p", say("advice.none")))
    means = {one.id: one.mean for one in report.subscales}
    rows = [
        tag("li", tag("strong", _name(one.driver, say), _of_100(means.get(one.driver), say)), one.description)
        for one in report.recommendations
    ]
    return _section("advice", say, tag("p", say("advice.lead")), tag("ol", *rows, class_="advice"))


def _of_100(mean: int | None, say: Wording) -> str:
    return "" if mean is None else f" ({say('score', score=mean)})"


def _burnout(report: RiskReport, k: int, say: Wording) -> Markup:
    rows = [_mean(one, k, say) for one in report.subscales if one.id not in DRIVERS]
    shares = report.composition
    composition = None
    if shares:
        text = say("means.shares", below=shares.below_50, middle=shares.from_50, high=shares.from_75)
        composition = tag("p", text, class_="small")
    lead = tag("p", say("means.burnout.lead"))
    return _section("means.burnout", say, lead, tag("ul", *rows, class_="scores short"), composition)


def _drivers(report: RiskReport, k: int, say: Wording) -> Markup:
    found = [one for one in report.subscales if one.id in DRIVERS]
    if not found:
        return _section("means.drivers", say, tag("p", say("means.drivers.none")))
    groups = [
        tag(
            "div",
            tag("h3", say(f"drivers.{band}")),
            tag("ul", *[_mean(one, k, say) for one in these], class_="scores short"),
        )
        for band in BANDS
        if (these := sorted((one for one in found if one.band == band), key=lambda one: one.mean or 0))
    ]
    hidden = [_mean(one, k, say) for one in found if one.mean is None]
    withheld = tag("div", tag("h3", say("withheld")), tag("ul", *hidden, class_="scores short")) if hidden else None
    return _section("means.drivers", say, tag("p", say("means.drivers.lead")), *groups, withheld)


def _mean(one: Mean, k: int, say: Wording) -> Markup:
    name = tag("span", _name(one.id, say))
    if one.mean is None:
        return tag("li", name, " ", tag("span", say(f"withheld.{one.reason}", k=k), class_="small"))
    figure = tag("span", say("score", score=one.mean), class_="figure")
    return tag("li", name, " ", figure, tag("meter", value=one.mean, min=0, max=100, aria_hidden="true"))


def _waves(waves: Sequence[TimeTold], zone: tzinfo, say: Wording) -> Markup:
    heads = [tag("th", say(f"trend.{name}"), scope="col") for name in ("wave", "mean", "risk")]
    table = tag(
        "table",
        tag("caption", say("trend.caption")),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *[_time(one, zone, say) for one in waves]),
        class_="waves",
    )
    return _section("trend", say, table, tag("p", say("trend.one"), class_="small") if len(waves) == 1 else None)


def _time(one: TimeTold, zone: tzinfo, say: Wording) -> Markup:
    head = tag("th", capital(_days(one, zone, say)), scope="row")
    if one.score is None or one.level is None:
        return tag("tr", head, tag("td", say("trend.apart"), colspan=2, class_="small"))
    mean: Child = say("withheld")
    if one.work_mean is not None:
        bar = tag("meter", value=one.work_mean, min=0, max=100, aria_hidden="true")
        mean = [str(one.work_mean), tag("span", bar, class_="gauge")]
    return tag(
        "tr",
        head,
        tag("td", mean),
        tag("td", tag("span", say(f"level.{one.level}"), class_=f"band {one.level}"), f" {one.score}"),
    )


def _days(one: TimeTold, zone: tzinfo, say: Wording) -> str:
    """From the first day to the last; a month is named once."""
    opens, last = one.opens_at.astimezone(zone), (one.closes_at - AN_INSTANT).astimezone(zone)
    is_short = (opens.year, opens.month) == (last.year, last.month)
    return say("days", opens=opens.day if is_short else day(opens, say), closes=day(last, say))


def _day(at: datetime, zone: tzinfo, say: Wording) -> str:
    return day(at.astimezone(zone), say)


def _name(subscale: str, say: Wording) -> str:
    """How a subscale is called; every version of an instrument has the same names."""
    if f"driver.{subscale}" in texts():
        return say(f"driver.{subscale}")
    found = (one for each in published().instruments for one in each.subscales if one.id == subscale)
    name = next(found).name[say.locale]
    return capital(name)


def _section(name: str, say: Wording, *content: Child, class_: str = "card") -> Markup:
    heading = tag("h2", say(f"{name}.title"), id=name)
    return tag("section", heading, *content, class_=class_, aria_labelledby=name)
