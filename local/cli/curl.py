"""Command lines that work when they are pasted into a shell."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.cli.stack_file import Account

TOKEN = '-H "authorization: Bearer $TOKEN"'  # noqa: S105 - no secret
READ_TOKEN = "python3 -c 'import json, sys; print(json.load(sys.stdin)[\"access_token\"])'"  # noqa: S105 - no secret


@dataclass(frozen=True)
class Curl:
    """One request.

    Args:
        authorized: sends the token that the variable TOKEN of the shell holds.
    """

    method: str
    url: str
    body: Mapping[str, Any] | None = None
    authorized: bool = True

    def line(self) -> str:
        # Addresses hold dollar signs: only the token stands in quotes in which the shell looks for variables.
        parts = ["curl -sS -w '\\n'", *(["-X", self.method] if self.method != "GET" else []), shlex.quote(self.url)]
        if self.authorized:
            parts.append(TOKEN)
        if self.body is not None:
            body = json.dumps(self.body, ensure_ascii=False)
            parts += ["-H 'content-type: application/json'", "-d", shlex.quote(body)]
        return " ".join(parts)


def token_line(api_url: str, account: Account) -> str:
    """Signs in and keeps the access token in the variable TOKEN."""
    grant = {"grant_type": "password", "email": account.email, "password": account.password}
    return f"TOKEN=$({Curl('POST', f'{api_url}/auth/token', grant, authorized=False).line()} | {READ_TOKEN})"
