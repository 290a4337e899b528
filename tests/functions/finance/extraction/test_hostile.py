"""Files that are made to harm end as an outcome with a reason, in time, and the reader stays healthy."""

import time
import zlib
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.isolation import read_isolated
from functions.finance.extraction.limits import LIMITS
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.result import to_json
from tests.functions.finance.extraction.dian_documents import dian
from tests.functions.finance.extraction.files import archive, jpeg, pdf, png, saved
from tests.functions.finance.extraction.papers import Text, paper

SMALLER = replace(LIMITS, memory_bytes=500_000_000)
"""A third of the memory, so that a smaller bomb shows the same."""


def bomb(megabytes: int = 400) -> bytes:
    """A page whose content inflates, twice packed, to so much."""
    once = zlib.compressobj(1)
    inflated = b"".join(once.compress(b" " * 1_000_000) for _ in range(megabytes)) + once.flush()
    document = pikepdf.new()
    document.add_blank_page()
    stream = pikepdf.Stream(document, b"")
    stream.write(zlib.compress(inflated, 9), filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
    document.pages[0].obj.Contents = document.make_indirect(stream)
    return saved(document)


def page_of(points: float) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(points, points))
    return saved(document)


def a_form_that_draws_itself() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    form = document.make_indirect(pikepdf.Stream(document, b"/X Do"))
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 600, 800])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    document.pages[0].obj.Contents = document.make_stream(b"/X Do")
    return saved(document)


def hidden_total() -> bytes:
    shown = [Text(60, 60 + 14 * row, line) for row, line in enumerate(["Factura FV-12", "Servicio  100.00"])]
    return paper([*shown, Text(60, 200, "TOTAL A PAGAR 999999.00", mode=3), Text(60, 220, "Total 999999.00", ink=1)])


def outcome(data: bytes) -> tuple[set[ReasonCode], bytes]:
    """The reasons and everything that is told."""
    try:
        found = read_isolated(data, SMALLER)
    except Refused as refused:
        return {refused.reason}, refused.detail.encode()
    return {finding.code for finding in found.findings}, to_json(found)


@pytest.mark.parametrize(
    ("make", "reasons"),
    [
        (bomb, {ReasonCode.DECODE_LIMIT}),
        (lambda: page_of(14_400), {ReasonCode.DECODE_LIMIT}),
        (lambda: pdf(201), {ReasonCode.TOO_MANY_PAGES}),
        (a_form_that_draws_itself, {ReasonCode.LOW_CONFIDENCE}),
        (hidden_total, {ReasonCode.HIDDEN_TEXT}),
        (lambda: pdf()[:300], {ReasonCode.UNREADABLE}),
        (lambda: png(20_000, 20_000), {ReasonCode.DECODE_LIMIT}),
        (lambda: jpeg(9_000, 9_000), {ReasonCode.DECODE_LIMIT}),
        (lambda: png(800, 600), {ReasonCode.UNREADABLE}),
        (lambda: archive(b"\0" * 40_000_000), {ReasonCode.ZIP_RATIO}),
        (
            lambda: (
                dian().replace("<Invoice", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice').encode()
            ),
            {ReasonCode.XML_DOCTYPE},
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_hostile_file_has_an_outcome_with_a_reason(make: Callable[[], bytes], reasons: set[ReasonCode]) -> None:
    data = make()
    begun = time.monotonic()
    codes, told = outcome(data)
    assert codes >= reasons
    assert time.monotonic() - begun < LIMITS.wall_seconds + 5
    assert b"root:" not in told
    assert b'"999999' not in told
    assert read_isolated(dian().encode()).document is not None


def test_a_value_that_nobody_sees_is_never_told() -> None:
    codes, told = outcome(hidden_total())
    assert ReasonCode.HIDDEN_TEXT in codes
    assert b"999999" not in told
