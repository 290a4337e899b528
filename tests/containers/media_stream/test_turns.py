"""When a turn starts, pauses and is taken up again; and how long its words let us wait."""

import pytest

from containers.media_stream.turns import Turn, Turns
from containers.media_stream.words import CLOSED_MS, HESITANT_MS, USUAL_MS, cut, is_backchannel, patience_ms


def heard(turns: Turns, pattern: str) -> list[tuple[int, Turn]]:
    """What windows of voice (#) and silence (.) change, by the time at their end."""
    found = ((n * 32 + 32, turns.hear(1.0 if sign == "#" else 0.0)) for n, sign in enumerate(pattern))
    return [(at, turn) for at, turn in found if turn]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("#####" + "." * 60, []),  # 160 ms: a cough
        ("######", [(192, Turn.STARTED)]),
        ("#######" + "." * 7, [(192, Turn.STARTED), (448, Turn.PAUSED)]),  # "Sí."
        ("###..###", [(256, Turn.STARTED)]),  # the gap of a consonant
        ("###...###", []),
        ("." * 10 + "######", [(512, Turn.STARTED)]),
        ("######" + "." * 7 + "#" + "." * 9, [(192, Turn.STARTED), (416, Turn.PAUSED)]),  # a click
        ("######" + "." * 7 + "##", [(192, Turn.STARTED), (416, Turn.PAUSED), (480, Turn.RETURNED)]),
        ("######" + "." * 6 + "#" + "." * 6, [(192, Turn.STARTED)]),
    ],
)
def test_voice_becomes_turns(pattern: str, expected: list[tuple[int, Turn]]) -> None:
    assert heard(Turns(), pattern) == expected


def test_a_turn_knows_its_voice_its_silence_and_its_onset() -> None:
    turns = Turns()
    heard(turns, ".....###.###")
    assert turns.onset_ms == 7 * 32
    heard(turns, "####" + "." * 8)
    assert (turns.voiced_ms, turns.silence_ms) == (10 * 32, 8 * 32)
    turns.end()
    assert heard(turns, "." * 5 + "#####") == []


def test_time_passes_in_a_click_too() -> None:
    turns = Turns()
    heard(turns, "######" + "." * 7 + "#" + "." * 4)
    assert turns.silence_ms == 12 * 32


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Sí.", "es", CLOSED_MS),
        ("No, gracias.", "es", CLOSED_MS),
        ("¡Claro que sí!", "es", CLOSED_MS),
        ("Yes, please.", "en", CLOSED_MS),
        ("Mañana a las diez", "es", USUAL_MS),
        ("I am busy right now.", "en", USUAL_MS),
        ("Es que ahora no puedo porque", "es", HESITANT_MS),
        ("O sea...", "es", HESITANT_MS),
        ("Pues,", "es", HESITANT_MS),
        ("Well, I mean", "en", HESITANT_MS),
        ("Call me at", "en", HESITANT_MS),
        ("", "es", USUAL_MS),
    ],
)
def test_words_say_how_long_to_wait(text: str, language: str, expected: int) -> None:
    assert patience_ms(text, language) == expected  # type: ignore[arg-type]


def test_a_sign_of_listening_is_short() -> None:
    assert is_backchannel("Ajá.", 600, "es")
    assert not is_backchannel("Ajá.", 632, "es")
    assert not is_backchannel("No.", 224, "es")


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, ""), (0.4, "Le llamo"), (0.5, "Le llamo de"), (1, "Le llamo de Hotel Brisa"), (7, "Le llamo de Hotel Brisa")],
)
def test_a_text_is_cut_between_words(share: float, expected: str) -> None:
    assert cut("Le llamo de Hotel Brisa", share) == expected
