"""Physical names: what one stack may know of another without a reference to it."""

from dataclasses import dataclass

from aws_cdk import Aws

from shared.core.container import Container
from shared.core.function import Function


@dataclass(frozen=True)
class Names:
    """The names of one stage, unique in an account and region."""

    stage: str

    @property
    def bus(self) -> str:
        return f"astramech-{self.stage}"

    @property
    def table(self) -> str:
        return f"astramech-{self.stage}"

    @property
    def jwks(self) -> str:
        """SSM parameter with the public keys of access tokens."""
        return f"/astramech/{self.stage}/jwks"

    @property
    def sockets(self) -> str:
        """Export with the id of the WebSocket API, which AWS makes up."""
        return f"astramech-{self.stage}-sockets"

    @property
    def vendor_key(self) -> str:
        """Export with the ARN of the key that encrypts credentials of companies at vendors."""
        return f"astramech-{self.stage}-vendor-key"

    @property
    def person_key(self) -> str:
        """Export with the ARN of the key that wraps the data keys of persons."""
        return f"astramech-{self.stage}-person-key"

    @property
    def signing_keys(self) -> str:
        """Secret with the private keys of access tokens."""
        return self.secret("signing-keys")

    @property
    def dead_letters(self) -> str:
        """What every dead-letter queue's name begins with."""
        return f"{self.stage}-dead-"

    def stack(self, name: str) -> str:
        """The stack of that name; of an agent that is called like another stack, ``agent-<name>``."""
        return f"astramech-{self.stage}-{name.replace('_', '-')}"

    def function(self, function: Function) -> str:
        return f"{self.stage}-{function.name}"

    def environment(self, container: Container) -> str:
        """SSM parameter with what a container's program is started with, where no service of ours runs it."""
        return f"/astramech/{self.stage}/containers/{container.name}"

    def workflow(self, name: str) -> str:
        """The state machine of ``statemachines/<name>.asl.json``."""
        return f"{self.stage}-{name.replace('_', '-')}"

    def secret(self, name: str) -> str:
        return f"astramech/{self.stage}/{name}"

    def bucket(self, name: str) -> str:
        """Of all buckets in the world, hence with account and region."""
        return f"astramech-{self.stage}-{name}-{Aws.ACCOUNT_ID}-{Aws.REGION}"


def arn(service: str, resource: str) -> str:
    """The ARN of something in this account and region, by its physical name."""
    return f"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}"


def bucket_arn(name: str) -> str:
    return f"arn:{Aws.PARTITION}:s3:::{name}"


def secret_arn(name: str) -> str:
    """Secrets Manager adds six characters of its own to a name."""
    return arn("secretsmanager", f"secret:{name}-??????")
