"""What people say and what they mean, as recognisers write it down; every intent in both languages."""

from typing import get_args

import pytest

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.intents import SIGNS, Intent, is_garbled_opt_out, is_heard, understood

SAID: dict[Intent, dict[Language, tuple[str, ...]]] = {
    "do_not_call": {
        "es": (
            "No me vuelvan a llamar", "no llamar", "No me llamen más.", "no nos llamen", "dejen de llamar por favor",
            "deje de llamarme", "Sáqueme de la lista.", "bórreme de su base de datos", "elimíneme de la lista",
            "por favorza que me de la lista", "por favor saque me de la lista", "no me buelvan a llamar",
            "los voy a demandar", "quiero que me saquen de la lista", "no quiero más llamadas", "voy a poner una queja",
            "quite mi número", "Dejende llamarme",
        ),
        "en": (
            "Stop.", "stop calling me", "Please stop calling.", "don't call me again", "do not call this number",
            "take me off your list", "Remove me from the list", "I'd like to be removed", "I will sue you",
            "take me of your list", "remove me form your list", "please stop colling me", "never call again",
            "no more calls", "my lawyer will hear of this", "Start calling me.", "start calling this number",
            "Please start calling me, please.", "Start calling us again", "Top calling.",
        ),
    },
    "human_request": {
        "es": ("quiero hablar con una persona", "páseme con un asesor", "¿hay alguien real?", "con una persona"),
        "en": ("I want a real person", "let me talk to a human", "can I speak to someone", "get me a representative"),
    },
    "hostile": {"es": ("váyase a la mierda", "idiota", "ladrones"), "en": ("go to hell", "you idiot", "shut up")},
    "wrong_person": {
        "es": ("está equivocado", "número equivocado", "aquí no es", "ya no trabaja aquí", "no soy Carlos"),
        "en": ("wrong number", "you have the wrong person", "he doesn't work here anymore", "this is not a hotel"),
    },
    "stop_recording": {
        "es": ("no me grabe", "no quiero que me graben", "deje de grabar"),
        "en": ("don't record me", "stop recording", "I do not want to be recorded"),
    },
    "is_this_ai": {
        "es": ("¿es un robot?", "¿hablo con una persona?", "¿usted es una máquina?", "¿es una grabación?"),
        "en": ("are you a robot?", "is this a real person?", "am I talking to a machine?", "are you an AI"),
    },
    "recording_question": {
        "es": ("¿me está grabando?", "¿esta llamada se graba?", "¿están grabando?"),
        "en": ("are you recording this?", "is this call being recorded?", "why are you recording"),
    },
    "no_trust": {
        "es": ("¿de dónde sacó mi número?", "¿quién le dio mi teléfono?", "esto es una estafa"),
        "en": ("where did you get my number?", "who gave you my number", "is this a scam"),
    },
    "who_are_you": {
        "es": ("¿quién habla?", "¿de parte de quién?", "¿de qué empresa?"),
        "en": ("who is this?", "who are you", "what company", "who's calling"),
    },
    "not_interested_firm": {
        "es": ("ya le dije que no", "no insista", "de ninguna manera"),
        "en": ("I said no", "absolutely not", "not interested at all"),
    },
    "hold": {
        "es": ("un momento, por favor", "no cuelgue", "ya se lo paso"),
        "en": ("hold on", "one moment please", "let me get him"),
    },
    "gatekeeper": {
        "es": ("no está", "no se encuentra", "el señor no está disponible", "está en reunión", "no soy la encargada"),
        "en": ("he's not in", "she is in a meeting", "can I take a message", "I'm just the receptionist"),
    },
    "busy": {
        "es": ("ahora no puedo", "estoy ocupado", "no es buen momento", "No me llame ahora, llámeme mañana a las 10"),
        "en": ("I'm busy", "bad time", "I can't talk right now", "don't call me now, call me tomorrow"),
    },
    "callback": {
        "es": ("llámeme mañana a las diez", "mejor llame más tarde", "¿me vuelve a llamar luego?", "la próxima semana"),
        "en": ("call me tomorrow at 3 pm", "call back later", "please do call me again", "maybe next week"),
    },
    "send_info": {
        "es": ("envíemelo por correo", "mándeme la información", "¿me puede enviar algo?"),
        "en": ("send me an email", "can you send me some information", "put it in writing"),
    },
    "contract_lock": {"es": ("tenemos contrato", "hasta diciembre"), "en": ("we're in a contract", "until next year")},
    "no_authority": {
        "es": ("eso lo decide mi jefe", "tengo que consultarlo con el gerente", "no soy yo quien decide"),
        "en": ("my boss decides that", "I need to ask my manager", "not my decision"),
    },
    "no_budget": {"es": ("es caro", "no tenemos presupuesto"), "en": ("too expensive", "we don't have the budget")},
    "already_have": {
        "es": ("ya tenemos proveedor", "trabajamos con otra agencia", "ya tenemos un asesor"),
        "en": ("we already have one", "we use another agency", "we have an agent already"),
    },
    "price": {
        "es": ("¿cuánto cuesta?", "¿qué precio tiene?", "¿cuánto vale eso?"),
        "en": ("how much is it?", "what's the price?", "what does it cost"),
    },
    "not_interested": {
        "es": ("no me interesa", "no gracias", "no lo necesitamos", "no estoy interesado"),
        "en": ("not interested", "no thanks", "we don't need it", "I'm not really interested"),
    },
    "goodbye": {"es": ("adiós", "bueno, chao", "tengo que colgar"), "en": ("goodbye", "bye", "I've got to go")},
    "interested": {
        "es": ("me interesa", "cuénteme", "¿cómo funciona?", "suena bien"),
        "en": ("tell me more", "I'm interested", "sounds good", "how does it work?"),
    },
    "affirm": {"es": ("sí", "claro", "de acuerdo", "con ella"), "en": ("yes", "sure", "that's right", "speaking")},
    "deny": {
        "es": ("no", "Noo.", "claro que no", "no es correcto"),
        "en": ("no", "Know.", "nope", "of course not", "that's not right"),
    },
    "backchannel": {"es": ("mmm", "aló", "buenos días"), "en": ("mm", "hello", "I see")},
    "unclear": {"es": ("krk brr", "la luna"), "en": ("the moon is blue", "we stop serving at noon")},
}  # fmt: skip
TABLE = [
    pytest.param(language, text, intent, id=f"{intent}-{language}-{number}")
    for intent, languages in SAID.items()
    for language, texts in languages.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("language", "text", "intent"), TABLE)
