"""Signatures: Twilio's own vectors, and Twilio's library as the oracle for any request.

Seven of the vectors in `signature_vectors.json` are those of the unit tests of twilio-python, which is under the MIT
licence, copyright Twilio Inc.; nine were computed with its `RequestValidator`.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from functions.calls.domain.signature import sign, validate

VECTORS = json.loads(Path(__file__).with_name("signature_vectors.json").read_text())["vectors"]
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
URLS = st.builds(
    "{}://calls.example.com{}/voice/x{}".format,
    st.just("https"),
    st.sampled_from(["", ":8443"]),
    st.sampled_from(["", "?a=1&b=%20", "/"]),
)


class Form(dict[str, str]):
    """Fields that may repeat, in the shape that Twilio's library takes."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__(fields)
        self.fields = fields

    def getall(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_known_requests(case: dict[str, Any]) -> None:
    fields = [(name, value) for name, value in case["params"]]
    body = None if case["body"] is None else case["body"].encode()
    assert validate(case["auth_token"], case["url"], fields, body, case["signature"]) is case["valid"]


@given(URLS, st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_what_twilios_library_signs_is_right_and_another_token_or_address_is_wrong(
    url: str, fields: list[tuple[str, str]]
) -> None:
    signature = RequestValidator("secret").compute_signature(url, Form(fields))
    assert validate("secret", url, fields, None, signature)
    assert not validate("other", url, fields, None, signature)
    assert not validate("secret", url.replace("voice", "other"), fields, None, signature)
    assert sign("secret", url, fields) == signature


def test_an_upgrade_to_a_socket_is_signed_over_its_wss_address() -> None:
    url = "wss://voice.example.com/streams/twilio"
    signature = RequestValidator("secret").compute_signature(url, {})
    assert validate("secret", url, [], None, signature)
    assert not validate("secret", url + "/", [], None, signature)
    assert not validate("secret", url.replace("wss", "https"), [], None, signature)
