"""A result in words and bars, for the person whose it is: help first where it is needed."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from markupsafe import Markup

from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.domain.scoring.support import Line
from functions.hr.pages.layout import button, form
from functions.hr.pages.wording import Wording, capital, day, number
from functions.hr.schemas.assessments import ChangeView, OwnAssessment
from functions.hr.schemas.results import SubscaleScore, SupportBlock
from shared.core.html import Child, tag

SEEN = "who_can_see"
DRIVER_BANDS = ("attention", "fair", "strength")


def told(one: OwnAssessment, lines: Sequence[Line], zone: tzinfo, say: Wording) -> Iterator[Child]:
    """The parts of the page, in the order in which they are read."""
    if one.support:
        yield _support(one.support, say)
    yield tag("p", say("result.lead", day=day(one.created_at.astimezone(zone), say)), class_="lead")
    yield _burnout(one, say)
    yield _drivers([score for score in one.subscales if score.id in DRIVERS], say)
    yield _estimate(one, say)
    yield _notices(one, say)
    yield _help(lines, say)
    yield _ways_on(say)


def _support(block: SupportBlock, say: Wording) -> Markup:
    calls = [_call(line.number, line.name, say) for line in block.lines]
    heading = tag("h2", say("support.title"), id="support")
    listed = tag("ul", *calls, class_="calls") if calls else None
    return tag("section", heading, tag("p", block.text), listed, class_="support", aria_labelledby="support")


def _burnout(one: OwnAssessment, say: Wording) -> Markup:
    changes = {change.id: change for change in one.changes}
    scores = [score for score in one.subscales if score.id not in DRIVERS]
    rows = [_score(score, changes.get(score.id), say) for score in scores]
    return _section(
        "burnout",
        say,
        tag("p", say("burnout.lead")),
        tag("ul", *rows, class_="scores"),
        tag("p", say("burnout.bands"), class_="small"),
    )


def _score(score: SubscaleScore, change: ChangeView | None, say: Wording) -> Markup:
    name = tag("strong", capital(score.name))
    if score.score is None:
        return tag("li", name, tag("p", _reason(score, say)))
    band = tag("span", say(f"band.{score.band}"), class_=f"band {score.band}")
    figure = tag("p", band, " ", say("score", score=number(score.score, say)), class_="figure")
    return tag("li", name, figure, _bar(score.score), _change(change, say))


def _drivers(scores: Sequence[SubscaleScore], say: Wording) -> Markup | None:
    if all(score.score is None for score in scores):
        return None
    groups = [
        tag("div", tag("h3", say(f"drivers.{band}")), tag("ul", *rows, class_="scores short"))
        for band in DRIVER_BANDS
        if (rows := [_driver(score, say) for score in scores if score.band == band])
    ]
    missing = [capital(score.name) for score in scores if score.score is None]
    unknown = tag("p", tag("strong", say("drivers.unknown"), ": "), ", ".join(missing), ".") if missing else None
    return _section("drivers", say, tag("p", say("drivers.lead")), *groups, unknown)


def _driver(score: SubscaleScore, say: Wording) -> Markup:
    value = score.score or 0.0
    figure = tag("span", say("score", score=number(value, say)), class_="figure")
    return tag("li", tag("span", capital(score.name)), " ", figure, _bar(value))


def _estimate(one: OwnAssessment, say: Wording) -> Markup:
    if one.probabilities is None or one.model is None:
        return _section("estimate", say, tag("p", say(f"estimate.{one.probabilities_reason}")))
    turnover = next(each for each in one.explanations if each.output == "turnover_intention")
    basis = "estimate.basis.local" if turnover.calibration == "local" else "estimate.basis"
    return _section(
        "estimate",
        say,
        tag("p", turnover.text) if turnover.text else None,
        tag("p", say(basis, version=one.model.version), class_="small"),
        tag("p", say("estimate.demonstration"), class_="small") if one.probabilities.burnout else None,
        form("objection", say, tag("p", button(say("estimate.object"), kind="second"), class_="actions")),
    )


def _notices(one: OwnAssessment, say: Wording) -> Markup:
    seen = [notice.text for notice in one.notices if notice.code == SEEN]
    others = [tag("li", notice.text) for notice in one.notices if notice.code != SEEN]
    return Markup().join(
        [
            _section("notices", say, tag("ul", *others, class_="plain")),
            _section("seen", say, *[tag("p", text) for text in seen]),
        ]
    )


def _help(lines: Sequence[Line], say: Wording) -> Markup:
    calls = [_call(line.number, line.name[say.locale], say) for line in lines]
    return _section("help", say, tag("p", say("help.lead")), tag("ul", *calls, class_="calls") if calls else None)


def _ways_on(say: Wording) -> Markup:
    correct = tag("a", say("rights.correct"), href=f"questions?step=1&lang={say.locale}", class_="button second")
    rights = tag("a", say("rights.go"), href=f"rights?lang={say.locale}", class_="button second")
    return tag("p", correct, rights, class_="actions")


def _call(digits: str, name: str, say: Wording) -> Markup:
    link = tag("a", say("support.call", number=digits), href=f"tel:{digits}", class_="button call")
    return tag("li", tag("span", name), link)


def _section(name: str, say: Wording, *content: Child) -> Markup:
    return tag("section", tag("h2", say(f"{name}.title"), id=name), *content, class_="card", aria_labelledby=name)


def _reason(score: SubscaleScore, say: Wording) -> str:
    return say(f"reason.{score.reason}", answered=score.answered, of=score.of)


def _change(change: ChangeView | None, say: Wording) -> Markup | None:
    if change is None:
        return None
    points = number(abs(change.points), say)
    sign = "+" if change.points > 0 else "\u2212" if change.points < 0 else ""
    return tag("p", say("change.clear" if change.clear else "change", points=f"{sign}{points}"), class_="small")


def _bar(value: float) -> Markup:
    """A bar for the eye alone: the figure stands beside it."""
    return tag("meter", value=str(value), min=0, max=100, aria_hidden="true")