def test_what_is_said_is_understood(language: Language, text: str, intent: Intent) -> None:
    assert understood(text, language).intent == intent


def test_every_intent_is_in_the_table() -> None:
    assert set(SAID) | set(SIGNS) | {"answer"} == set(get_args(Intent))


@pytest.mark.parametrize(
    "text",
    ["me vuelve a llamar mañana", "deben llamarme mañana", "llámeme mañana", "el precio de la lista",
     "tell me the list",
     "please do call me again", "call me back", "¿está en la lista de espera?", "mándeme la lista de precios",
     "when did you start calling hotels?", "start calling after nine", "we stopped calling suppliers"],
    ids=range(12),
)  # fmt: skip
def test_an_invitation_is_no_opt_out(text: str) -> None:
    assert not is_garbled_opt_out(text)
    assert all(understood(text, language).intent != "do_not_call" for language in get_args(Language))


def test_an_open_question_takes_an_answer_in_free_words() -> None:
    assert understood("recibimos veinte al mes", "es", asked_openly=True).intent == "answer"
    assert understood("recibimos veinte al mes", "es", confidence=0.2, asked_openly=True).intent == "unclear"


def test_a_voicemail_speaks_like_one() -> None:
    for text in ("Deje su mensaje después del tono", "Please leave a message after the beep", "buzón de voz"):
        assert is_heard("voicemail_greeting", text, "es")
    for text in ("¿Desea dejar un mensaje?", "no está disponible"):
        assert not is_heard("voicemail_greeting", text, "es")
