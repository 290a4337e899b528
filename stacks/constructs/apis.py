"""The two doors of a stage: the HTTP API and the WebSocket API."""

import json

from aws_cdk import Aws, Duration
from aws_cdk.aws_apigateway import CfnAccount
from aws_cdk.aws_apigatewayv2 import (
    ApiMapping,
    CfnAuthorizer,
    CfnStage,
    CorsHttpMethod,
    CorsPreflightOptions,
    DomainName,
    HttpApi,
    HttpAuthorizer,
    HttpStage,
    IHttpRouteAuthorizer,
    ThrottleSettings,
    WebSocketApi,
    WebSocketStage,
)
from aws_cdk.aws_certificatemanager import Certificate
from aws_cdk.aws_iam import ManagedPolicy, Role, ServicePrincipal
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_lambda import IFunction
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from shared.core.function import PREFIX
from stacks.constructs.review import acknowledge
from stacks.names import arn
from stacks.settings import ApiSettings, Domain, StageSettings

SOCKETS_STAGE = "live"
LOG_WRITER = "service-role/AmazonAPIGatewayPushToCloudWatchLogs"

HTTP_FACTS = ("requestId", "httpMethod", "routeKey", "status", "responseLatency", "integrationErrorMessage")
SOCKET_FACTS = ("requestId", "connectionId", "routeKey", "eventType", "status", "integrationLatency")
"""What an access log line says: ids and figures, no addresses and no tokens."""


class HttpDoor(Construct):
    """The HTTP API: throttled, logged, with cross-origin rules; agents add their routes to it.

    Attributes:
        url: its public address, ending in the prefix of all routes.
        domain: the name of its own, if it has one.
    """

    def __init__(self, scope: Construct, settings: StageSettings, log_key: IKey) -> None:
        super().__init__(scope, "Http")
        api = settings.api
        self.api = HttpApi(
            self,
            "Api",
            api_name=f"astramech-{settings.stage}",
            create_default_stage=False,
            cors_preflight=_cors(api.origins) if api.origins else None,
            disable_execute_api_endpoint=api.domain is not None,
        )
        stage = HttpStage(
            self,
            "Stage",
            http_api=self.api,
            auto_deploy=True,
            throttle=_throttle(api),
            detailed_metrics_enabled=True,
        )
        _log_access(stage, HTTP_FACTS, settings, log_key)
        self.domain = self._named(api.domain, stage) if api.domain else None
        self.url = self._address(api) + PREFIX

    def authorize_with(self, function: IFunction) -> IHttpRouteAuthorizer:
        """Let a function look at every request of the routes that ask for it.

        It sees requests without a token too, and none of its answers is remembered: it only says who calls, and the
        endpoint answers 401 and 403 itself, because the gateway cannot say why.
        """
        uri = f"arn:{Aws.PARTITION}:apigateway:{Aws.REGION}:lambda:path/2015-03-31/functions/{function.function_arn}"
        authorizer = CfnAuthorizer(
            self,
            "Authorizer",
            api_id=self.api.api_id,
            name="access-token",
            authorizer_type="REQUEST",
            authorizer_uri=f"{uri}/invocations",
            authorizer_payload_format_version="2.0",
            enable_simple_responses=True,
            authorizer_result_ttl_in_seconds=0,
        )
        authorizer.add_property_override("IdentitySource", [])  # as a property, CDK would leave an empty list out
        function.add_permission(
            "AuthorizeRequests",
            principal=ServicePrincipal("apigateway.amazonaws.com"),
            source_arn=arn("execute-api", f"{self.api.api_id}/authorizers/{authorizer.ref}"),
        )
        return HttpAuthorizer.from_http_authorizer_attributes(
            self, "AccessToken", authorizer_id=authorizer.ref, authorizer_type="CUSTOM"
        )

    def _named(self, domain: Domain, stage: HttpStage) -> DomainName:
        certificate = Certificate.from_certificate_arn(self, "Certificate", domain.certificate_arn)
        name = DomainName(self, "Domain", domain_name=domain.name, certificate=certificate)
        ApiMapping(self, "Mapping", api=self.api, domain_name=name, stage=stage)
        return name

    def _address(self, api: ApiSettings) -> str:
        if api.domain:
            return f"https://{api.domain.name}"
        if api.endpoint:
            return f"{api.endpoint}/_aws/execute-api/{self.api.api_id}/$default"
        return f"https://{self.api.api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"


class SocketDoor(Construct):
    """The WebSocket API; agents add their routes to it.

    Attributes:
        url: its public address.
        posting_url: posts to its connections.
    """

    def __init__(self, scope: Construct, settings: StageSettings, log_key: IKey) -> None:
        super().__init__(scope, "Sockets")
        self.api = WebSocketApi(
            self,
            "Api",
            api_name=f"astramech-{settings.stage}-live",
            route_selection_expression="$request.body.action",
        )
        stage = WebSocketStage(
            self,
            "Stage",
            web_socket_api=self.api,
            stage_name=SOCKETS_STAGE,
            auto_deploy=True,
            throttle=_throttle(settings.api),
        )
        _log_access(stage, SOCKET_FACTS, settings, log_key)
        stage.node.add_dependency(self._account())
        scheme, address = self._address(settings.api)
        self.posting_url = f"{scheme}://{address}"
        self.url = f"{'wss' if scheme == 'https' else 'ws'}://{address}"

    def _account(self) -> CfnAccount:
        """Who writes the logs of WebSocket APIs: a setting of the whole account, and the same from every stage."""
        role = Role(
            self,
            "LogWriter",
            assumed_by=ServicePrincipal("apigateway.amazonaws.com"),
            description="API Gateway writes its logs",
            managed_policies=[ManagedPolicy.from_aws_managed_policy_name(LOG_WRITER)],
        )
        acknowledge(
            role,
            f"AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{LOG_WRITER}]",
            "AWS asks for this policy, and only its own service may take the role.",
        )
        return CfnAccount(self, "Account", cloud_watch_role_arn=role.role_arn)

    def _address(self, api: ApiSettings) -> tuple[str, str]:
        if not api.endpoint:
            return "https", f"{self.api.api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}/{SOCKETS_STAGE}"
        scheme, _, host = api.endpoint.partition("://")
        return scheme, f"{host}/_aws/execute-api/{self.api.api_id}/{SOCKETS_STAGE}"


def _cors(origins: tuple[str, ...]) -> CorsPreflightOptions:
    return CorsPreflightOptions(
        allow_origins=list(origins),
        allow_methods=[CorsHttpMethod.ANY],
        allow_headers=["authorization", "content-type", "idempotency-key", "x-correlation-id"],
        expose_headers=["x-correlation-id"],
        max_age=Duration.hours(1),
    )


def _throttle(api: ApiSettings) -> ThrottleSettings:
    return ThrottleSettings(rate_limit=api.requests_per_second, burst_limit=api.burst)


def _log_access(
    stage: HttpStage | WebSocketStage, facts: tuple[str, ...], settings: StageSettings, log_key: IKey
) -> None:
    logs = LogGroup(
        stage, "AccessLogs", retention=settings.log_retention, removal_policy=settings.removal, encryption_key=log_key
    )
    resource: CfnStage = stage.node.default_child  # type: ignore[assignment]
    resource.access_log_settings = CfnStage.AccessLogSettingsProperty(
        destination_arn=logs.log_group_arn, format=json.dumps({fact: f"$context.{fact}" for fact in facts})
    )
