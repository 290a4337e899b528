"""The risk matrix as a table: colours for the eye, numbers and words for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from functions.hr.domain.teams.matrix import Level, Risk
from functions.hr.pages.wording import Wording
from functions.hr.schemas.teams import Cell
from shared.core.html import tag

STEPS = range(1, 6)


@dataclass(frozen=True)
class Mark:
    """What stands in a cell: a sign to look at, and what is read out for it."""

    sign: str
    text: str


Marks = Mapping[tuple[int, int], Sequence[Mark]]
"""By likelihood and impact."""


def matrix(marks: Marks, say: Wording) -> Markup:
    """The matrix with its legend; likelihood upwards, impact to the right."""
    corner = tag("td", class_="axis"), tag("td", class_="step")
    heads = [tag("th", _axis("impact", step, say), scope="col") for step in STEPS]
    rows = [_row(likelihood, marks, say) for likelihood in reversed(STEPS)]
    table = tag(
        "table",
        tag("caption", say("matrix.caption")),
        tag(
            "thead",
            tag("tr", *corner, tag("th", say("matrix.impact"), colspan=len(STEPS), scope="colgroup")),
            tag("tr", *corner, *heads),
        ),
        tag("tbody", *rows),
        class_="matrix",
    )
    return table + _legend(say)


def standing(cell: Cell, say: Wording) -> Markup:
    """A cell in words."""
    words = say("matrix.cell", likelihood=cell.likelihood, impact=cell.impact, score=cell.score)
    return tag("span", level(cell.level, say), " ", words)


def level(name: Level, say: Wording) -> Markup:
    """A level on its colour."""
    return tag("span", say(f"level.{name}"), class_=f"band {name}")


def _row(likelihood: int, marks: Marks, say: Wording) -> Markup:
    axis = None
    if likelihood == STEPS[-1]:
        name = tag("span", say("matrix.likelihood"))
        axis = tag("th", name, rowspan=len(STEPS), scope="rowgroup", class_="axis")
    head = tag("th", _axis("likelihood", likelihood, say), scope="row", class_="step")
    return tag("tr", axis, head, *[_cell(Risk(likelihood, impact), marks, say) for impact in STEPS])


def _cell(risk: Risk, marks: Marks, say: Wording) -> Markup:
    here = marks.get((risk.likelihood, risk.impact), ())
    word = tag("span", " ", say(f"level.{risk.level}"), class_="word")
    signs = [
        (tag("span", one.sign, class_="mark", aria_hidden="true"), tag("span", ". ", one.text, class_="sr"))
        for one in here
    ]
    return tag(
        "td",
        tag("span", str(risk.score), class_="product"),
        word,
        *signs,
        class_=f"{risk.level} here" if here else risk.level,
    )


def _axis(name: str, step: int, say: Wording) -> list[Markup | str]:
    return [tag("span", say(f"matrix.{name}"), " ", class_="sr"), str(step)]


def _legend(say: Wording) -> Markup:
    rows: dict[Level, list[int]] = {}
    for likelihood in STEPS:
        for impact in STEPS:
            risk = Risk(likelihood, impact)
            rows.setdefault(risk.level, []).append(risk.score)
    ordered = sorted(rows.items(), key=lambda row: min(row[1]))
    items = [
        tag("li", say("level.range", level=say(f"level.{name}"), least=min(scores), most=max(scores)), class_=name)
        for name, scores in ordered
    ]
    return tag("ul", *items, class_="legend", aria_label=say("matrix.legend"))
