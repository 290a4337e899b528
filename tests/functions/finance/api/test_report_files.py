"""Reports as files: complete, harmless, and from the bucket where they are large."""

import base64
import csv
import zipfile
from io import BytesIO, StringIO

import pytest

from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.functions.finance.desk import Desk
from tests.functions.finance.reporting import REPORTS, a_bill, pay, report, send
from tests.lambdas import LambdaContext, http_event
from tests.stage import Stage


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person(Role.ADMIN)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_report_is_a_file_of_values_too(desk: Desk, ana: Caller, name: str, language: str) -> None:
    pay(ana, a_bill(desk), "100", means="bank")
    reply = send(name, ana, format="csv", language=language)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert f"{name}_all_all.csv" in reply.headers["content-disposition"]
    rows = list(csv.reader(StringIO(reply.body.removeprefix("\ufeff"), newline="")))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_a_workbook_too(desk: Desk, ana: Caller, name: str) -> None:
    pay(ana, a_bill(desk), "100", means="bank")
    event = http_event("GET", f"/finance/reports/{name}", query="format=xlsx", caller=ana)
    answer = REPORTS[name](event, LambdaContext())
    assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, True)
    with zipfile.ZipFile(BytesIO(base64.b64decode(answer["body"]))) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()


def test_a_name_that_a_supplier_chose_is_no_formula(desk: Desk, ana: Caller) -> None:
    bill = a_bill(desk)
    with desk.owner() as owner:
        owner.execute("UPDATE counterparties SET name = '=1+1' WHERE company_id = %s", [desk.company_id])
    assert bill
    assert "'=1+1" in send("aging", ana, format="csv").body


def test_a_file_that_is_too_large_for_an_answer_is_in_the_bucket(
    stage: Stage, desk: Desk, ana: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stage
    a_bill(desk)
    monkeypatch.setenv("REPORT_ANSWER_BYTES", "10")
    reply = send("journal", ana, format="csv")
    assert reply.status == 303
    assert f"/{desk.company_id}/reports/" in reply.headers["location"]
    assert "X-Amz-Signature" in reply.headers["location"]


def test_a_period_with_more_lines_than_a_file_takes_is_refused(
    desk: Desk, ana: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_bill(desk)
    monkeypatch.setenv("REPORT_LINES", "3")
    refused = send("journal", ana, format="xlsx")
    assert (refused.status, refused.json["code"], refused.json["lines"]) == (422, "too_many_lines", 4)
    assert report("journal", ana)["entries"] == 1


def test_columns_and_words_are_in_the_readers_language(desk: Desk, ana: Caller) -> None:
    a_bill(desk)
    spanish, english = (send("taxes", ana, format="csv", language=language).body for language in ("es", "en"))
    assert spanish.removeprefix("\ufeff").splitlines()[:2] == [
        "Clase,Impuesto,Cuenta,Nombre,Valor",
        "Retenido a proveedores,renta,236525,Servicios,6000.00",
    ]
    assert "Withheld from suppliers,renta,236525,Withheld on services,6000.00" in english
