"""Times as people say them, by the clock of a Wednesday at eleven in Bogotá."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.times import moment_in, spoken_moment
from tests.functions.calls.domain.conversation.telephone import BEGAN, BOGOTA

TIMES: list[tuple[Language, str, str | None]] = [
    ("es", "mañana a las diez", "2026-11-26T10:00"),
    ("es", "mañana a las 10", "2026-11-26T10:00"),
    ("es", "a las diez de la mañana", "2026-11-26T10:00"),
    ("es", "llámeme mañana por la mañana", "2026-11-26T09:00"),
    ("es", "esta tarde a las cinco", "2026-11-25T17:00"),
    ("es", "el viernes a las 3 y media de la tarde", "2026-11-27T15:30"),
    ("es", "el miércoles a las dos", "2026-12-02T14:00"),
    ("es", "pasado mañana al mediodía", "2026-11-27T12:00"),
    ("es", "el 5 de diciembre a las 9", "2026-12-05T09:00"),
    ("es", "en media hora", "2026-11-25T11:30"),
    ("es", "en dos horas", "2026-11-25T13:00"),
    ("es", "a la una menos cuarto", "2026-11-25T12:45"),
    ("es", "la próxima semana", "2026-11-30T10:00"),
    ("es", "a las 10:30", "2026-11-26T10:30"),
    ("es", "a las 7 pm", "2026-11-25T19:00"),
    ("es", "llame al 300 123 4567", None),
    ("es", "sí, claro", None),
    ("es", "a las cuarenta", None),
    ("en", "tomorrow at 3 pm", "2026-11-26T15:00"),
    ("en", "tomorrow at 3 p.m.", "2026-11-26T15:00"),
    ("en", "next Tuesday at 10:30", "2026-12-01T10:30"),
    ("en", "Friday morning", "2026-11-27T09:00"),
    ("en", "at half past two", "2026-11-25T14:30"),
    ("en", "quarter to one", "2026-11-25T12:45"),
    ("en", "in an hour", "2026-11-25T12:00"),
    ("en", "the day after tomorrow at noon", "2026-11-27T12:00"),
    ("en", "December 3 at nine", "2026-12-03T09:00"),
    ("en", "call me on 555 1234", None),
    ("en", "yes please", None),
]


@pytest.mark.parametrize(("language", "text", "at"), TIMES, ids=[f"{la}-{text}" for la, text, _ in TIMES])
def test_a_time_is_understood(language: Language, text: str, at: str | None) -> None:
    expected = datetime.fromisoformat(at).replace(tzinfo=BOGOTA) if at else None
    assert moment_in(text, language, BEGAN) == expected


@pytest.mark.parametrize(("language", "text", "at"), TIMES, ids=[f"{la}-{text}" for la, text, _ in TIMES])
def test_what_is_repeated_back_is_understood_as_the_same_time(language: Language, text: str, at: str | None) -> None:
    if at is None:
        return
    named = datetime.fromisoformat(at).replace(tzinfo=BOGOTA)
    assert moment_in(spoken_moment(named, language, BEGAN), language, BEGAN) == named, text


def test_an_hour_that_the_clock_skips_is_the_next_one() -> None:
    zone = ZoneInfo("America/New_York")
    now = datetime(2026, 3, 7, 12, 0, tzinfo=zone)
    at = moment_in("tomorrow at 2:30 am", "en", now)
    assert at is not None
    assert at.isoformat() == "2026-03-08T03:30:00-04:00"
