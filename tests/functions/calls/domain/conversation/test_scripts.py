"""What a campaign says: complete, lawful, and known before it is said."""

from typing import get_args

import pytest
from pydantic import ValidationError

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.duties import seconds
from functions.calls.domain.conversation.lines import cached_texts, text_of
from functions.calls.domain.conversation.script import Script, ScriptEdit, edited, script_of
from tests.functions.calls.domain.conversation.telephone import Telephone, facts_of


@pytest.mark.parametrize("language", get_args(Language))
def test_the_disclosure_is_said_in_six_seconds(language: Language) -> None:
    said = text_of("disclosure", script_of(), facts_of(language))
    assert "Hotelia" in said
    assert seconds(said, language) <= 6


@pytest.mark.parametrize("language", get_args(Language))
def test_what_is_said_as_cached_is_among_the_texts_that_are_rendered_before(language: Language) -> None:
    facts = facts_of(language, origin="de la feria")
    words = {
        "es": ("¿es un robot?", "Sí", "¿cuánto cuesta?", "sí", "sí", "sí", "el viernes", "sí"),
        "en": ("are you a robot?", "Yes", "how much is it", "yes", "yes", "yes", "Friday", "yes"),
    }[language]
    call = Telephone(facts).talk(*words)
    cached = cached_texts(script_of(), facts)
    assert [say.text for say in call.says if say.cached and say.text not in cached] == []
    assert len([say for say in call.says if say.cached]) > len([say for say in call.says if not say.cached])


def test_a_company_says_it_in_its_own_words_under_a_version_of_its_own() -> None:
    edit = ScriptEdit.model_validate({"wording": {"es": {"purpose": "su página", "lines": {"pitch": "Hola. ¿Sí?"}}}})
    own = edited(script_of(), edit)
    assert own.wording["es"].lines["pitch"] == "Hola. ¿Sí?"
    assert own.wording["es"].lines["bye"] == script_of().wording["es"].lines["bye"]
    assert own.version.startswith("hotels-1+")
    assert own.version == edited(script_of(), edit).version


FAULTS: dict[str, tuple[str, str]] = {
    "no AI": (
        "disclosure",
        "Hola, soy Ana de {company}, llamada grabada, por {purpose}; diga no llamar o marque nueve.",
    ),
    "not recorded": ("disclosure", "Asistente virtual de {company} por {purpose}; diga no llamar o marque nueve."),
    "no opt-out by voice": ("disclosure", "Asistente virtual de {company}, grabada, por {purpose}; o marque nueve."),
    "no opt-out by key": (
        "disclosure",
        "Asistente virtual de {company}, llamada grabada, por {purpose}; diga no llamar.",
    ),
    "no company": ("disclosure", "Asistente virtual, llamada grabada, por {purpose}; diga no llamar o marque nueve."),
    "too long": ("disclosure", "Muy buenos días tenga usted. " + script_of().wording["es"].lines["disclosure"]),
    "no confirmation": ("opt_out", "Adiós."),
    "claims to be a person": ("is_this_ai", "No, soy una persona."),
    "hides the recording": ("recording_question", "No se preocupe."),
    "no way out for a mailbox": ("voicemail", "Le llamó {company}. Llámenos al {call_back}."),
    "names what it cannot know": ("pitch", "Su vecino {neighbour} ya nos compró. ¿Sí?"),
    "a time too early": ("pitch", "¿Le sirve {when}?"),
    "a stray brace": ("pitch", "Hola {"),
    "reaches into objects": ("pitch", "Hola {company.__class__}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_words_that_break_a_duty_are_refused(fault: str) -> None:
    line, words = FAULTS[fault]
    with pytest.raises(ValidationError):
        edited(script_of(), ScriptEdit.model_validate({"wording": {"es": {"lines": {line: words}}}}))


@pytest.mark.parametrize("line", ["disclosure", "opt_out", "voicemail", "screening", "handoff", "silence"])
def test_a_script_without_a_line_is_refused(line: str) -> None:
    told = script_of().model_dump()
    del told["wording"]["en"]["lines"][line]
    with pytest.raises(ValidationError, match=line):
        Script.model_validate(told)


def test_a_script_speaks_both_languages() -> None:
    told = script_of().model_dump()
    del told["wording"]["en"]
    with pytest.raises(ValidationError):
        Script.model_validate(told)


@pytest.mark.parametrize("name", ["nothing", "../../cues", "hotels/../hotels"])
def test_only_scripts_that_we_ship_are_found(name: str) -> None:
    with pytest.raises(KeyError):
        script_of(name)
