"""What people say when they are called, as sound."""

from collections.abc import Mapping, Sequence

from containers.media_stream.speech import pico
from functions.calls.domain.conversation.actions import Language

LINES: Mapping[Language, Sequence[str]] = {
    "es": (
        "Sí, con ella habla.",
        "¿De parte de quién?",
        "¿Y cuánto cuesta eso?",
        "Ahora no puedo hablar, estoy en una reunión.",
        "Cuénteme un poco más.",
        "Ya trabajamos con otra empresa.",
        "Mándeme la información por correo, por favor.",
        "Bueno, el martes a las tres de la tarde.",
        "No, muchas gracias.",
        "De acuerdo.",
    ),
    "en": (
        "Yes, this is she.",
        "Who is calling, please?",
        "And how much does it cost?",
        "I can't talk right now, I am in a meeting.",
        "Tell me a little more.",
        "We already work with somebody else.",
        "Please send me the information by email.",
        "Well, Tuesday at three in the afternoon.",
        "No, thank you very much.",
        "All right.",
    ),
}


def lines(language: Language) -> Sequence[bytes]:
    """All of them in a language, as mu-law audio of the embedded voice, without silence around them."""
    speak = pico.load()
    return [speak(({"text": text, "language": language}, b""))[1] for text in LINES[language]]
