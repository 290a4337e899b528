"""What became of the documents, as a table, beside what the manifest expected."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from local.cli.demos.invoices.delivery import Delivered
from local.cli.demos.invoices.folder import File

STYLES = {"refused": "red", "needs_review": "yellow", "duplicate": "dim", "ready": "cyan"}
POSTED = frozenset({"approved", "posted", "synced", "sync_unknown", "sync_failed"})
DOUBTS = frozenset({"low_confidence", "attribute_missing"})
NOT_IN_ALEGRA = {"sync_failed": "but not in Alegra", "sync_unknown": "not known whether in Alegra"}
COLUMNS = ("file", "kind", "state", "why", "total", "withheld", "entry", "expected")


def table(delivered: Sequence[Delivered], documents: Mapping[str, dict[str, Any]]) -> Table:
    """A row for every file, in the order in which they were brought."""
    shown = Table(title="Invoices", title_justify="left")
    for column in COLUMNS:
        shown.add_column(column, justify="right" if column in {"total", "withheld"} else "left", overflow="fold")
    for one in delivered:
        document = documents.get(one.file.name)
        shown.add_row(*(_at_the_door(one) if document is None else _row(one.file, document)))
    return shown


def as_expected(file: File, document: Mapping[str, Any]) -> bool:
    """Whether the document stands where the manifest says; reasons beyond the expected ones are no surprise."""
    expected = file.expected or {}
    state, wanted = document["status"], expected.get("state")
    if wanted == "ready":
        return state in POSTED if expected.get("approvers") == 0 else state in {"ready", "needs_review"}
    return wanted in {None, state} and set(expected.get("reasons", ())) <= set(codes(document))


def expected_without_doubt(file: File, document: Mapping[str, Any]) -> bool:
    """Whether only doubts keep a document from where the manifest says: reading abstains rather than guesses."""
    wanted = (file.expected or {}).get("state")
    return wanted == "ready" and document["status"] == "needs_review" and set(codes(document)) <= DOUBTS


def codes(document: Mapping[str, Any]) -> list[str]:
    """The codes of what stands in the way, each once."""
    return list(dict.fromkeys(reason["code"] for reason in document.get("reasons") or ()))


def _row(file: File, document: Mapping[str, Any]) -> tuple[str | Text, ...]:
    state = document["status"]
    return (
        file.name,
        document.get("kind") or "",
        Text(state, style=STYLES.get(state, "green")),
        ", ".join([*codes(document), *_at_alegra(document)]),
        _money(document.get("total"), document.get("currency")),
        _money(document.get("withheld"), None),
        (document.get("entry_id") or "")[-12:],
        _expectation(file, document),
    )


def _at_the_door(delivered: Delivered) -> tuple[str | Text, ...]:
    told = delivered.refusal or "never seen"
    return delivered.file.name, "", Text("not accepted", style="red"), told, "", "", "", ""


def _expectation(file: File, document: Mapping[str, Any]) -> str:
    if file.expected is None:
        return ""
    if as_expected(file, document):
        return ", ".join(["as expected", *_short_of_alegra(document)])
    if expected_without_doubt(file, document):
        return "ready, where nothing is in doubt"
    approvers = [f"approvers {file.expected['approvers']}"] if file.expected.get("approvers") else []
    return " ".join([file.expected["state"], *approvers, *file.expected.get("reasons", ())])


def _short_of_alegra(document: Mapping[str, Any]) -> list[str]:
    """That a document is posted and no more, for what the manifest expects ends in the books."""
    told = NOT_IN_ALEGRA.get(document["status"])
    return [f"posted, {told}"] if told else []


def _at_alegra(document: Mapping[str, Any]) -> list[str]:
    """Why it is not there, if it is not, in words for people."""
    about = document.get("alegra") or {}
    if about.get("code") is None:
        return []
    said = f"Alegra: {about.get('message') or 'no reason given'} ({about['code']})"
    return [f"posted; {said}" if document["status"] in NOT_IN_ALEGRA else said]


def _money(amount: str | None, currency: str | None) -> str:
    if amount is None:
        return ""
    return f"{Decimal(amount):,.2f} {currency or ''}".strip()
