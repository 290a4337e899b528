import pytest

from containers.media_stream.speech.guards import runs_away, without_repeats


@pytest.mark.parametrize(
    ("decoded", "believed"),
    [
        ("Hold on, let me ask you something first. Hold on, let me", "Hold on, let me ask you something first."),
        ("No me interesa. No me interesa.", "No me interesa."),
        ("Gracias por ver el video. Gracias por ver el video. Gracias por", "Gracias por ver el video."),
        ("No no no no no no no no", "No no no"),
        ("Ya sí, ya sí, ya sí, ya sí, ya sí", "Ya sí, ya sí, ya sí"),
    ],
)
def test_an_end_that_repeats_what_was_said_is_cut(decoded: str, believed: str) -> None:
    assert without_repeats(decoded) == believed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sí.",
        "No, no, no.",
        "Espere, espere, le quiero preguntar algo.",
        "I said yes and yes and yes I do",
        "¿Quién habla? ¿De parte de quién?",
    ],
)
def test_what_people_say_stays(text: str) -> None:
    assert without_repeats(text) == text


@pytest.mark.parametrize(
    ("tokens", "seconds", "away"), [(9, 0.5, False), (10, 0.5, True), (27, 3, False), (28, 3, True)]
)
def test_nobody_says_so_much_in_so_little_time(tokens: int, seconds: float, *, away: bool) -> None:
    assert runs_away(tokens, seconds) is away
