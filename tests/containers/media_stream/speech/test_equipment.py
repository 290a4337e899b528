import asyncio
import json

import pytest

from containers.media_stream.speech.accounts import DeepgramAccount, ElevenLabsAccount, speech_accounts
from containers.media_stream.speech.equipment import Equipment
from shared.core.aws import call
from shared.core.errors import NotConfigured
from tests.aws import Cloud
from tests.containers.media_stream.speech.clips import silence


class Held:
    """Accounts that were opened."""

    def deepgram(self) -> DeepgramAccount | None:
        return DeepgramAccount(api_key="a-secret-key", model="nova-2")

    def elevenlabs(self) -> ElevenLabsAccount | None:
        return ElevenLabsAccount(api_key="a-secret-key", voices={"es": "one", "en": "two"})


class NoAccounts:
    """What a stage begins with."""

    def deepgram(self) -> DeepgramAccount | None:
        return None

    def elevenlabs(self) -> ElevenLabsAccount | None:
        return None


def names(equipment: Equipment) -> tuple[list[str], list[str]]:
    return [one.name for one in equipment.listening], [one.name for one in equipment.speaking]


def test_without_accounts_the_embedded_engines_are_all_there_is() -> None:
    assert names(Equipment.chosen(NoAccounts())) == (["embedded:whisper-base"], ["embedded:pico"])


def test_with_accounts_the_cloud_comes_first_and_the_embedded_engines_stay() -> None:
    listening, speaking = names(Equipment.chosen(Held()))
    assert listening == ["deepgram:nova-2", "embedded:whisper-base"]
    assert speaking == ["elevenlabs:eleven_flash_v2_5", "embedded:pico"]


def test_settings_choose_engine_and_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_TO_TEXT", "deepgram:nova-3")
    monkeypatch.setenv("TEXT_TO_SPEECH", "embedded:pico")
    assert names(Equipment.chosen(Held())) == (["deepgram:nova-3", "embedded:whisper-base"], ["embedded:pico"])


def test_settings_may_leave_the_model_to_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_TO_TEXT", "deepgram")
    monkeypatch.setenv("TEXT_TO_SPEECH", "embedded")
    assert names(Equipment.chosen(Held())) == (["deepgram:nova-2", "embedded:whisper-base"], ["embedded:pico"])


@pytest.mark.parametrize("name", ["deepgrams", "whisper:base", "elevenlabs:eleven_flash_v2_5", "embedded:pico"])
def test_a_name_of_no_recogniser_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("SPEECH_TO_TEXT", name)
    with pytest.raises(NotConfigured, match=name):
        Equipment.chosen(Held())


@pytest.mark.parametrize(
    ("setting", "name"), [("SPEECH_TO_TEXT", "deepgram:nova-3"), ("TEXT_TO_SPEECH", "elevenlabs:eleven_flash_v2_5")]
)
def test_an_engine_that_is_wanted_needs_an_account(monkeypatch: pytest.MonkeyPatch, setting: str, name: str) -> None:
    monkeypatch.setenv(setting, name)
    with pytest.raises(NotConfigured, match="holds no account"):
        Equipment.chosen(NoAccounts())


def test_accounts_are_what_was_put_into_the_secrets(cloud: Cloud) -> None:
    held = {"api_key": "a-secret-key", "voices": {"es": "one", "en": "two"}}
    for name, content in (("deepgram", {"api_key": "a-secret-key"}), ("elevenlabs", held)):
        secret = {"Name": f"astramech/{cloud.stage}/{name}", "SecretString": json.dumps(content)}
        call("secretsmanager", "CreateSecret", secret)
    accounts = speech_accounts()
    assert accounts.deepgram() == DeepgramAccount(api_key="a-secret-key", model="nova-3")
    assert accounts.elevenlabs() == ElevenLabsAccount.model_validate(held)
    assert "a-secret-key" not in repr(accounts.deepgram()) + repr(accounts.elevenlabs())


@pytest.mark.parametrize("content", [None, "{}", "no JSON", '{"key": "of another shape"}'])
def test_a_secret_that_holds_no_account_is_none(cloud: Cloud, content: str | None) -> None:
    if content is not None:
        secret = {"Name": f"astramech/{cloud.stage}/deepgram", "SecretString": content}
        call("secretsmanager", "CreateSecret", secret)
    assert speech_accounts().deepgram() is None


def test_it_starts_answers_for_its_health_and_stops() -> None:
    async def scenario() -> None:
        equipment = Equipment.chosen(NoAccounts())
        assert not equipment.healthy
        try:
            await equipment.start()
            assert equipment.healthy
            judged: list[float] = []
            equipment.activity().hear(silence(0.32), judged.extend)
            assert len(judged) == 10
            assert [piece async for piece in equipment.speaking[-1].speak("Hola.", "es")]
        finally:
            await equipment.stop()
        assert not equipment.healthy

    asyncio.run(scenario())
