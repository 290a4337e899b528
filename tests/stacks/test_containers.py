"""What is always on: a service behind TLS that grows with its calls and is given time to end them."""

import json
import re
from typing import Any

import pytest

from containers.registry import registry
from layers.assets import ROOT, stage_container
from shared.core.container import Container
from stacks.stages import stage_settings
from tests.stacks.assembly import Assembly, text
from tests.stacks.conftest import INPUTS

(MEDIA_STREAM,) = registry()

DEBIANS = """
    root daemon bin sys sync games man lp mail news uucp proxy www backup list irc nobody adm tty disk kmem dialout fax
    voice cdrom floppy tape sudo audio dip operator src shadow utmp video sasl plugdev staff users nogroup
"""
"""Users and groups of its package base-passwd."""


def service(assembly: Assembly) -> dict[str, Any]:
    return assembly.one("AWS::ECS::Service").properties


def definition(assembly: Assembly) -> dict[str, Any]:
    (container,) = assembly.one("AWS::ECS::TaskDefinition").properties["ContainerDefinitions"]
    return dict(container)


def test_a_stage_without_an_address_for_it_has_no_voice() -> None:
    assert not stage_settings("prod", {}).containers
    with pytest.raises(ValueError, match="voice_domain needs its voice_certificate_arn"):
        stage_settings("prod", {"voice_domain": "voice.example.com"})


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_a_stage_chooses_who_hears_and_speaks(stage: str) -> None:
    chosen = {"speech_to_text": "deepgram:nova-3", "text_to_speech": "embedded"}
    voice = stage_settings(stage, INPUTS | chosen).containers[MEDIA_STREAM.name]
    assert voice.told == {"SPEECH_TO_TEXT": "deepgram:nova-3", "TEXT_TO_SPEECH": "embedded"}
    silent = {name: value for name, value in INPUTS.items() if name != "speech_to_text"}
    assert not stage_settings(stage, silent).containers[MEDIA_STREAM.name].told


def test_an_engine_that_does_not_exist_is_refused_before_anything_is_deployed() -> None:
    with pytest.raises(ValueError, match=r"text_to_speech is 'deepgram'; there are embedded, elevenlabs"):
        stage_settings("prod", INPUTS | {"text_to_speech": "deepgram"})


def test_the_program_is_told_its_engines(cloud: Assembly, local: Assembly) -> None:
    told = {one["Name"]: one["Value"] for one in definition(cloud)["Environment"]}
    assert told["SPEECH_TO_TEXT"] == "deepgram"
    parameter = local.one("AWS::SSM::Parameter", "astramech-local-containers").properties
    assert json.loads(text(parameter["Value"]))["SPEECH_TO_TEXT"] == "deepgram"


def test_it_is_reached_by_tls_only_under_its_name(cloud: Assembly) -> None:
    listener = cloud.one("AWS::ElasticLoadBalancingV2::Listener").properties
    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    assert listener["SslPolicy"].startswith("ELBSecurityPolicy-TLS13")
    assert {one["Name"]: one["Value"] for one in definition(cloud)["Environment"]}["PUBLIC_ORIGIN"] == (
        "wss://voice.example.com"
    )


def test_who_is_busy_is_given_time_to_end(cloud: Assembly) -> None:
    assert definition(cloud)["StopTimeout"] == MEDIA_STREAM.drain
    group = cloud.one("AWS::ElasticLoadBalancingV2::TargetGroup").properties
    attributes = {one["Key"]: one["Value"] for one in group["TargetGroupAttributes"]}
    assert attributes["deregistration_delay.timeout_seconds"] == str(MEDIA_STREAM.drain)
    assert group["HealthCheckPath"] == "/health"


def test_there_are_more_tasks_where_there_are_more_calls(prod: Assembly) -> None:
    target = prod.one("AWS::ApplicationAutoScaling::ScalableTarget").properties
    assert (target["MinCapacity"], target["MaxCapacity"]) == (2, 50)
    policy = prod.one("AWS::ApplicationAutoScaling::ScalingPolicy").properties
    tracked = policy["TargetTrackingScalingPolicyConfiguration"]
    assert tracked["TargetValue"] == MEDIA_STREAM.comfortable
    assert tracked["CustomizedMetricSpecification"]["MetricName"] == MEDIA_STREAM.busy


def test_it_runs_where_its_packages_were_built_for(cloud: Assembly) -> None:
    task = cloud.one("AWS::ECS::TaskDefinition").properties
    assert task["RuntimePlatform"] == {"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"}
    assert task["NetworkMode"] == "awsvpc"


def test_nothing_secret_is_in_its_environment(cloud: Assembly) -> None:
    assert "Secrets" not in definition(cloud)
    names = {one["Name"] for one in definition(cloud)["Environment"]}
    assert not {name for name in names if name.endswith(("_TOKEN", "_PASSWORD", "_KEY_ID"))}


def test_on_one_machine_its_program_is_told_what_the_service_would_be(local: Assembly) -> None:
    parameter = local.one("AWS::SSM::Parameter", "astramech-local-containers").properties
    assert parameter["Name"] == "/astramech/local/containers/media-stream"
    found = json.loads(text(parameter["Value"]))
    assert found["PUBLIC_ORIGIN"] == "ws://127.0.0.1:14765"
    assert not list(local.resources("AWS::ECS::Service"))


@pytest.mark.parametrize("container", list(registry()), ids=lambda container: container.name)
def test_its_image_is_made_of_what_there_is(container: Container) -> None:
    folder = stage_container(container.package, container.agent)
    lines = (folder / "Dockerfile").read_text().splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY")]
    assert copied
    assert all((folder / source).exists() for sources in copied for source in sources)
    assert any(line.startswith("USER ") and line != "USER root" for line in lines)
    assert f'CMD ["python", "-m", "containers.{container.package}"]' in lines
    assert (folder / "functions" / container.agent / "__init__.py").is_file()
    assert not (folder / "functions" / "crm").exists()
    assert {path.name for path in folder.iterdir()} <= {path.name for path in ROOT.iterdir()} | {
        "Dockerfile",
        "requirements.txt",
    }


@pytest.mark.parametrize("container", list(registry()), ids=lambda container: container.name)
def test_nobody_in_its_image_is_called_as_somebody_in_every_debian(container: Container) -> None:
    """Such a group or user is refused when the image is built: ``voice`` was."""
    said = (ROOT / "containers" / container.package / "Dockerfile").read_text()
    added = set(re.findall(r"(?:groupadd|useradd) .*?(\w+)(?= &&|$)", said, re.MULTILINE))
    assert added
    assert not added & set(DEBIANS.split())


def test_the_accounts_of_speech_have_secrets_that_only_the_voice_reads(cloud: Assembly) -> None:
    names = {text(secret.properties["Name"]) for secret in cloud.resources("AWS::SecretsManager::Secret")}
    assert {name.rpartition("/")[2] for name in names} >= {"deepgram", "elevenlabs"}
