"""One agent: its functions and what calls them."""

from collections.abc import Sequence

from aws_cdk import Stack
from constructs import Construct

from shared.core.function import Authorizer, Function
from stacks import outputs
from stacks.constructs.artifacts import Artifacts
from stacks.constructs.function import DeployedFunction
from stacks.constructs.triggers import connect
from stacks.platform import PlatformStack


class AgentStack(Stack):
    """The functions of one agent, but for the authorizer, which stands beside the API.

    Attributes:
        agent: its package.
        functions: each as it is deployed.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        agent: str,
        functions: Sequence[Function],
        *,
        platform: PlatformStack,
        artifacts: Artifacts,
    ) -> None:
        super().__init__(scope, name, termination_protection=platform.settings.protected)
        self.add_stack_dependency(platform)
        self.agent = agent
        own = [function for function in functions if not isinstance(function.trigger, Authorizer)]
        layers = {name: artifacts.layer(self, name) for name in sorted({name for one in own for name in one.layers})}
        code = artifacts.code(agent)
        self.functions = [
            DeployedFunction(
                self, function, code=code, layers=[layers[name] for name in function.layers], around=platform.around
            )
            for function in own
        ]
        for deployed in self.functions:
            connect(deployed, platform.doors)
        outputs.publish(self, {outputs.FUNCTIONS: ",".join(deployed.name for deployed in self.functions)})
