"""When people are asked, and links for those who do not sign in."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from functions.hr.api.waves import create_wave, get_current_wave, invite_people, list_waves
from functions.hr.domain.entrances import ANSWERING
from functions.hr.domain.invitations import InvitationToken
from functions.hr.domain.scoring.waves import month_of
from functions.hr.providers.rooms import Rooms
from functions.hr.providers.sittings import sittings_of
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.session import company_transactions
from tests.functions.hr.clinic import CALM, Clinic, fields
from tests.lambdas import Reply, ask

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture
def boss(clinic: Clinic) -> Caller:
    return clinic.person(role=Role.ADMIN)


def set_wave(boss: Caller, opens: datetime, closes: datetime, **parts: Any) -> Reply:
    body = {"opensAt": opens.isoformat(), "closesAt": closes.isoformat(), **parts}
    return ask(create_wave, "POST", "/hr/waves", body=body, caller=boss)


def current(caller: Caller) -> Reply:
    return ask(get_current_wave, "GET", "/hr/waves/current", caller=caller)


def test_without_a_wave_it_is_the_calendar_month_where_the_company_is(clinic: Clinic) -> None:
    clinic.change("UPDATE companies SET time_zone = 'Pacific/Auckland' WHERE id = %s", clinic.company_id)
    wave = current(clinic.person()).json
    month = month_of(utc_now(), ZoneInfo("Pacific/Auckland"))
    assert datetime.fromisoformat(wave["opensAt"]) == month.opens
    assert datetime.fromisoformat(wave["closesAt"]) == month.closes
    assert (wave["configured"], wave["questionnaires"], wave["k"]) == (False, ["core@1"], 5)
    (row,) = clinic.rows("waves")
    assert len(bytes(row["ledger_salt"])) == 32


def test_a_wave_that_was_set_is_the_only_one(clinic: Clinic, boss: Caller) -> None:
    made = set_wave(boss, NOW - DAY, NOW + 20 * DAY, k=7)
    assert (made.status, made.json["open"], made.json["k"]) == (201, True, 7)
    assert current(boss).json["waveId"] == made.json["waveId"]
    person = clinic.person("assessment")
    assert clinic.submit(CALM, person).json["waveId"] == made.json["waveId"]
    listed = ask(list_waves, "GET", "/hr/waves", caller=boss).json["items"]
    assert [wave["waveId"] for wave in listed] == [made.json["waveId"]]


@pytest.mark.parametrize(("opens", "status"), [(27, 409), (28, 201)])
def test_people_are_asked_again_after_28_days(boss: Caller, opens: int, status: int) -> None:
    set_wave(boss, NOW, NOW + 10 * DAY)
    assert set_wave(boss, NOW + opens * DAY, NOW + 60 * DAY).status == status


@pytest.mark.parametrize(("opens", "status"), [(33, 409), (32, 201)])
def test_nor_is_one_put_too_closely_before_another(boss: Caller, opens: int, status: int) -> None:
    set_wave(boss, NOW + 60 * DAY, NOW + 70 * DAY)
    assert set_wave(boss, NOW + opens * DAY, NOW + 50 * DAY).status == status


def test_a_wave_does_not_begin_in_the_middle_of_a_month_that_was_answered(clinic: Clinic, boss: Caller) -> None:
    clinic.answered()
    assert set_wave(boss, NOW, NOW + 400 * DAY / 20).status == 409


@pytest.mark.parametrize("k", [3, 4, 11, 0])
def test_groups_are_never_smaller_than_five(boss: Caller, k: int) -> None:
    assert set_wave(boss, NOW, NOW + DAY, k=k).status == 422


def test_a_wave_that_is_over_is_not_set(boss: Caller) -> None:
    assert fields(set_wave(boss, NOW - 2 * DAY, NOW - DAY)) == [("/closesAt", "past")]


@pytest.mark.parametrize("function", [create_wave, list_waves, invite_people])
def test_waves_and_invitations_are_for_who_keeps_teams(clinic: Clinic, function: Any) -> None:
    path = function.trigger.path
    assert ask(function, function.trigger.method, path, raw="{}", caller=clinic.person()).status == 403


def invite(boss: Caller, *members: UUID, **parts: Any) -> Reply:
    body = {"memberIds": [str(member) for member in members], **parts}
    return ask(invite_people, "POST", "/hr/invitations", body=body, caller=boss)


def redeemed(url: str) -> UUID:
    """Whom a link lets in, once."""
    token = InvitationToken.parse(url.partition("#")[2])
    with company_transactions()(token.company_id)() as session:
        return sittings_of(ANSWERING, Rooms(session, token.company_id, utc_now)).redeem(token)


def test_a_link_lets_one_person_in_once(clinic: Clinic, boss: Caller) -> None:
    ana, ben = clinic.person(), clinic.person()
    made = invite(boss, ana.id, ben.id, ana.id)
    assert made.status == 201, made.body
    links = {one["userId"]: one["url"] for one in made.json["invitations"]}
    assert set(links) == {str(ana.id), str(ben.id)}
    assert all(url.startswith("https://api.example.com/api/v1/hr/answer#") for url in links.values())
    assert redeemed(links[str(ana.id)]) == ana.id
    with pytest.raises(NotFound):
        redeemed(links[str(ana.id)])
    assert redeemed(links[str(ben.id)]) == ben.id


def test_the_secret_of_a_link_is_kept_nowhere(clinic: Clinic, boss: Caller) -> None:
    url = invite(boss, clinic.person().id).json["invitations"][0]["url"]
    (row,) = clinic.rows("invitations")
    assert row["token_hash"] == InvitationToken.parse(url.partition("#")[2]).digest
    assert row["token_hash"] not in url


def test_a_link_ends_by_time_and_by_the_next_one(clinic: Clinic, boss: Caller) -> None:
    ana = clinic.person()
    first, second = (invite(boss, ana.id).json["invitations"][0]["url"] for _ in range(2))
    with pytest.raises(NotFound):
        redeemed(first)
    clinic.change("UPDATE invitations SET expires_at = now() WHERE company_id = %s", clinic.company_id)
    with pytest.raises(NotFound):
        redeemed(second)


def test_nobody_of_elsewhere_is_invited(clinic: Clinic, other: Clinic, boss: Caller) -> None:
    replies = [invite(boss, clinic.person().id, user_id) for user_id in (other.person().id, new_id())]
    assert [fields(reply) for reply in replies] == [[("/memberIds", "unknown_member")]] * 2
    assert clinic.rows("invitations") == []


@pytest.mark.parametrize("text", ["", "astramech_invitation_", "astramech_invitation_AAAA", "astramech_key_AAAA"])
def test_what_is_no_link_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="another"):
        InvitationToken.parse(text)
