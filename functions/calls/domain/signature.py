"""Whether Twilio signed a request: base64(HMAC-SHA1(auth token, address + sorted names and values)).

Source: https://www.twilio.com/docs/usage/security#validating-requests. Twilio signs with or without the port of the
address, so both are tried; a body that is no form is bound by its digest in the query, `bodySHA256`.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs, urlsplit, urlunsplit

Fields = Sequence[tuple[str, str]]

_PORTS = {"https": 443, "http": 80, "wss": 443, "ws": 80}


def validate(auth_token: str, url: str, params: Fields, body: bytes | None, signature: str) -> bool:
    """Whether the signature is Twilio's, compared in constant time.

    Args:
        auth_token: of the account.
        url: the public address, with its query, as Twilio was given it.
        params: the fields of a form, in any order, with repeats.
        body: of a request that is no form; None for a form and for an upgrade to a socket.
        signature: the header `X-Twilio-Signature`.
    """
    fields = params if body is None else ()
    right = [_equal(_signed(auth_token, address, fields), signature) for address in _addresses(url)]
    return any(right) and (body is None or _body_is_bound(url, body))


def sign(auth_token: str, url: str, params: Fields) -> str:
    """The signature of a request."""
    return _signed(auth_token, url, params)


def _signed(auth_token: str, url: str, params: Fields) -> str:
    text = url + "".join(f"{name}{value}" for name, value in sorted(set(params)))
    return base64.b64encode(hmac.new(auth_token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _addresses(url: str) -> Iterable[str]:
    """The address without its port, and with it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    bare = host.rpartition(":")[0] if _has_port(host) else host
    port = host.rpartition(":")[2] if _has_port(host) else str(_PORTS.get(parts.scheme, 443))
    user = parts.netloc[: len(parts.netloc) - len(host)]
    for netloc in (bare, f"{bare}:{port}"):
        yield urlunsplit(parts._replace(netloc=user + netloc))


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]")


def _body_is_bound(url: str, body: bytes) -> bool:
    said = parse_qs(urlsplit(url).query).get("bodySHA256", [])
    return len(said) == 1 and _equal(hashlib.sha256(body).hexdigest(), said[0])


def _equal(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
