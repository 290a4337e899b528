"""Lines that are pasted into a shell reach curl exactly as meant."""

import json
import subprocess
from typing import Any

from local.cli.curl import Curl, token_line
from local.cli.stack_file import Account

URL = "http://127.0.0.1:4566/_aws/execute-api/abc/$default/api/v1"
NASTY = 'O\'Brien "la Niña" $HOME `id` \\ 李 🌱 !x'


def arguments_in_shell(line: str) -> list[str]:
    """What curl gets when the line is pasted."""
    stub = "curl() { printf '%s\\0' \"$@\"; }"
    ran = subprocess.run(["bash", "-c", f"{stub}; TOKEN=t0k3n; {line}"], capture_output=True, check=True)
    return ran.stdout.decode().split("\0")[:-1]


def body_of(arguments: list[str]) -> Any:
    return json.loads(arguments[arguments.index("-d") + 1])


def test_an_address_with_a_dollar_sign_stays_what_it_is() -> None:
    assert f"{URL}/crm/leads" in arguments_in_shell(Curl("GET", f"{URL}/crm/leads").line())


def test_the_token_of_the_shell_is_sent() -> None:
    assert "authorization: Bearer t0k3n" in arguments_in_shell(Curl("GET", URL).line())


def test_a_public_request_sends_no_token() -> None:
    assert "authorization" not in " ".join(arguments_in_shell(Curl("GET", URL, authorized=False).line()))


def test_a_body_with_quotes_and_signs_arrives_unharmed() -> None:
    arguments = arguments_in_shell(Curl("POST", URL, {"contact_name": NASTY}).line())
    assert body_of(arguments) == {"contact_name": NASTY}
    assert arguments[arguments.index("-X") + 1] == "POST"


def test_the_token_line_signs_in_and_keeps_the_token() -> None:
    account = Account(company="Uno", role="admin", email="admin@uno.example", password="-it's $ecret")
    answered = 'curl() { echo \'{"access_token": "signed.in.now"}\'; }'
    line = token_line(URL, account)
    ran = subprocess.run(["bash", "-c", f"{answered}; {line}; echo $TOKEN"], capture_output=True, text=True, check=True)
    assert ran.stdout == "signed.in.now\n"
    request = line.removeprefix("TOKEN=$(").rpartition(" | ")[0]
    assert body_of(arguments_in_shell(request)) == {
        "grant_type": "password",
        "email": "admin@uno.example",
        "password": "-it's $ecret",
    }
