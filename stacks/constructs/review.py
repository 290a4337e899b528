"""Exceptions to the rules of cdk-nag, each with its reason, beside the construct that needs it."""

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, rule: str, reason: str) -> None:
    """Let a construct, and what it is made of, break a rule: ``AwsSolutions-SQS3``."""
    Validations.of(construct).acknowledge(Acknowledgment(id=rule, reason=reason))


def acknowledge_wide(role: IConstruct, resource: str, reason: str) -> None:
    """Let a role's rights be about more than one thing.

    Args:
        role: the role, or what holds it.
        resource: the ARN with a ``*``.
        reason: why it cannot name one thing.
    """
    acknowledge(role, f"AwsSolutions-IAM5[Resource::{_shown(role, resource)}]", reason)


def _shown(construct: IConstruct, resource: str) -> str:
    """An ARN as cdk-nag writes it: ``arn:<AWS::Partition>:sqs:…``."""
    resolved = Stack.of(construct).resolve(resource)
    parts = [resolved] if isinstance(resolved, str) else resolved["Fn::Join"][1]
    return "".join(part if isinstance(part, str) else _written(**part) for part in parts)


def _written(**intrinsic: str) -> str:
    return f"<{intrinsic['Ref']}>" if "Ref" in intrinsic else next(iter(intrinsic.values()))
