"""Where the signing keys are kept: the ring in a secret, its public halves in an SSM parameter.

Two rotations at once cannot lose a key: a version of the secret has one possible successor, whose id follows from its
own, and Secrets Manager refuses a second content for an id. What remains: somebody who moves the stage AWSCURRENT back
to an older version by hand has to put a new version by hand too, because the successor of the older one exists.
"""

from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from shared.auth.keys import KeyRing
from shared.auth.published_keys import read_parameter
from shared.core.aws import AwsError, call
from shared.core.inject import Depends, provides
from shared.core.resources import JWKS_PUBLICATION, SIGNING_KEYS_ROTATION
from shared.core.settings import settings


class SecretKeyStore:
    """The ring in Secrets Manager.

    Args:
        secret: its name.
    """

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def read(self) -> tuple[KeyRing, str]:
        """The ring, and the version it was read from; both empty for a secret that was never written."""
        try:
            found = call("secretsmanager", "GetSecretValue", {"SecretId": self.secret})
        except AwsError as error:
            if error.code != "ResourceNotFoundException":
                raise
            return KeyRing(), ""
        return KeyRing.load(found.get("SecretString", "")), found["VersionId"]

    def replace(self, ring: KeyRing, *, version: str) -> bool:
        """Write the successor of `version`; false if another one was written before."""
        successor = uuid5(NAMESPACE_URL, f"{self.secret}/{version}")
        request = {"SecretId": self.secret, "ClientRequestToken": str(successor), "SecretString": ring.dump()}
        try:
            call("secretsmanager", "PutSecretValue", request)
        except AwsError as error:
            if error.code != "ResourceExistsException":
                raise
            return False
        return True


class ParameterPublication:
    """The public halves in SSM.

    Args:
        parameter: its name.
    """

    def __init__(self, parameter: str) -> None:
        self.parameter = parameter

    def read(self) -> str:
        """The JSON Web Key Set that is published."""
        return read_parameter(self.parameter)

    def publish(self, jwks: str) -> None:
        """Replace it."""
        call("ssm", "PutParameter", {"Name": self.parameter, "Value": jwks, "Overwrite": True})


@provides(SIGNING_KEYS_ROTATION)
def key_store() -> SecretKeyStore:
    """The ring of this stage."""
    return SecretKeyStore(settings.signing_keys_secret)


@provides(JWKS_PUBLICATION)
def publication() -> ParameterPublication:
    """The published keys of this stage."""
    return ParameterPublication(settings.jwks_parameter)


SigningKeyStore = Annotated[SecretKeyStore, Depends(key_store)]
KeyPublication = Annotated[ParameterPublication, Depends(publication)]
