"""What the pages about teams show: released results alone, or honestly why there are none; never a person."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from functions.hr.domain.teams.matrix import Risk
from tests.functions.hr.pages.visitor import Visitor
from tests.functions.hr.teams.company import CALM, HEAVY, Company

PAGE = "/hr/overview/page"
TABLES = ("team_results", "release_ledger", "team_alarms", "events_log", "hr_audit", "view_log", "waves")


@pytest.fixture
def eva(firm: Company) -> Visitor:
    """Somebody who sits before the pages."""
    visitor = Visitor(firm.link().json["url"], PAGE)
    visitor.begin()
    return visitor


def shown(eva: Visitor, team: UUID | str = "", lang: str = "es") -> str:
    """A page as text, without its style."""
    reply = eva.get("/teams", f"team={team}&lang={lang}" if team else f"lang={lang}")
    assert reply.status == 200, reply.body
    body = reply.body.partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def evaluate(eva: Visitor, team: UUID | str, lang: str = "es") -> str:
    """What is shown after the button was pressed."""
    reply = eva.post("/teams", team=team, lang=lang)
    assert (reply.status, reply.headers["location"]) == (303, f"teams?team={team}&lang={lang}")
    return shown(eva, team, lang)


def pass_wave(firm: Company, days: int = 40) -> None:
    """Let everything so far be of earlier waves."""
    moved = timedelta(days=days)
    firm.clinic.change(
        "UPDATE waves SET opens_at = opens_at - %s, closes_at = closes_at - %s WHERE company_id = %s",
        moved,
        moved,
        firm.clinic.company_id,
    )
    firm.clinic.change(
        "UPDATE hr_audit SET at = at - %s WHERE company_id = %s AND action = 'team.evaluated'",
        moved,
        firm.clinic.company_id,
    )


def test_a_matrix_has_every_cell_in_words_and_marks_where_the_team_is(eva: Visitor, firm: Company) -> None:
    firm.answered(5, HEAVY)
    team = firm.team("Recepción", range(1, 6))
    text = evaluate(eva, team, "en")
    assert "Burnout: Critical likelihood 5 \u00d7 impact 5 = 25" in text
    assert "Intention to leave: Not shown. Fewer than 5 people count" in text
    body = eva.get("/teams", f"team={team}&lang=en").body
    cells = re.findall(r'<td class="(\w+)( here)?"><span class="product">(\d+)</span><span class="word"> (\w+)', body)
    places = [Risk(likelihood, impact) for likelihood in (5, 4, 3, 2, 1) for impact in (1, 2, 3, 4, 5)]
    assert [(level, int(score), word.lower()) for level, _, score, word in cells] == [
        (risk.level, risk.score, risk.level) for risk in places
    ]
    assert [bool(here) for _, here, _, _ in cells] == [risk.score == 25 for risk in places]
    assert body.count('scope="row"') >= 5
    assert body.count('scope="col"') >= 5


def test_a_page_shows_what_the_api_tells(eva: Visitor, firm: Company) -> None:
    firm.answered(6, CALM)
    team = firm.team("Jardín", range(1, 7))
    text = evaluate(eva, team, "en")
    told = firm.evaluate(team, locale="en")
    assert told["status"] == "released"
    assert f"Viability: {told['viabilityScore']} of 100" in text
    assert f"Evaluated on {told['evaluatedAt'][8:10].lstrip('0')}" in text
    assert "5\u20139 people answered; participation: 100%" in text
    for mean in told["subscales"]:
        assert mean["mean"] is None or f"{mean['mean']} of 100" in text
    assert len(firm.clinic.rows("team_results")) == 1


def test_looking_evaluates_nothing_and_leaves_no_trace(eva: Visitor, firm: Company) -> None:
    firm.answered(5)
    team = firm.team("cinco", range(1, 6))
    before = {table: firm.clinic.rows(table) for table in TABLES}
    for page in ("", team, "company"):
        assert "Aún no se ha evaluado" in shown(eva, page)
    assert {table: firm.clinic.rows(table) for table in TABLES} == before


def test_nobody_is_named(eva: Visitor, firm: Company) -> None:
    firm.answered(6, HEAVY)
    firm.clinic.change("UPDATE users SET name = 'Persona Secreta' WHERE company_id = %s", firm.clinic.company_id)
    team = firm.team("seis", range(1, 7), ownerId=str(firm.people[0].id))
    evaluate(eva, team)
    told = "".join(eva.get("/teams", query).body for query in ("lang=es", f"team={team}&lang=es", "team=company"))
    for person in [firm.boss, *firm.people]:
        assert str(person.id) not in told
    assert "Persona Secreta" not in told
    assert "x.example" not in told


def test_what_is_withheld_says_why(eva: Visitor, firm: Company) -> None:
    assert "Nadie ha respondido todavía" in shown(eva, "company")
    firm.answered(11)
    firm.silent(2)
    four = firm.team("cuatro", range(1, 5))
    few = firm.team("pocos", [1, 2, 3, 12, 13])
    six = firm.team("seis", range(1, 7))
    seven = firm.team("siete", range(1, 8))
    assert "El equipo tiene menos de cinco integrantes" in shown(eva, four)
    assert "Evaluar ahora" not in shown(eva, four)
    assert "Cuentan menos de 5 personas" in evaluate(eva, few)
    assert "Respondieron 5\u20139 personas" in evaluate(eva, six)
    assert "permitiría deducir algo de menos de 5 personas" in evaluate(eva, seven)
    listed = shown(eva)
    for chip in ("Equipo muy pequeño", "Muy pocas respuestas", "Señalaría a personas", "Desgaste: Bajo"):
        assert chip in listed
    firm.choose(7)
    assert "Cuentan menos de 7 personas" in shown(eva, few)


def test_what_changed_since_and_may_not_be_told_is_said(eva: Visitor, firm: Company) -> None:
    firm.answered(6)
    team = firm.team("seis", range(1, 7))
    evaluate(eva, team)
    firm.revoke(6)
    text = evaluate(eva, team)
    assert "Desde entonces cambiaron respuestas" in text
    assert "Respondieron 5\u20139 personas" in text


def test_the_company_is_shown_like_a_team(eva: Visitor, firm: Company) -> None:
    firm.answered(6)
    text = evaluate(eva, "company")
    assert "La empresa" in text
    assert "Ronda por ronda" in text
    assert re.search(r"Desgaste relacionado con el trabajo 2\d de 100 Participación 85 %", shown(eva))


def test_the_list_counts_teams_in_the_matrix_worst_first(eva: Visitor, firm: Company) -> None:
    firm.answered(5, CALM)
    firm.answered(10, HEAVY)
    for name, numbers in (("calmo", range(1, 6)), ("pesado", range(6, 11)), ("otro", range(11, 16))):
        evaluate(eva, firm.team(name, numbers))
    text = shown(eva)
    assert "2 equipos: otro, pesado" in text
    assert "1 equipo: calmo" in text
    assert text.rindex("otro") < text.rindex("pesado") < text.rindex("calmo")


def test_a_list_goes_on_beyond_its_page(eva: Visitor, firm: Company) -> None:
    firm.silent(1)
    for number in range(51):
        firm.team(f"equipo {number:02}", [1])
    body = eva.get("/teams").body
    assert "equipo 50" in body
    assert "equipo 00<" not in body
    following = re.search(r'href="teams\?(cursor=[^"]+)"', body)
    assert following
    more = eva.get("/teams", following[1].replace("&amp;", "&")).body
    assert "equipo 00<" in more
    assert "Volver a los primeros" in more


def test_waves_stand_beside_each_other_only_where_nobody_is_singled_out(eva: Visitor, firm: Company) -> None:
    firm.answered(5, CALM)
    same = firm.team("iguales", range(1, 6))
    assert "Con una sola ronda no hay con qué comparar" in evaluate(eva, same)
    pass_wave(firm)
    firm.answer_again(1, HEAVY)
    text = shown(eva, same)
    assert "Aún no se ha evaluado en esta ronda" in text
    assert "Lo que sigue es de una ronda anterior" in text
    assert "Sin evaluar" in shown(eva)
    for number in range(2, 6):
        firm.answer_again(number, HEAVY)
    text = evaluate(eva, same)
    assert re.search(r"Media Riesgo Del .* 71 Crítico 25 Del .* 29 Bajo 4", text), text


def test_a_wave_with_few_others_is_not_compared(eva: Visitor, firm: Company) -> None:
    firm.answered(6, CALM)
    team = firm.team("cambiante", range(1, 7))
    evaluate(eva, team)
    pass_wave(firm)
    for number in range(1, 6):
        firm.answer_again(number, HEAVY)
    text = evaluate(eva, team)
    assert "No se compara: entre las rondas llegaron o se fueron menos de cinco personas" in text


def test_a_hostile_name_is_a_text(eva: Visitor, firm: Company) -> None:
    firm.silent(5)
    team = firm.team("</title><script>alert(1)</script><b onclick='x'>", range(1, 6))
    for query in ("lang=es", f"team={team}&lang=es"):
        body = eva.get("/teams", query).body
        assert "<script" not in body
        assert "<b onclick" not in body
        assert "&lt;script&gt;" in body


@pytest.mark.parametrize("query", ["team=x", "team=", "cursor=!", "team=00000000-0000-0000-0000-000000000000"])
def test_what_is_no_team_is_refused_as_a_page(eva: Visitor, query: str) -> None:
    reply = eva.get("/teams", query)
    assert reply.status in {404, 422}
    assert reply.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("fields", [{}, {"team": "x"}], ids=str)
def test_a_form_that_is_not_ours_is_refused(eva: Visitor, fields: dict[str, str]) -> None:
    assert eva.post("/teams", **fields).status == 400
