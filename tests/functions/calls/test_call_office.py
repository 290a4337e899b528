"""The desk and the office of a call as the voice uses them, on the database, the table and the objects of a stage."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pytest

from containers.media_stream.desk import CallOffice, CallsDesk
from containers.media_stream.ports import NotAdmitted, Opened
from functions.calls.api.calls import get_call
from functions.calls.api.compliance import stop_calls
from functions.calls.domain.conversation.actions import Action, HangUp, Language, Say
from functions.calls.domain.conversation.intents import Reading
from functions.calls.domain.conversation.observations import Connected, Pressed
from functions.calls.domain.conversation.state import StateName
from functions.calls.repository.register import RegisterRows
from functions.calls.schemas.voice import CallFacts
from functions.calls.service.conversation import ConductedCall, Snapshot
from functions.calls.service.lingering import LingeringCalls
from shared.core.errors import NotFound
from shared.core.invocation import Invocation
from shared.core.unit import unit
from shared.db.session import TenantSession
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import STREAM, THEIRS, Company
from tests.functions.calls.domain.conversation.telephone import said
from tests.functions.calls.talking import BOGOTA, EVERY_DAY, lawful_call, office_of, opened, over, run, sunday, talk
from tests.lambdas import ask


def test_a_wish_is_listed_though_the_call_is_gone(hotel: Company) -> None:
    call_id = hotel.call()
    call = office_of(hotel, call_id)
    hotel.change("DELETE FROM call_streams")
    hotel.change("DELETE FROM call_sessions")
    call.suppress("do_not_call")
    (wish,) = hotel.rows("contact_suppressions")
    assert (wish["number"], wish["reason"], wish["said_in"]) == (THEIRS, "do_not_call", None)


def test_a_wish_takes_back_what_was_agreed_on(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)
    call = office_of(hotel, call_id)
    assert call.book(sunday())
    call.suppress("do_not_call")
    kept = hotel.row(call_id)
    assert (kept["outcome"], kept["meeting_at"]) == ("do_not_call", None)


def test_a_conversation_books_and_is_written_down_with_its_score(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)

    async def scenario() -> list[str]:
        desk = CallsDesk()
        call = await opened(hotel, call_id, desk)
        lines = await talk(call, "Sí", "Sí", "Sí", "Sí", "el primero", "sí")
        assert hotel.row(call_id)["meeting_at"]
        await desk.finish(call, over(engines=["embedded:a"]))
        return lines

    assert set(run(scenario())) == {"bye_meeting"}
    kept = hotel.row(call_id)
    assert (kept["outcome"], kept["score"] > 40, kept["transcript_key"] is not None) == ("meeting_booked", True, True)
    assert "call.policy_decided" in [kind for kind, _ in hotel.announced()]


def test_a_process_that_dies_after_the_booking_leaves_it_and_another_goes_on(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)

    async def scenario() -> None:
        call = await opened(hotel, call_id, CallsDesk())
        await talk(call, "Sí", "Sí", "Sí", "Sí", "el primero")
        conversation = call.conversation
        assert isinstance(conversation, ConductedCall)
        (at,) = conversation.snapshot.state.times
        office_of(hotel, call_id).book(at)  # stored, and the process is gone before it says so
        desk = CallsDesk()
        again = await opened(hotel, call_id, desk, because="resumed")
        assert (again.returned, hotel.row(call_id)["meeting_at"]) == ("resumed", at)
        assert isinstance(again.conversation, ConductedCall)
        assert again.conversation.snapshot == Snapshot.model_validate(conversation.snapshot.model_dump())
        lines = await again.conversation.observe(said("sí", 9000))
        assert {line.line for line in lines if isinstance(line, Say)} == {"bye_meeting"}
        await desk.finish(again, over())

    run(scenario())
    assert len([row for row in hotel.rows("call_sessions") if row["meeting_at"]]) == 1


def test_words_that_are_lost_lose_no_agreement(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)
    assert office_of(hotel, call_id).book(sunday())

    async def scenario() -> None:
        desk = CallsDesk()
        call = await opened(hotel, call_id, desk, because="resumed")  # and nothing was kept of the words
        await desk.finish(call, over(ending="hung_up"))

    run(scenario())
    kept = hotel.row(call_id)
    assert (kept["outcome"], kept["meeting_at"]) == ("meeting_booked", sunday())


def test_a_wish_that_was_owed_is_listed_before_the_conversation_is_written_down(hotel: Company) -> None:
    call_id = hotel.call(status="in-progress")

    async def scenario() -> None:
        desk = CallsDesk()
        call = await opened(hotel, call_id, desk)
        conversation = call.conversation
        assert isinstance(conversation, ConductedCall)
        conversation.snapshot = conversation.snapshot.model_copy(update={"unstored": "do_not_call"})
        await desk.finish(call, over())

    run(scenario())
    assert [wish["reason"] for wish in hotel.rows("contact_suppressions")] == ["do_not_call"]


def test_nine_is_on_the_list_before_it_is_confirmed(hotel: Company) -> None:
    call_id = hotel.call(status="in-progress")

    async def scenario() -> None:
        call = await opened(hotel, call_id, CallsDesk())
        await call.conversation.observe(Connected(at_ms=500))
        await call.conversation.observe(Pressed(digit="9", at_ms=900))
        assert [wish["reason"] for wish in hotel.rows("contact_suppressions")] == ["do_not_call"]

    run(scenario())


def test_a_token_is_good_once_and_for_its_own_company_only(hotel: Company, other: Company) -> None:
    call_id, theirs = hotel.call(), other.call()

    async def refused(**asked: str) -> bool:
        told = {"token": "", "call_id": str(call_id), "call_sid": hotel.row(call_id)["call_sid"]}
        try:
            await CallsDesk().open(**told | asked, stream_sid=STREAM)
        except NotAdmitted:
            return True
        return False

    async def scenario() -> list[bool]:
        token = hotel.token(call_id)
        return [
            await refused(token=token, call_id=str(theirs), call_sid=other.row(theirs)["call_sid"]),
            await refused(token=other.token(theirs)),
            await refused(token=token, call_id="no call"),
            await refused(token=token),
            await refused(token=token),
        ]

    assert run(scenario()) == [True, True, True, False, True]
    assert other.row(theirs)["streamed_at"] is None


def test_an_office_reaches_no_call_of_another_company(hotel: Company, other: Company) -> None:
    told = hotel.opens(hotel.token(call := hotel.call()), call)
    theirs = other.call(campaign_id=other.campaign(meetings=[EVERY_DAY]))
    foreign = CallOffice(told.model_copy(update={"call_id": theirs}))
    for reach in (lambda: foreign.book(sunday()), lambda: foreign.slots(None), foreign.send_information):
        with pytest.raises(NotFound):
            reach()
    assert other.row(theirs)["outcome"] is None


def test_a_stop_ends_an_open_call_politely_at_its_next_step(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)

    async def begun() -> Opened:
        call = await opened(hotel, call_id, CallsDesk())
        await talk(call, "Sí")
        return call

    call = run(begun())
    office.post(stop_calls, "/calls/kill-switch", reason="revisión")
    actions = list(run(goes_on(call)))
    assert {action.line for action in actions if isinstance(action, Say)} == {"bye_time"}
    assert isinstance(actions[-1], HangUp)


async def goes_on(call: Opened) -> Sequence[Action]:
    return await call.conversation.observe(said("Sí, claro", 20_000))


def test_a_step_says_who_understood_it(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)

    async def scenario() -> None:
        call = await opened(hotel, call_id, CallsDesk(Advice()))
        await talk(call, "a sus órdenes")

    run(scenario())
    steps = [data["generator"] for kind, data in hotel.announced() if kind == "call.policy_decided"]
    assert "llm:test" in steps
    assert "rules" in steps


class Advice:
    name = "llm:test"

    def classify(self, text: str, state: StateName, language: Language) -> Reading | None:
        del text, state, language
        return Reading(intent="affirm", confidence=0.9, source=self.name)


def test_what_became_of_a_call_is_shown_with_its_summary_and_its_evidence(hotel: Company, office: Office) -> None:
    call_id = lawful_call(hotel, office)

    async def scenario() -> None:
        desk = CallsDesk()
        call = await opened(hotel, call_id, desk)
        await talk(call, "Sí", "Sí", "Sí", "Sí", "el primero", "sí")
        await desk.finish(call, over(abandoned=True))

    run(scenario())
    shown = ask(get_call, "GET", f"/calls/status/{call_id}", caller=office.officer).json
    at = datetime.fromisoformat(shown["meeting_at"]).astimezone(BOGOTA)
    assert f"{at:%Y-%m-%d %H:%M}" in shown["summary"]
    assert (shown["next_step"]["do"], shown["details"]["abandoned"], shown["details"]["live"]) == ("meet", True, True)
    (commitment,) = [part for part in shown["score_parts"] if part["name"] == "commitment"]
    assert [shown["transcript"][turn]["text"] for turn in commitment["turns"]] == ["sí"]


def test_a_line_that_stays_open_after_our_goodbye_is_ended_by_the_carrier(hotel: Company) -> None:
    asked: list[UUID] = []

    def end_line(told: CallFacts) -> bool:
        asked.append(told.call_id)
        return True

    call_id = hotel.call(status="in-progress")

    async def scenario() -> None:
        desk = CallsDesk(end_line=end_line, hangs_up_within_s=0)
        call = await opened(hotel, call_id, desk)
        await desk.finish(call, over())
        await asyncio.gather(*desk._ending)

    run(scenario())
    assert asked == [call_id]


def test_only_an_open_line_is_ended(hotel: Company) -> None:
    ended: list[str] = []
    monitored = type("Monitored", (), {"end": lambda _, sid, status: ended.append(f"{sid} {status}")})
    still, over_already = hotel.call(status="in-progress"), hotel.call(status="completed")

    def lingering(session: TenantSession, invocation: Invocation) -> LingeringCalls:
        return LingeringCalls(RegisterRows(session, invocation.company_id), monitored)

    with unit(lingering, name="media-stream", company_id=hotel.id) as calls:
        assert [calls.end(still), calls.end(over_already)] == [True, False]
    assert ended == [f"{hotel.row(still)['call_sid']} completed"]
