"""Adding an endpoint is adding one function: whatever else it takes follows from its declaration."""

from pathlib import Path

import pytest
from aws_cdk import App

from functions.gateway import document
from shared.core.runtime.http import application
from stacks.application import deploy
from stacks.stages import stage_settings
from tests.stacks.assembly import Assembly, synthesize, text
from tests.stacks.trial import trial

ENDPOINT = '''
"""Things, for trial."""

from uuid import UUID

from pydantic import BaseModel

from shared.auth.scopes import Scope
from shared.core.cache import SharedCache
from shared.core.function import delete, get


class Thing(BaseModel):
    """A thing."""

    colour: str


@get("/trial/things/{thing_id}", scope=Scope.CRM_READ, memory=256, timeout=7, concurrency=3)
def get_thing(thing_id: UUID, cache: SharedCache) -> Thing:
    """A thing, if somebody has put it there."""
    return Thing(colour=cache.get("thing", str(thing_id)))
'''

CHANGE = '''

@delete("/trial/things/{thing_id}", scope=Scope.CRM_READ)
def remove_thing(thing_id: UUID) -> None:
    """Forget a thing."""
'''

CONSUMER = '''
"""What things do when something happens."""

from shared.core.function import every, on
from shared.schemas.events import LeadScored


@on(LeadScored)
def on_lead_scored(event: LeadScored) -> None:
    """Nothing yet."""


@every("rate(5 minutes)")
def look_around() -> None:
    """Nothing yet."""
'''


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """The local stage with an agent of one endpoint."""
    root = tmp_path_factory.mktemp("trial")
    settings = stage_settings("local", {})
    with trial(root) as repository:
        repository.write("trial", api=ENDPOINT)
        return synthesize(settings, repository.application(settings, "trial"), root / "cdk.out")


def test_it_gets_a_lambda_of_its_own(added: Assembly) -> None:
    properties = added.lambdas()["trial-get-thing"].properties
    assert properties["FunctionName"] == "local-trial-get-thing"
    assert properties["Handler"] == "functions.trial.api.get_thing"
    assert properties["Description"] == "A thing, if somebody has put it there."
    assert (properties["MemorySize"], properties["Timeout"], properties["ReservedConcurrentExecutions"]) == (256, 7, 3)
    assert "VpcConfig" not in properties


def test_it_gets_a_route_that_asks_for_a_token(added: Assembly) -> None:
    (route,) = added.resources("AWS::ApiGatewayV2::Route", "astramech-local-trial-reads")
    assert route.properties["RouteKey"] == "GET /api/v1/trial/things/{thing_id}"
    assert route.properties["AuthorizationType"] == "CUSTOM"
    (permission,) = added.resources("AWS::Lambda::Permission", "astramech-local-trial-reads")
    assert text(permission.properties["SourceArn"]).endswith("/*/*/api/v1/trial/things/{thing_id}")


def test_it_may_use_the_table_and_nothing_else(added: Assembly) -> None:
    role = added.role_of(added.lambdas()["trial-get-thing"])
    rights = role.properties["Policies"][0]["PolicyDocument"]["Statement"]
    granted = {text(one["Resource"]) for one in rights}
    assert len(granted) == 3
    assert "arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/astramech-local" in granted
    variables = added.lambdas()["trial-get-thing"].properties["Environment"]["Variables"]
    assert variables["TABLE_NAME"] == "astramech-local"
    assert "BUS_NAME" not in variables


def test_it_is_watched(added: Assembly) -> None:
    alarms = [alarm.properties for alarm in added.resources("AWS::CloudWatch::Alarm")]
    about = [alarm for alarm in alarms if "trial-get-thing" in str(alarm.get("Dimensions"))]
    assert {alarm["MetricName"] for alarm in about} == {"Errors"}


def test_it_is_in_the_openapi_document(tmp_path: Path) -> None:
    with trial(tmp_path) as repository:
        repository.write("trial", api=ENDPOINT)
        described = document(application(repository.declared("trial")))
    operation = described["paths"]["/api/v1/trial/things/{thing_id}"]["get"]
    assert operation["security"] == [{"bearer": []}]
    assert operation["parameters"][0]["schema"]["format"] == "uuid"
    assert "Thing" in described["components"]["schemas"]


def test_a_change_in_one_agent_uploads_no_code_but_its_own(tmp_path: Path) -> None:
    settings = stage_settings("local", {})
    with trial(tmp_path) as repository:
        repository.write("trial", api=ENDPOINT)
        repository.write("errand", events=CONSUMER)
        application = repository.application(settings, "trial", "errand")
        before = _code(synthesize(settings, application, tmp_path / "before"))
        repository.write("errand", events=CONSUMER + "# one more line\n")
        after = _code(synthesize(settings, application, tmp_path / "after"))
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == {"identity-authorize", "trial-get-thing", "errand-on-lead-scored", "errand-look-around"}
    assert changed == {"errand-on-lead-scored", "errand-look-around"}


def test_what_reads_is_deployed_when_the_other_doors_are(tmp_path: Path) -> None:
    """Endpoints that read once stood among them, under the names they have now."""
    settings = stage_settings("local", {})
    with trial(tmp_path) as repository:
        repository.write("trial", api=ENDPOINT + CHANGE)
        deployment = deploy(App(), repository.application(settings, "trial"), settings)
    agents = deployment.agents
    assert agents["trial-reads"].dependencies == [deployment.platform, agents["trial-api"]]
    assert agents["trial-api"].dependencies == [deployment.platform]


def _code(assembly: Assembly) -> dict[str, str]:
    return {name: text(lambda_.properties["Code"]["S3Key"]) for name, lambda_ in assembly.lambdas().items()}
