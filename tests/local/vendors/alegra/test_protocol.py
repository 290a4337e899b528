"""The simulated Alegra speaks and refuses as Alegra's documentation says."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from tests.local.vendors.serving import Served, served

EMAIL, TOKEN = "finanzas@hotelbrisa.example", "a token of nobody"
TODAY = date(2026, 11, 25).isoformat()


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with served("alegra") as vendor:
        yield vendor


@pytest.fixture
def vendor(running: Served) -> Served:
    return running


@pytest.fixture
def api(vendor: Served, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    email = f"{abs(hash(request.node.name))}.{EMAIL}"
    vendor.administer("PUT", "accounts", email=email, token=TOKEN, company="Hotel Brisa S.A.S.")
    with httpx.Client(base_url=vendor.url, auth=(email, TOKEN), timeout=5) as client:
        yield client


def named(api: httpx.Client, kind: str, **wanted: str) -> str:
    rows = api.get(f"/{kind}").json()
    return str(next(row["id"] for row in rows if all(row[name] == value for name, value in wanted.items())))


def provider(api: httpx.Client) -> str:
    made = api.post("/contacts", json={"name": "Aguas S.A.", "identification": "800197268", "type": "provider"})
    return str(made.json()["id"])


def bill(api: httpx.Client, **changes: Any) -> dict[str, Any]:
    line = {
        "id": named(api, "categories", code="5135"),
        "price": 150000,
        "quantity": 1,
        "tax": [{"id": named(api, "taxes", percentage="19.00")}],
    }
    body = {"date": TODAY, "dueDate": TODAY, "provider": {"id": provider(api)}, "purchases": {"categories": [line]}}
    return {**body, **changes}


def refusal(answer: httpx.Response) -> tuple[int, int]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("auth", [None, ("nobody@x.example", TOKEN), (EMAIL, "wrong")])
def test_who_is_not_known_is_not_let_in(vendor: Served, auth: tuple[str, str] | None) -> None:
    answer = httpx.get(f"{vendor.url}/company", auth=auth)
    assert answer.status_code == 401


def test_a_bill_is_made_once_and_read_back(api: httpx.Client) -> None:
    retention = {"id": named(api, "retentions", percentage="4.00", type="FUENTE"), "amount": 6000}
    made = api.post("/bills", json=bill(api, numberTemplate={"number": "SETP990"}, retentions=[retention]))
    assert made.status_code == 201
    assert (made.json()["total"], made.json()["balance"]) == (178500.0, 172500.0)
    assert api.get(f"/bills/{made.json()['id']}").json() == made.json()
    assert api.get("/bills", params={"metadata": "true"}).json() == {"metadata": {"total": 1}, "data": [made.json()]}


def test_ids_are_of_one_account(api: httpx.Client, vendor: Served) -> None:
    vendor.administer("PUT", "accounts", email="otra@x.example", token=TOKEN)
    with httpx.Client(base_url=vendor.url, auth=("otra@x.example", TOKEN)) as other:
        assert named(other, "taxes", percentage="19.00") != named(api, "taxes", percentage="19.00")
        assert refusal(other.get(f"/taxes/{named(api, 'taxes', percentage='19.00')}")) == (404, 404)


@pytest.mark.parametrize("field", ["id", "status", "total", "totalPaid", "balance", "payments", "idCostCenter"])
def test_what_must_never_be_sent_is_refused(api: httpx.Client, field: str) -> None:
    assert refusal(api.post("/bills", json=bill(api, **{field: "1"}))) == (400, 400)


@pytest.mark.parametrize("field", ["date", "dueDate"])
def test_dates_are_needed(api: httpx.Client, field: str) -> None:
    assert refusal(api.post("/bills", json=bill(api, **{field: None}))) == (400, 400)


def test_refusals_have_alegras_numbers(api: httpx.Client) -> None:
    good = bill(api)
    line = good["purchases"]["categories"][0]

    def with_line(**changes: Any) -> dict[str, Any]:
        return {**good, "purchases": {"categories": [{**line, **changes}]}}

    tax = line["tax"][0]["id"]
    wrong = {
        11004: {**good, "provider": {"id": "1"}},
        11040: {**good, "purchases": {"items": []}},
        11048: with_line(tax=tax),
        11058: with_line(tax=[{"id": "1"}]),
        11059: with_line(id="1"),
        11067: {**good, "retentions": [{"id": "1", "amount": 1}]},
        20007: {**good, "numberTemplate": {}},
    }
    assert {code: refusal(api.post("/bills", json=body)) for code, body in wrong.items()} == {
        code: (400, code) for code in wrong
    }
    assert api.get("/bills", params={"metadata": "true"}).json()["metadata"]["total"] == 0


def test_a_disabled_provider_and_an_inactive_tax_are_refused(api: httpx.Client, vendor: Served) -> None:
    body = bill(api)
    mail = api.get("/users/self").json()["email"]
    tax = body["purchases"]["categories"][0]["tax"][0]["id"]
    off = {"status": "inactive"}
    vendor.administer("POST", "rows", email=mail, kind="taxes", id=tax, changes=off)
    assert refusal(api.post("/bills", json=body)) == (400, 11081)
    vendor.administer("POST", "rows", email=mail, kind="contacts", id=body["provider"]["id"], changes=off)
    assert refusal(api.post("/bills", json=body)) == (400, 2094)


@pytest.mark.parametrize(("plan", "code"), [("full", 900), ("read-only", 907)])
def test_a_plan_that_allows_no_more_is_read_all_the_same(
    api: httpx.Client, vendor: Served, plan: str, code: int
) -> None:
    body, mail = bill(api), api.get("/users/self").json()["email"]
    vendor.administer("PUT", "accounts", email=mail, token=TOKEN, plan=plan)
    assert refusal(api.post("/bills", json=body)) == (403, code)
    assert api.get("/taxes").status_code == 200


@pytest.mark.parametrize("query", ["limit=31", "limit=0", "start=x", "order_field=colour"])
def test_a_list_has_its_limits(api: httpx.Client, query: str) -> None:
    assert refusal(api.get(f"/contacts?{query}")) == (400, 400)


def test_lists_are_read_in_pages_and_searched(api: httpx.Client) -> None:
    for number in range(35):
        api.post("/contacts", json={"name": f"Proveedor {number:02}", "identification": f"9000{number:02}"})
    first = api.get("/contacts", params={"order_field": "name", "order_direction": "DESC"}).json()
    rest = api.get("/contacts", params={"start": 30, "limit": 30}).json()
    assert (len(first), len(rest), first[0]["name"]) == (30, 5, "Proveedor 34")
    assert [row["name"] for row in api.get("/contacts", params={"query": "900033"}).json()] == ["Proveedor 33"]


def test_after_150_requests_in_a_minute_it_says_when_to_come_back(api: httpx.Client) -> None:
    answers = [api.get("/company") for _ in range(151)]
    assert [answer.status_code for answer in answers] == [200] * 150 + [429]
    assert answers[0].headers["x-rate-limit-remaining"] == "149"
    assert 0 < int(answers[-1].headers["x-rate-limit-reset"]) <= 60


def test_an_invoice_takes_items_and_a_payment_lowers_a_balance(api: httpx.Client) -> None:
    item = api.post("/items", json={"name": "Noche"}).json()["id"]
    sale = {"date": TODAY, "dueDate": TODAY, "client": {"id": provider(api)}, "status": "open"}
    line = {"id": item, "price": 100, "quantity": 2}
    assert api.post("/invoices", json={**sale, "items": [line]}).json()["total"] == 200.0
    assert refusal(api.post("/invoices", json={**sale, "items": []})) == (400, 11040)
    made = api.post("/bills", json=bill(api)).json()
    payment = {"date": TODAY, "bills": [{"id": made["id"], "amount": 78500}]}
    assert api.post("/payments", json=payment).status_code == 201
    assert api.get(f"/bills/{made['id']}").json()["balance"] == 100000.0
    too_much = {"date": TODAY, "bills": [{"id": made["id"], "amount": 100001}]}
    assert refusal(api.post("/payments", json=too_much)) == (400, 400)
