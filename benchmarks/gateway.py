"""Warm, through the emulator: `POST /crm/leads` over the HTTP API with the authorizer, to variants that take turns.

Each variant has an API of its own with the deployed authorizer in front, and a bus that nobody listens to: what follows
an event is measured by `benchmarks.flow`.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlsplit

from benchmarks.cloud import Cloud
from benchmarks.figures import Warm, latency
from benchmarks.lambdas import Workshop
from benchmarks.processes import post_lead
from benchmarks.variants import Variant
from shared.core.function import PREFIX

BLOCK = 20  # requests to one variant before the next one's turn
BUS = "benchmark"
PATH = f"{PREFIX}/crm/leads"
CREATED = 201


class Client:
    """Keeps one connection to one variant's API until the block ends."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        self.connection = HTTPConnection(parts.netloc, timeout=60)
        self.path = parts.path
        self.headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, _error: object, _traceback: object) -> None:
        self.connection.close()

    def post(self, body: str) -> float:
        """Milliseconds until the answer is complete."""
        started = time.perf_counter_ns()
        self.connection.request("POST", self.path, body, self.headers)
        response = self.connection.getresponse()
        answer = response.read()
        took = time.perf_counter_ns() - started
        if response.status != CREATED:
            raise RuntimeError(f"{self.path} answered {response.status}: {answer[:500]!r}")
        return took / 1e6


def measure(variants: Sequence[Variant], cloud: Cloud, requests: int, progress: Callable[[], None]) -> dict[str, Warm]:
    """Warm figures by variant's name.

    Args:
        variants: deployed side by side, then asked in turn, block after block.
        cloud: where.
        requests: of each; a first block fills the caches and does not count.
        progress: told of each round of blocks.
    """
    cloud.client("events").create_event_bus(Name=BUS)
    workshop = Workshop(cloud, BUS)
    body = str(post_lead(cloud.company_id())["body"])
    found: list[list[float]] = [[] for _ in variants]
    with ExitStack() as stack:
        urls = [_expose(cloud, variant, workshop.make(variant)) for variant in variants]
        clients = [stack.enter_context(Client(url, cloud.token)) for url in urls]
        for client in clients:
            _block(client, body)
        for _ in range(requests // BLOCK):
            for samples, client in zip(found, clients, strict=True):
                samples.extend(_block(client, body))
            progress()
    return {variant.name: latency(samples) for variant, samples in zip(variants, found, strict=True)}


def _block(client: Client, body: str) -> list[float]:
    return [client.post(body.replace("NAME", str(time.time_ns()))) for _ in range(BLOCK)]


def _expose(cloud: Cloud, variant: Variant, function: str) -> str:
    """The address of a function behind an HTTP API with the deployed authorizer."""
    gateway = cloud.client("apigatewayv2")
    api = gateway.create_api(Name=f"benchmark-{variant.name}", ProtocolType="HTTP")["ApiId"]
    integration = gateway.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
    )
    deployed = gateway.get_authorizers(ApiId=_deployed_api(cloud))["Items"][0]
    kept = ("AuthorizerPayloadFormatVersion", "AuthorizerResultTtlInSeconds", "AuthorizerType", "AuthorizerUri")
    authorizer = gateway.create_authorizer(
        ApiId=api,
        Name=deployed["Name"],
        EnableSimpleResponses=True,
        IdentitySource=[],
        **{name: deployed[name] for name in kept},
    )
    gateway.create_route(
        ApiId=api,
        RouteKey=f"POST {PATH}",
        Target=f"integrations/{integration['IntegrationId']}",
        AuthorizationType="CUSTOM",
        AuthorizerId=authorizer["AuthorizerId"],
    )
    gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    return f"{cloud.stack['emulator_url']}/_aws/execute-api/{api}/$default{PATH}"


def _deployed_api(cloud: Cloud) -> str:
    """The id of the product's HTTP API, from its address."""
    return str(cloud.stack["api_url"].split("/_aws/execute-api/")[1].split("/")[0])
