"""The templates of every stage, made once per run."""

import os
from collections.abc import Mapping

import pytest

from stacks.stages import stage_settings
from tests.stacks.assembly import Assembly
from tests.stacks.made import Made

CLOUD = ("dev", "staging", "prod")
STAGES = ("local", *CLOUD)

INPUTS = {
    "alarm_emails": "oncall@example.com",
    "origins": "https://console.example.com",
    "voice_url": "ws://127.0.0.1:14765",
    "voice_domain": "voice.example.com",
    "speech_to_text": "deepgram",
    "voice_certificate_arn": "arn:aws:acm:eu-west-1:111122223333:certificate/2",
}


@pytest.fixture(scope="session")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assembly]:
    """By stage. Cloud stages must pass cdk-nag to be made at all, and prod CloudFormation's schemas too."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return Made(run / "assemblies", STAGES, lambda stage: stage_settings(stage, INPUTS))


@pytest.fixture(params=STAGES)
def assembly(request: pytest.FixtureRequest, assemblies: Mapping[str, Assembly]) -> Assembly:
    """Each stage in turn."""
    return assemblies[request.param]


@pytest.fixture(params=CLOUD)
def cloud(request: pytest.FixtureRequest, assemblies: Mapping[str, Assembly]) -> Assembly:
    """Each stage that is deployed to AWS."""
    return assemblies[request.param]


@pytest.fixture
def local(assemblies: Mapping[str, Assembly]) -> Assembly:
    """The stage of one machine."""
    return assemblies["local"]


@pytest.fixture
def prod(assemblies: Mapping[str, Assembly]) -> Assembly:
    """What customers use."""
    return assemblies["prod"]
