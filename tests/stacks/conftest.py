"""The templates of every stage, made once per run."""

import pytest

from stacks.stages import stage_settings
from tests.stacks.assembly import Assembly, everything, synthesize

CLOUD = ("dev", "staging", "prod")
STAGES = ("local", *CLOUD)

INPUTS = {
    "alarm_emails": "oncall@example.com",
    "origins": "https://console.example.com",
    "voice_url": "ws://127.0.0.1:14765",
    "voice_domain": "voice.example.com",
    "voice_certificate_arn": "arn:aws:acm:eu-west-1:111122223333:certificate/2",
}


@pytest.fixture(scope="session")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assembly]:
    """By stage. Cloud stages must pass cdk-nag to be made at all, and prod CloudFormation's schemas too."""
    return {
        stage: synthesize(settings, everything(settings), tmp_path_factory.mktemp(stage), validated=stage == "prod")
        for stage in STAGES
        for settings in [stage_settings(stage, INPUTS)]
    }


@pytest.fixture(params=STAGES)
def assembly(request: pytest.FixtureRequest, assemblies: dict[str, Assembly]) -> Assembly:
    """Each stage in turn."""
    return assemblies[request.param]


@pytest.fixture(params=CLOUD)
def cloud(request: pytest.FixtureRequest, assemblies: dict[str, Assembly]) -> Assembly:
    """Each stage that is deployed to AWS."""
    return assemblies[request.param]


@pytest.fixture
def local(assemblies: dict[str, Assembly]) -> Assembly:
    """The stage of one machine."""
    return assemblies["local"]


@pytest.fixture
def prod(assemblies: dict[str, Assembly]) -> Assembly:
    """What customers use."""
    return assemblies["prod"]
