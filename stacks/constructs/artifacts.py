"""What is uploaded: the code of agents and the layers, built for the stage's target."""

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import AssetHashType
from aws_cdk.aws_ecr_assets import Platform
from aws_cdk.aws_ecs import ContainerImage
from aws_cdk.aws_lambda import AssetCode, Code, LayerVersion
from constructs import Construct

from layers.assets import ROOT, stage_code, stage_container
from layers.build import BUILD, layer_directory, read_manifest
from layers.target import Target


@dataclass(frozen=True)
class Artifacts:
    """Where code comes from and what it is built for.

    Attributes:
        root: the repository.
        build: where built things are kept.
    """

    target: Target
    root: Path = ROOT
    build: Path = BUILD

    def code(self, agent: str) -> AssetCode:
        """The code of an agent: `shared/` and its own folder."""
        return Code.from_asset(str(stage_code(agent, self.target, self.root, self.build)))

    def image(self, package: str, agent: str) -> ContainerImage:
        """The image of a container, built from its own Dockerfile when it is deployed."""
        arm = self.target == Target.cloud("arm64")
        return ContainerImage.from_asset(
            str(stage_container(package, agent, self.root, self.build)),
            platform=Platform.LINUX_ARM64 if arm else Platform.LINUX_AMD64,
        )

    def layer(self, scope: Construct, name: str) -> LayerVersion:
        """A dependency layer, in the stack that uses it: a version shared by export could never be replaced."""
        directory = layer_directory(name, self.target)
        code = Code.from_asset(
            str(directory), asset_hash=read_manifest(directory)["key"], asset_hash_type=AssetHashType.CUSTOM
        )
        return LayerVersion(scope, f"Layer-{name}", code=code, description=f"{name} for {self.target.name}")
