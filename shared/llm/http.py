"""Language models over HTTP: Anthropic's messages, and chat completions as OpenAI and many servers speak them."""

import json
from typing import Any, Protocol

import httpx

from shared.core.log import log
from shared.llm.model import Answer, data_only

TIMEOUT = 20.0  # seconds for one attempt
ATTEMPTS = 2  # a second one only where the answer was no object of the schema
ANSWER_TOKENS = 1024
_NAME = "propose"


class InvalidAnswerError(ValueError):
    """The model answered something else than an object of the schema."""


class Dialect(Protocol):
    """How a vendor is asked, and where its answer stands."""

    path: str

    def headers(self, api_key: str) -> dict[str, str]:
        """Who asks."""

    def body(self, model: str, instructions: str, text: str, schema: dict[str, Any]) -> dict[str, Any]:
        """The question."""

    def answer(self, body: Any) -> Any:
        """The object in an answer; any LookupError, TypeError or ValueError where it is not."""


class AnthropicMessages:
    """Anthropic's messages API; the object is the input of a tool that has to be used."""

    path = "/v1/messages"

    def headers(self, api_key: str) -> dict[str, str]:
        return {"x-api-key": api_key, "anthropic-version": "2023-06-01"}

    def body(self, model: str, instructions: str, text: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "model": model,
            "max_tokens": ANSWER_TOKENS,
            "system": instructions,
            "messages": [{"role": "user", "content": text}],
            "tools": [{"name": _NAME, "description": "Hand over what was found.", "input_schema": schema}],
            "tool_choice": {"type": "tool", "name": _NAME},
        }

    def answer(self, body: Any) -> Any:
        return next(part["input"] for part in body["content"] if part["type"] == "tool_use" and part["name"] == _NAME)


class ChatCompletions:
    """OpenAI's chat completions with a JSON schema, as servers of open models speak them too."""

    path = "/chat/completions"

    def headers(self, api_key: str) -> dict[str, str]:
        return {"authorization": f"Bearer {api_key}"} if api_key else {}

    def body(self, model: str, instructions: str, text: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "model": model,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": _NAME, "strict": True, "schema": schema},
            },
        }

    def answer(self, body: Any) -> Any:
        return json.loads(body["choices"][0]["message"]["content"])


class HttpModel:
    """A model of a vendor.

    Args:
        dialect: how it is asked.
        base_url: where it stands, without the dialect's path.
        api_key: empty for a server that asks for none.
        model: its name there.
        transport: another way to the vendor, for tests.
    """

    def __init__(
        self, dialect: Dialect, *, base_url: str, api_key: str, model: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.dialect = dialect
        self.url = base_url.rstrip("/") + dialect.path
        self.api_key = api_key
        self.model = model
        self.transport = transport

    def propose(self, instructions: str, text: str, schema: dict[str, Any]) -> Answer | None:
        body = self.dialect.body(self.model, *data_only(instructions, text), schema)
        try:
            with httpx.Client(timeout=TIMEOUT, transport=self.transport) as client:
                return self._ask(client, body, schema)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a model, work goes on without it
            log().warning("no proposals of the language model", error=type(error).__name__)
            return None

    def _ask(self, client: httpx.Client, body: dict[str, Any], schema: dict[str, Any]) -> Answer:
        for left in reversed(range(ATTEMPTS)):
            response = client.post(self.url, headers=self.dialect.headers(self.api_key), json=body)
            response.raise_for_status()
            try:
                return _object(self.dialect.answer(response.json()), schema)
            except (LookupError, TypeError, ValueError, StopIteration):
                if not left:
                    raise InvalidAnswerError from None
        raise InvalidAnswerError


def _object(answer: Any, schema: dict[str, Any]) -> Answer:
    """The answer, if it is an object with the schema's properties and no other."""
    if not isinstance(answer, dict) or not set(schema.get("required", ())) <= set(answer) <= set(schema["properties"]):
        raise InvalidAnswerError
    return answer
