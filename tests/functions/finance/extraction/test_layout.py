"""Words become cells by the gaps between them, and lines by their heights."""

from functions.finance.extraction.layout import Page, Word, lines_of
from functions.finance.extraction.values import Source


def word(text: str, left: float, top: float, size: float = 10, confidence: float = 1.0) -> Word:
    box = (left, top, left + len(text) * size / 2, top + size)
    return Word(text=text, box=box, size=size, confidence=confidence)


def page(*words: Word, number: int = 1) -> Page:
    return Page(number=number, width=595, height=842, words=words, source=Source.TEXT)


def test_a_wide_gap_parts_cells_and_a_space_does_not() -> None:
    (line,) = lines_of([page(word("Total", 50, 100), word("TTC", 78, 100), word("12,00", 200, 100))])
    assert [cell.text for cell in line.cells] == ["Total TTC", "12,00"]


def test_words_are_ordered_by_where_they_stand() -> None:
    found = lines_of([page(word("b", 90, 120), word("a", 50, 121), word("first", 50, 50))])
    assert [line.text for line in found] == ["first", "a  b"]


def test_small_type_beside_big_type_stays_in_its_line() -> None:
    (line,) = lines_of([page(word("INVOICE", 50, 100, size=20), word("No", 180, 106, size=9))])
    assert line.text == "INVOICE  No"


def test_lines_of_pages_follow_each_other() -> None:
    first, second = lines_of([page(word("a", 50, 700)), page(word("b", 50, 10), number=2)])
    assert (first.position, second.position, second.page.number) == (0, 1, 2)


def test_a_cell_is_as_certain_as_its_least_certain_word() -> None:
    (line,) = lines_of([page(word("Net", 50, 100, confidence=0.9), word("total", 68, 100, confidence=0.4))])
    (cell,) = line.cells
    assert (cell.text, cell.confidence, cell.box) == ("Net total", 0.4, (50, 100, 93, 110))


def test_evidence_stands_to_a_hundredth_of_a_point() -> None:
    noisy = Word(text="Total", box=(102.63749999999999, 70.1 + 0.2, 127.004999, 80.30000000000001), size=10)
    (line,) = lines_of([page(noisy)])
    (cell,) = line.cells
    assert cell.evidence.box == (102.64, 70.3, 127.0, 80.3)
