"""The language model of a stage, by what an operator put into the vendor secret `llm`; empty means none."""

import json
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel

from shared.core.aws import call
from shared.core.inject import Depends, provides
from shared.core.log import log
from shared.core.resources import secret
from shared.core.settings import settings
from shared.llm.model import Answer, LanguageModel

_ANTHROPIC = "https://api.anthropic.com"
_OPENAI = "https://api.openai.com/v1"


class Configuration(BaseModel):
    """What the secret holds."""

    provider: Literal["anthropic", "openai"]
    model: str
    api_key: str = ""
    base_url: str | None = None


Read = Callable[[str], str]
"""Gives what the secret of a name holds."""


def _secret(name: str) -> str:
    return call("secretsmanager", "GetSecretValue", {"SecretId": name}).get("SecretString") or "{}"


class SecretModel:
    """The model of the secret, which is read when something is asked: most documents ask nothing.

    Args:
        name: of the secret.
        read: gives what it holds.
    """

    def __init__(self, name: str, read: Read = _secret) -> None:
        self.name = name
        self.read = read

    def propose(self, instructions: str, text: str, schema: dict[str, object]) -> Answer | None:
        named = found(self.name, self.read)
        return None if named is None else named[0].propose(instructions, text, schema)


def found(name: str, read: Read = _secret) -> tuple[LanguageModel, str] | None:
    """The model of a secret, and what it is called; None where there is none, or it cannot be read."""
    try:
        content = read(name)
        model = model_of(content)
        return (model, Configuration.model_validate_json(content).model) if model else None
    except Exception as error:  # noqa: BLE001 - without a model, work goes on
        log().warning("the language model is not configured", error=type(error).__name__)
        return None


def model_of(content: str) -> LanguageModel | None:
    """The model that a secret's content names; None for `{}`.

    Raises:
        ValueError: it names none that we speak to.
    """
    told = json.loads(content)
    if not told:
        return None
    configuration = Configuration.model_validate(told)
    from shared.llm.http import AnthropicMessages, ChatCompletions, HttpModel  # noqa: PLC0415 - only where there is one

    anthropic = configuration.provider == "anthropic"
    return HttpModel(
        AnthropicMessages() if anthropic else ChatCompletions(),
        base_url=configuration.base_url or (_ANTHROPIC if anthropic else _OPENAI),
        api_key=configuration.api_key,
        model=configuration.model,
    )


@provides(secret("llm"))
def language_model() -> LanguageModel:
    """The model of this stage, if it has one: else it proposes nothing."""
    return SecretModel(f"astramech/{settings.stage}/llm")


Model = Annotated[LanguageModel, Depends(language_model)]
