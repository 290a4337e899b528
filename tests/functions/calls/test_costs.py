"""Costs: as the carrier tells them, bounded until then, and never above a budget or a cap, whoever races."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from functions.calls.api import calls, campaigns
from functions.calls.repository.waiting import WaitingRows
from functions.calls.service.rounds import ReconcileRounds
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from shared.db.session import system_transactions
from tests.functions.calls.compliance.office import Office, wish
from tests.functions.calls.desk import THEIRS
from tests.functions.calls.switchboard import FakeCarrier, Switchboard, carried
from tests.lambdas import ask

OTHER = "+573007654321"


def budget(office: Office, campaign: UUID, amount: str, currency: str = "USD") -> None:
    with psycopg.connect(office.company.database.url()) as owner:
        change = "UPDATE campaigns SET budget_amount = %s, currency = %s WHERE id = %s"
        owner.execute(change, [amount, currency, campaign])


def dialled(board: Switchboard, campaign: UUID, **columns: Any) -> UUID:
    known = {"sent_at": utc_now(), "most_seconds": 600, "minute_rate": Decimal("0.15"), "cost_currency": "USD"}
    return board.company.call(**{"campaign_id": campaign, "to_number": OTHER} | known | columns)


def test_what_dialling_may_cost_is_kept_before_the_carrier_is_asked(board: Switchboard) -> None:
    campaign = board.company.campaign(longest_seconds=120)
    call = board.queued(campaign_id=campaign, script_version=1)
    board.dialling.dial(call)
    row = board.company.row(call)
    assert (row["most_seconds"], row["minute_rate"], row["cost_currency"]) == (120, Decimal("0.15"), "USD")
    assert row["price"] is None


@pytest.mark.parametrize(
    ("amount", "code"), [("2.99", "budget"), ("3.00", None)], ids=["too little for one more", "just enough"]
)
def test_a_call_that_is_not_priced_counts_with_all_it_may_cost(
    board: Switchboard, office: Office, amount: str, code: str | None
) -> None:
    campaign = office.prepare()
    budget(office, campaign, amount)
    dialled(board, campaign, status="in-progress")  # 10 minutes of 0.15, as the next one
    assert office.decides(wish(campaign)).code == code


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"status": "completed", "duration_seconds": 61}, None),
        ({"status": "completed", "duration_seconds": 61, "price": Decimal("1.60")}, "budget"),
        ({"status": "no-answer"}, None),
        ({"status": "canceled", "sent_at": None}, None),
        ({"status": "completed", "duration_seconds": 600}, None),
        ({"status": "completed", "duration_seconds": 601}, "budget"),
    ],
    ids=["bound by minutes", "the price counts", "nobody answered", "never sent", "ten minutes", "eleven"],
)
def test_a_call_that_is_over_counts_with_its_price_or_its_minutes(
    board: Switchboard, office: Office, columns: dict[str, Any], code: str | None
) -> None:
    campaign = office.prepare()
    budget(office, campaign, "3.00")
    dialled(board, campaign, **columns)
    assert office.decides(wish(campaign)).code == code


def test_a_budget_in_a_currency_without_a_rate_is_none(office: Office) -> None:
    campaign = office.prepare()
    budget(office, campaign, "1000000", "COP")
    refused = office.decides(wish(campaign))
    assert (refused.code, refused.reasons[0]["detail"][:27]) == ("budget", "What the calls cost cannot ")


@pytest.mark.parametrize(("limit", "code"), [("cap", "campaign_cap"), ("budget", "budget")])
def test_two_who_dial_at_one_moment_do_not_pass_a_limit_together(
    board: Switchboard, office: Office, limit: str, code: str
) -> None:
    campaign = office.prepare()
    office.agree(OTHER)
    if limit == "cap":
        board.company.change("UPDATE call_campaigns SET settings = settings || '{\"daily_cap\": 1}'")
    else:
        budget(office, campaign, "2.00")
    numbers = (THEIRS, OTHER)
    entered = {number: board.queued(campaign_id=campaign, to_number=number) for number in numbers}

    def dial(number: str) -> str | None:
        with office.gate() as gate:
            verdict = gate.decide(replace(wish(campaign), number=number, call_id=entered[number]))
            if verdict.allow:
                board_row(board, entered[number])
            return verdict.code

    with ThreadPoolExecutor(2) as together:
        said = list(together.map(dial, numbers))
    assert sorted(map(str, said)) == sorted(["None", code])


def board_row(board: Switchboard, call: UUID) -> None:
    """What the dial worker writes in the same transaction, here in one that is over sooner: no worse for the race."""
    with psycopg.connect(board.company.database.url()) as owner:
        owner.execute(
            "UPDATE call_sessions SET sent_at = now(), most_seconds = 600, minute_rate = 0.15, cost_currency = 'USD'"
            " WHERE id = %s",
            [call],
        )


def test_a_price_is_asked_for_until_it_is_known_and_shown(board: Switchboard, office: Office) -> None:
    class Priced(FakeCarrier):
        price: Decimal | None = None

        def fetch(self, sid: str) -> Any:
            return carried(OTHER, "completed", sid=sid, price=self.price, price_currency="USD")

    board.carrier = carrier = Priced()
    campaign = office.prepare()
    ended = utc_now() - timedelta(minutes=10)
    times = {"answered_at": ended, "ended_at": ended, "announced_at": ended}
    call = dialled(board, campaign, status="completed", duration_seconds=61, **times)

    def ask_prices() -> int:
        rows = WaitingRows(system_transactions())

        class Ours:
            def unheard(self, **_: Any) -> list[Any]:
                return []

            def unpriced(self, **when: Any) -> list[Any]:
                return [place for place in rows.unpriced(**when) if place[0] == board.company.id]

        waiting: Any = Ours()
        desks, voices = (lambda _: board.desks()), (lambda _: board.company.desk())
        return ReconcileRounds(waiting, desks, voices, lambda: carrier, board.now).reconcile().priced

    assert ask_prices() == 0
    shown = ask(calls.get_call, "GET", f"/calls/status/{call}", caller=office.officer).json
    assert (shown["price"], shown["cost_at_most"], shown["cost_currency"]) == (None, "0.300000", "USD")
    carrier.price = Decimal("0.061")
    assert ask_prices() == 0, "it was just asked for"
    board.later = timedelta(minutes=31)
    assert ask_prices() == 1
    assert ask_prices() == 0
    shown = ask(calls.get_call, "GET", f"/calls/status/{call}", caller=office.officer).json
    assert (shown["price"], shown["cost_currency"]) == ("0.061000", "USD")


def test_the_report_says_what_was_spent_and_how_much_of_it_is_known(board: Switchboard, office: Office) -> None:
    campaign = office.prepare()
    budget(office, campaign, "10.00")
    dialled(board, campaign, status="completed", duration_seconds=30, price=Decimal("0.0305"))
    dialled(board, campaign, status="ringing", call_sid=f"CA{new_id().hex}", most_seconds=60)
    path = f"/calls/campaigns/{campaign}/report"
    report = ask(campaigns.report_call_campaign, "GET", path, caller=office.officer).json
    assert (Decimal(report["spent"]), report["currency"]) == (Decimal("0.1805"), "USD")
    assert (report["priced_calls"], report["estimated_calls"], report["budget_amount"]) == (1, 1, "10.00")
