"""TwiML: what our builder writes is what Twilio's own library would, as canonical XML."""

from xml.etree.ElementTree import canonicalize

import pytest
from twilio.twiml.voice_response import Connect, Dial, Stream, VoiceResponse

from functions.calls.domain import twiml

HOOK = "https://api.example.com/api/v1/calls/voice/resume?company_id=1&call_id=2"


def same(text: str, oracle: VoiceResponse) -> bool:
    return canonicalize(text) == canonicalize(str(oracle))


def test_a_stream_with_its_token_and_what_follows() -> None:
    stream = Stream(url="wss://v.example.com/streams/twilio", status_callback=HOOK, status_callback_method="POST")
    stream.parameter(name="token", value='a"<&')
    stream.parameter(name="call_id", value="2")
    oracle = VoiceResponse()
    oracle.append(Connect().append(stream))
    oracle.redirect(HOOK, method="POST")
    ours = twiml.connect(
        "wss://v.example.com/streams/twilio",
        status_callback=HOOK,
        parameters={"token": 'a"<&', "call_id": "2"},
        then=HOOK,
    )
    assert same(ours, oracle)


def test_the_end_a_refusal_and_a_sentence() -> None:
    ended, declined, said = VoiceResponse(), VoiceResponse(), VoiceResponse()
    ended.hangup()
    declined.reject(reason="rejected")
    said.say("¿Sí? <ok>", language="es-MX")
    assert same(twiml.hang_up(), ended)
    assert same(twiml.decline(), declined)
    assert same(twiml.say("¿Sí? <ok>", "es"), said)


def test_a_person_of_the_company_is_rung() -> None:
    dial = Dial(timeout=20, action=HOOK, method="POST", answer_on_bridge=True, caller_id="+576015550100")
    dial.number("+576015550111", url=HOOK, method="POST")
    oracle = VoiceResponse()
    oracle.append(dial)
    assert same(twiml.transfer("+576015550111", action=HOOK, whisper=HOOK, caller_id="+576015550100"), oracle)


def test_what_twilio_would_not_take_is_not_written() -> None:
    with pytest.raises(ValueError, match="parameter"):
        twiml.connect("wss://x", status_callback=HOOK, parameters={"token": "x" * 500}, then=HOOK)
    with pytest.raises(ValueError, match="characters"):
        twiml.say("x" * twiml.LONGEST, "en")
