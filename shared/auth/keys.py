"""Ed25519 keys that sign access tokens: when each one signs, how long its public half is needed, and how both are kept.

A key goes through three times. It is made and published; `LEAD` later it signs, when every cache of public keys has
seen it; `GRACE` after its successor began to sign, no token of it is alive and it is dropped.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.core.errors import NotConfigured

LIFETIME = timedelta(minutes=15)
"""Of an access token."""
FRESH = timedelta(minutes=5)
"""How long any process works with keys it has read."""
LEAD = 2 * FRESH
"""From publication to first signature."""
GRACE = LIFETIME + 2 * FRESH
"""From the successor's first signature until a key is dropped."""
AGE = timedelta(days=30)
"""At which a key gets a successor."""


@dataclass(frozen=True)
class SigningKey:
    """One key pair.

    Args:
        private: the secret half.
        signs_from: the moment of its first signature.
    """

    private: Ed25519PrivateKey
    signs_from: datetime

    @classmethod
    def new(cls, *, signs_from: datetime) -> Self:
        """A fresh key pair."""
        return cls(Ed25519PrivateKey.generate(), signs_from)

    @cached_property
    def kid(self) -> str:
        """The name of the public half: its thumbprint (RFC 7638)."""
        members = {"crv": "Ed25519", "kty": "OKP", "x": self._x}
        return _encode(hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest())

    @property
    def jwk(self) -> dict[str, str]:
        """The public half as a JSON Web Key (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": self._x, "kid": self.kid, "use": "sig", "alg": "EdDSA"}

    @property
    def _x(self) -> str:
        return _encode(self.private.public_key().public_bytes_raw())


@dataclass(frozen=True)
class KeyRing:
    """The keys of a stage, oldest first."""

    keys: tuple[SigningKey, ...] = ()

    def current(self, now: datetime) -> SigningKey:
        """The key that signs at `now`.

        Raises:
            NotConfigured: no key has been made.
        """
        signing = [key for key in self.keys if key.signs_from <= now]
        if not signing:
            raise NotConfigured("There is no signing key yet: run the job identity-rotate-signing-keys.")
        return signing[-1]

    def turned(self, now: datetime) -> "KeyRing":
        """This ring as it should be at `now`: without keys that nobody needs, with a successor where one is due."""
        needed = tuple(key for key in self.keys if not self._is_spent(key, now))
        if not needed:
            return KeyRing((SigningKey.new(signs_from=now),))
        if needed[-1].signs_from + AGE > now:
            return KeyRing(needed)
        return KeyRing((*needed, SigningKey.new(signs_from=now + LEAD)))

    def kids(self) -> list[str]:
        """The names of the keys."""
        return [key.kid for key in self.keys]

    def jwks(self) -> str:
        """The public halves as a JSON Web Key Set."""
        return json.dumps({"keys": [key.jwk for key in self.keys]}, separators=(",", ":"))

    def dump(self) -> str:
        """The ring as JSON, private halves included."""
        kept = [
            {"kid": key.kid, "private": _encode(key.private.private_bytes_raw()), "from": key.signs_from.isoformat()}
            for key in self.keys
        ]
        return json.dumps({"keys": kept})

    @classmethod
    def load(cls, text: str) -> Self:
        """Read what `dump` wrote; a secret that never held keys gives an empty ring."""
        try:
            kept = json.loads(text or "{}").get("keys", [])
        except (ValueError, AttributeError):
            return cls()
        keys = (
            SigningKey(
                Ed25519PrivateKey.from_private_bytes(_decode(key["private"])), datetime.fromisoformat(key["from"])
            )
            for key in kept
        )
        return cls(tuple(sorted(keys, key=lambda key: key.signs_from)))

    def _is_spent(self, key: SigningKey, now: datetime) -> bool:
        successors = [other.signs_from for other in self.keys if other.signs_from > key.signs_from]
        return bool(successors) and min(successors) + GRACE < now


def public_keys(jwks: str) -> dict[str, Ed25519PublicKey]:
    """Kid → key, of every Ed25519 key in a JSON Web Key Set; other kinds are passed over."""
    found: list[dict[str, Any]] = json.loads(jwks)["keys"]
    return {
        key["kid"]: Ed25519PublicKey.from_public_bytes(_decode(key["x"]))
        for key in found
        if (key.get("kty"), key.get("crv")) == ("OKP", "Ed25519")
    }


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
