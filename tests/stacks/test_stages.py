"""What differs between the stages, and what is refused."""

from collections.abc import Mapping

import pytest

from stacks.settings import Domain, GivenDatabase
from stacks.stages import stage_settings
from tests.stacks.assembly import Assembly, text
from tests.stacks.conftest import STAGES


def test_there_is_no_other_stage() -> None:
    with pytest.raises(ValueError, match=r"no stage 'production'; there are local, dev, staging, prod"):
        stage_settings("production", {})


def test_an_unknown_input_is_refused() -> None:
    with pytest.raises(ValueError, match="no input databse_port"):
        stage_settings("local", {"databse_port": "1"})


def test_a_domain_needs_its_certificate() -> None:
    with pytest.raises(ValueError, match="certificate_arn"):
        stage_settings("prod", {"domain": "api.example.com"})
    settings = stage_settings("prod", {"domain": "api.example.com", "certificate_arn": "arn:aws:acm:::certificate/1"})
    assert settings.api.domain == Domain(name="api.example.com", certificate_arn="arn:aws:acm:::certificate/1")


def test_vendors_stand_elsewhere_only_on_one_machine() -> None:
    inputs = {"vendors": "alegra=http://127.0.0.1:1/api/v1, twilio=http://127.0.0.1:2"}
    elsewhere = {"alegra": "http://127.0.0.1:1/api/v1", "twilio": "http://127.0.0.1:2"}
    assert stage_settings("local", inputs).vendors == elsewhere
    assert not any(stage_settings(stage, inputs).vendors for stage in STAGES if stage != "local")


def test_only_prod_is_protected() -> None:
    assert [stage for stage in STAGES if stage_settings(stage, {}).protected] == ["prod"]


def test_only_one_machine_has_inputs_in_place_of_a_database() -> None:
    given = [stage for stage in STAGES if isinstance(stage_settings(stage, {}).database, GivenDatabase)]
    assert given == ["local"]


def test_every_stage_knows_the_same_numbers() -> None:
    assert len({frozenset(stage_settings(stage, {}).numbers) for stage in STAGES}) == 1


def test_every_stage_has_the_same_stacks(assemblies: Mapping[str, Assembly]) -> None:
    stacks = {
        stage: {name.removeprefix(f"astramech-{stage}-") for name in assembly.templates}
        for stage, assembly in assemblies.items()
    }
    assert {"platform", "crm", "identity", "agent-platform", "workflows", "monitoring"} <= stacks["local"]
    assert stacks["local"] == stacks["dev"] == stacks["staging"] == stacks["prod"]


def test_the_same_functions_are_deployed_everywhere(assemblies: Mapping[str, Assembly]) -> None:
    assert len({tuple(assembly.lambdas()) for assembly in assemblies.values()}) == 1


def test_the_address_is_the_emulators_on_one_machine_and_aws_in_the_cloud(local: Assembly, prod: Assembly) -> None:
    at_home = text(_output(local, "ApiUrl"))
    away = text(_output(prod, "ApiUrl"))
    assert at_home.startswith("http://127.0.0.1:4566/_aws/execute-api/")
    assert at_home.endswith("/$default/api/v1")
    assert away.startswith("https://")
    assert away.endswith(".execute-api.<AWS::Region>.<AWS::URLSuffix>/api/v1")
    assert text(_output(local, "WebsocketUrl")).startswith("ws://127.0.0.1:4566/_aws/execute-api/")
    assert text(_output(prod, "WebsocketUrl")).startswith("wss://")


def test_no_template_names_an_account_or_a_region(cloud: Assembly) -> None:
    """So the same templates go to any account, and making them asks AWS nothing."""
    for template in cloud.templates.values():
        assert "us-east-1" not in str(template)
        assert "000000000000" not in str(template)


def _output(assembly: Assembly, name: str) -> object:
    return assembly.templates[assembly.names.stack("platform")]["Outputs"][name]["Value"]
