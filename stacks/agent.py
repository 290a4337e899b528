"""One part of an agent, and what calls each of its functions."""

from collections.abc import Sequence

from aws_cdk import Stack
from constructs import Construct

from shared.core.function import Function
from stacks import outputs
from stacks.constructs.artifacts import Artifacts
from stacks.constructs.function import DeployedFunction
from stacks.constructs.triggers import connect
from stacks.platform import PlatformStack


class AgentStack(Stack):
    """Functions of one agent, and what calls each.

    Attributes:
        title: the agent's name, with the part of it that these are.
        functions: each as it is deployed.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        title: str,
        functions: Sequence[Function],
        *,
        platform: PlatformStack,
        artifacts: Artifacts,
    ) -> None:
        super().__init__(scope, name, termination_protection=platform.settings.protected)
        self.add_stack_dependency(platform)
        self.title = title
        used = sorted({layer for function in functions for layer in function.layers})
        layers = {layer: artifacts.layer(self, layer) for layer in used}
        code = artifacts.code(functions[0].agent)
        self.functions = [
            DeployedFunction(
                self, function, code=code, layers=[layers[layer] for layer in function.layers], around=platform.around
            )
            for function in functions
        ]
        for deployed in self.functions:
            connect(deployed, platform.doors)
        outputs.publish(self, {outputs.FUNCTIONS: ",".join(deployed.name for deployed in self.functions)})
