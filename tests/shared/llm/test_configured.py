"""Which model a stage has, by its secret."""

import json

import pytest

from shared.core.errors import Unavailable
from shared.llm.configured import SecretModel, model_of
from shared.llm.http import HttpModel


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ({"provider": "anthropic"}, "https://api.anthropic.com/v1/messages"),
        ({"provider": "openai"}, "https://api.openai.com/v1/chat/completions"),
        ({"provider": "openai", "base_url": "http://10.0.0.9:11434/v1"}, "http://10.0.0.9:11434/v1/chat/completions"),
    ],
)
def test_the_secret_names_the_model_and_where_it_stands(told: dict[str, str], url: str) -> None:
    model = model_of(json.dumps({"model": "m", "api_key": "k", **told}))
    assert isinstance(model, HttpModel)
    assert (model.url, model.model, model.api_key) == (url, "m", "k")


def test_an_empty_secret_is_no_model() -> None:
    assert model_of("{}") is None


@pytest.mark.parametrize("content", ["{}", '{"provider": "nobody", "model": "m"}', "no json", None])
def test_without_a_usable_secret_nothing_is_asked(content: str | None) -> None:
    def read(name: str) -> str:
        if content is None:
            raise Unavailable(f"no answer about {name}")
        return content

    assert SecretModel("astramech/local/llm", read).propose("", "", {}) is None
