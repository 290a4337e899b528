"""Who has which number, and what they answer to what they understood."""

import pytest

from local.vendors.twilio.audio import decode, encode
from local.vendors.twilio.personas.book import Book, Persona, Reply, Turn
from local.vendors.twilio.prospect import Script

BOOK = Book()


def test_every_number_is_somebodys_and_every_other_an_interested_persons() -> None:
    assert len(BOOK.numbers) == len(BOOK.personas)
    assert {one.removesuffix("-es") for one in BOOK.personas if one.endswith("-es")} == {
        one.removesuffix("-en") for one in BOOK.personas if one.endswith("-en")
    }
    assert BOOK.of("+573005550105").name == "opt-out-es"
    assert BOOK.of("+573109999999").name == "interested-es"
    assert BOOK.of("+15555550100").name == "interested-en"


@pytest.mark.parametrize(
    ("name", "understood", "answer"),
    [
        ("interested-es", "¿Le sirve mañana a las diez, o prefiere el jueves?", "La primera opción me queda bien."),
        ("interested-es", "Entonces, mañana a las diez. ¿Es correcto?", "Sí, correcto."),
        ("interested-es", "Trabajamos para las mejores cadenas.", "Sí, dígame."),
        (
            "interested-en",
            "Does tomorrow at ten a.m. work, or would you prefer Thursday?",
            "The first option works for me.",
        ),
        ("interested-en", "So that's tomorrow at ten a.m. Is that right?", "Yes, that is correct."),
        ("busy-en", "Goodbye, and thank you.", "Goodbye."),
        ("refusing-es", "Que tenga buen día.", "Hasta luego."),
    ],
)
def test_words_have_their_answers(name: str, understood: str, answer: str) -> None:
    turn = Script(BOOK.personas[name]).next(understood)
    assert turn
    assert turn.say == answer
    assert turn.hang_up == (answer in {"Goodbye.", "Hasta luego."})


def test_a_reply_is_used_as_often_as_it_may_be() -> None:
    once = Reply(when=("price",), say="Too much.")
    persona = Persona(
        name="x", language="en", number="+12025559999", about="of a test", replies=(once,), turns=(Turn(say="Next."),)
    )
    script = Script(persona)
    found = [script.next(text) for text in ("The PRICE, please!", "the price", "the price")]
    assert [turn.say if turn else None for turn in found] == ["Too much.", "Next.", None]


def test_the_tables_of_mulaw_are_each_others_inverse() -> None:
    codes = bytes(range(256))
    assert encode(decode(codes)).replace(b"\xff", b"\x7f") == codes.replace(b"\xff", b"\x7f")
    assert decode(b"\xff\x00\x80").tolist() == [0, -32124, 32124]
