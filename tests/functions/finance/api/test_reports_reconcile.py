"""Every report sums up to the ledger that it is of, whatever was posted."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.finance.bookings import book
from tests.functions.finance.reporting import every_item, report, total
from tests.lambdas import caller_of
from tests.postgres import Database

FIRST = date(2025, 1, 1)
ACCOUNTS = ["1305", "220505", "2205", "5135", "240805", "240810", "236525", "2367", "1110", "4135"]
LINE = st.tuples(st.sampled_from(ACCOUNTS), st.decimals("-5000", "5000", places=2).filter(bool))
ENTRY = st.tuples(
    st.integers(0, 60), st.lists(LINE, min_size=1, max_size=4), st.sampled_from(["800197268", "900000009", None])
)


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")


@given(entries=st.lists(ENTRY, max_size=6), start=st.integers(0, 30), length=st.integers(0, 40))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_report_sums_up_to_the_ledger(
    *,
    deployed: Database,
    new_company: Callable[[], UUID],
    entries: list[tuple[int, list[tuple[str, Decimal]], str | None]],
    start: int,
    length: int,
) -> None:
    company = new_company()
    by = caller_of(company)
    posted = _post(deployed, company, entries)
    first, last = FIRST + timedelta(days=start), FIRST + timedelta(days=start + length)
    within = [line for line in posted if first <= line[0] <= last]
    period = {"start_date": first, "end_date": last}

    balance = report("trial-balance", by, **period)
    assert Decimal(balance["difference"]) == 0
    assert Decimal(balance["total_debit"]) == total(max(amount, 0) for _, _, amount, _ in within)
    assert total(one["closing"] for one in balance["accounts"]) == 0
    closing = {one["account"]: Decimal(one["closing"]) for one in balance["accounts"]}
    for account in ACCOUNTS:
        assert closing.get(account, 0) == total(line[2] for line in posted if line[1] == account and line[0] <= last)

    ledger, lines = report("general-ledger", by, **period), every_item("general-ledger", by, **period)
    assert ledger["accounts"] == balance["accounts"]
    assert len({line["line_id"] for line in lines}) == len(lines) == len(within)
    for one in ledger["accounts"]:
        own = [line for line in lines if line["account"] == one["account"]]
        assert (total(line["debit"] for line in own), total(line["credit"] for line in own)) == (
            Decimal(one["debit"]),
            Decimal(one["credit"]),
        )
        assert not own or Decimal(own[-1]["balance"]) == Decimal(one["closing"])

    journal, items = report("journal", by, **period), every_item("journal", by, **period)
    assert {item["entry_id"] for item in items} == {line[3] for line in within}
    assert len(items) == journal["entries"] == journal["documents"]
    assert [item["date"] for item in items] == sorted(item["date"] for item in items)
    assert total(line["debit"] for item in items for line in item["lines"]) == Decimal(journal["total_debit"])
    assert journal["total_debit"] == journal["total_credit"] == balance["total_debit"]

    aging = report("aging", by, end_date=last)
    owed = {side: Decimal(aging[side]["total"]) for side in ("receivables", "payables")}
    assert owed["receivables"] == closing.get("1305", 0)
    assert owed["payables"] == -(closing.get("2205", 0) + closing.get("220505", 0))
    for side, amount in owed.items():
        assert set(aging[side]["aging"]) == {"current", "31_60", "61_90", "over_90"}
        assert total(aging[side]["aging"].values()) == amount
    assert Decimal(aging["net_position"]) == owed["receivables"] - owed["payables"]

    taxes = report("taxes", by, **period)
    moved = {account: total(line[2] for line in within if line[1] == account) for account in ACCOUNTS}
    assert Decimal(taxes["vat"]["net"]) == -(moved["240810"] + moved["240805"])
    assert Decimal(taxes["withheld"]["renta"]) == -moved["236525"]
    assert Decimal(taxes["withheld"]["total"]) == -(moved["236525"] + moved["2367"])


def _post(
    database: Database, company: UUID, entries: list[tuple[int, list[tuple[str, Decimal]], str | None]]
) -> list[tuple[date, str, Decimal, str]]:
    """Posts balanced entries; their lines as (day, account, amount, entry)."""
    posted = []
    with psycopg.connect(database.url()) as owner:
        for day, lines, party in entries:
            off = -sum(amount for _, amount in lines)
            balanced = [*lines, ("5135", off)] if off else lines
            on = FIRST + timedelta(days=day)
            entry = book(owner, company, on, *((account, str(amount)) for account, amount in balanced), party=party)
            posted += [(on, account, amount, str(entry)) for account, amount in balanced]
    return posted
