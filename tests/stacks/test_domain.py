"""A stage with a domain: the API answers there and nowhere else, and says what the DNS must point to."""

import pytest

from stacks.stages import stage_settings
from tests.stacks.assembly import Assembly, synthesize
from tests.stacks.trial import trial

PLATFORM = "astramech-dev-platform"
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/1"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """A stage in the cloud, reviewed by cdk-nag, without agents."""
    root = tmp_path_factory.mktemp("named")
    settings = stage_settings("dev", {"domain": "api.example.com", "certificate_arn": CERTIFICATE})
    with trial(root) as repository:
        return synthesize(settings, repository.application(settings), root / "cdk.out")


def test_the_api_answers_under_its_domain_and_not_under_awss(named: Assembly) -> None:
    (http,) = [api for api in named.resources("AWS::ApiGatewayV2::Api") if api.properties["ProtocolType"] == "HTTP"]
    assert http.properties["DisableExecuteApiEndpoint"] is True
    (domain,) = named.resources("AWS::ApiGatewayV2::DomainName")
    assert domain.properties["DomainName"] == "api.example.com"
    assert domain.properties["DomainNameConfigurations"][0]["CertificateArn"] == CERTIFICATE
    assert len(list(named.resources("AWS::ApiGatewayV2::ApiMapping"))) == 1


def test_it_says_its_address_and_what_the_dns_must_point_to(named: Assembly) -> None:
    outputs = named.templates[PLATFORM]["Outputs"]
    (domain,) = named.resources("AWS::ApiGatewayV2::DomainName")
    assert outputs["ApiUrl"]["Value"] == "https://api.example.com/api/v1"
    assert outputs["DomainTarget"]["Value"] == {"Fn::GetAtt": [domain.name, "RegionalDomainName"]}


def test_without_a_domain_there_is_no_such_output(prod: Assembly) -> None:
    assert "DomainTarget" not in prod.templates["astramech-prod-platform"]["Outputs"]
