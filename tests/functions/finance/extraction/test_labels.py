"""Phrases that name values: the longest wins, accents and punctuation do not matter, prose is told apart."""

import pytest

from functions.finance.extraction.fields.labels import column_names, labels_in
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Page, Word, lines_of
from functions.finance.extraction.values import Source


def line(text: str) -> Page:
    words, left = [], 10.0
    for part in text.split(" "):
        words.append(Word(text=part, box=(left, 10, left + 5 * len(part), 20), size=10))
        left += 5 * len(part) + 3
    return Page(number=1, width=595, height=842, words=tuple(words), source=Source.TEXT)


def names(text: str) -> list[set[Name]]:
    return [set(label.meanings) for label in labels_in(lines_of([line(text)]))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fecha de expedición:", Name.ISSUE_DATE),
        ("FECHA DE EXPEDICION", Name.ISSUE_DATE),
        ("Fecha de expedicién", Name.ISSUE_DATE),
        ("Proveedor tecnolégico:", Name.ANOTHER_PARTY),
        ("USt-IdNr.:", Name.TAX_ID),
        ("Date d'échéance", Name.DUE_DATE),
        ("Vervaldatum", Name.DUE_DATE),
        ("Rechnungs-Nr.", Name.NUMBER),
        ("N° de facture", Name.NUMBER),
        ("Solde à payer", Name.PAYABLE),
        ("Saldo anterior", Name.PRIOR_BALANCE),
        ("Totaal excl. btw", Name.SUBTOTAL),
        ("Valor a pagar", Name.PAYABLE),
    ],
)
def test_a_phrase_names_a_value(text: str, name: Name) -> None:
    (found,) = names(text)
    assert name in found


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("Order date", Name.ISSUE_DATE),
        ("Invoice total", Name.INVOICE),
        ("Fecha de corte", Name.ISSUE_DATE),
        ("Lieferdatum", Name.ISSUE_DATE),
    ],
)
def test_a_longer_phrase_shadows_a_shorter_one(longer: str, shorter: Name) -> None:
    (found,) = names(longer)
    assert shorter not in found


def test_a_label_ends_before_its_value() -> None:
    (label,) = labels_in(lines_of([line("Invoice No.: INV-100")]))
    assert (label.cell.text[label.end :], label.leads) == ("INV-100", True)


def test_a_word_of_an_identifier_is_no_label() -> None:
    assert names("TVA-3309") == []


def test_words_in_a_sentence_are_prose() -> None:
    labels = labels_in(lines_of([line("We thank you for your order and hope that the total pleases you")]))
    assert labels
    assert all(label.prose for label in labels)


def test_a_phrase_means_what_it_means_in_its_language() -> None:
    (label,) = labels_in(lines_of([line("Total líquido")]))
    assert set(label.spoken("pt")) == {Name.SUBTOTAL}
    assert set(label.spoken("es")) == {Name.PAYABLE}
    assert set(label.spoken("de")) == {Name.SUBTOTAL, Name.PAYABLE}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Vr. unitario", Name.UNIT_PRICE),
        ("Qté", Name.QUANTITY),
        ("Omschrijving", Name.DESCRIPTION),
        ("Gesamtpreis", Name.AMOUNT),
    ],
)
def test_a_heading_names_its_column(heading: str, name: Name) -> None:
    found, only = column_names(heading)
    assert name in found
    assert only
