"""Answers that are files: attached, never shown in a browser, in bytes that arrive as they were, or elsewhere."""

import base64
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel

from shared.core.function import Function, get
from shared.core.runtime.http import application
from shared.schemas.answers import Attachment, Elsewhere
from tests.lambdas import LambdaContext, ask, http_event

BYTES = bytes(range(256))


class Drawing(BaseModel):
    name: str


@dataclass(frozen=True, kw_only=True)
class Picture(Attachment):
    media_types: ClassVar[tuple[str, ...]] = ("text/csv", "image/png")


@get("/test/drawing", public=True)
def get_drawing(form: str) -> Drawing | Picture | Elsewhere:
    """A drawing, as it is asked for."""
    match form:
        case "json":
            return Drawing(name="x")
        case "away":
            return Elsewhere("https://files.example/x")
    content, media_type = ("peñón".encode(), "text/csv") if form == "csv" else (BYTES, "image/png")
    return Picture(content=content, media_type=media_type, file_name=f"x.{form}")


def call(form: str) -> dict[str, Any]:
    answer: dict[str, Any] = get_drawing(http_event("GET", "/test/drawing", query=f"form={form}"), LambdaContext())
    return answer


def test_bytes_arrive_as_they_were_and_are_saved_not_shown() -> None:
    answer = call("png")
    assert base64.b64decode(answer["body"]) == BYTES
    assert answer["isBase64Encoded"] is True
    headers = answer["headers"]
    assert (headers["content-type"], headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert headers["content-disposition"] == 'attachment; filename="x.png"'
    assert headers["cache-control"] == "no-store"


def test_text_arrives_as_text() -> None:
    answer = call("csv")
    assert (answer["body"], answer["isBase64Encoded"]) == ("peñón", False)


def test_what_is_json_stays_json_and_what_is_elsewhere_is_pointed_to() -> None:
    assert ask(get_drawing, "GET", "/test/drawing", query="form=json").json == {"name": "x"}
    away = call("away")
    assert (away["statusCode"], away["headers"]["location"]) == (303, "https://files.example/x")


@pytest.mark.parametrize("function", [get_drawing])
def test_every_form_of_the_answer_is_documented(function: Function) -> None:
    responses = application([function]).openapi()["paths"]["/api/v1/test/drawing"]["get"]["responses"]
    assert set(responses["200"]["content"]) == {"application/json", "text/csv", "image/png"}
    assert responses["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Drawing"}
    assert "Location" in responses["303"]["description"]
