"""Turns the keys that sign access tokens."""

from functions.identity.schemas import KeyRotation
from functions.identity.service.ports import KeyStore, Publication
from shared.core.clock import Now
from shared.core.errors import Conflict

ATTEMPTS = 5


class SigningKeys:
    """The signing keys of a stage.

    Args:
        store: the ring; the truth.
        publication: its public halves, for everybody.
        now: the clock.
    """

    def __init__(self, store: KeyStore, publication: Publication, now: Now) -> None:
        self.store = store
        self.publication = publication
        self.now = now

    def rotate(self) -> KeyRotation:
        """Make a key where one is due, drop keys whose tokens have all expired, and see that all are published.

        A new key is published before it is stored, and signs only when every cache of public keys is older than it.

        Raises:
            Conflict: other rotations kept this one from publishing what is stored.
        """
        ring, version = self.store.read()
        turned = ring.turned(self.now())
        if turned != ring:
            self.publication.publish(turned.jwks())
            self.store.replace(turned, version=version)
        return KeyRotation(changed=turned != ring, keys=self._publish())

    def _publish(self) -> list[str]:
        """Publish until what is published is what is stored: whoever publishes last has looked at the store after."""
        for _ in range(ATTEMPTS):
            ring, _ = self.store.read()
            if self.publication.read() == ring.jwks():
                return ring.kids()
            self.publication.publish(ring.jwks())
        raise Conflict("Other rotations are running; the next one publishes the keys.")
