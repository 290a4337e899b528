# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""Resource types and properties that MiniStack's CloudFormation does not know or drops."""

import copy
import json
import os
import uuid
from collections.abc import Callable
from typing import Any

from local.emulator.corrections.inside import (
    ACCOUNT,
    REGION,
    apigateway,
    dynamodb,
    eventbridge,
    lambda_svc,
    provisioners,
)
from local.emulator.corrections.pin import Diverged, known

Properties = dict[str, Any]
Created = tuple[str, Properties]

STUB_TYPES = {
    "AWS::ApplicationAutoScaling::ScalableTarget": "sct-",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "scp-",
    "AWS::CloudWatch::CompositeAlarm": "ca-",
    "AWS::EC2::FlowLog": "fl-",
    "AWS::EC2::NetworkAcl": "acl-",
    "AWS::EC2::NetworkAclEntry": "acle-",
    "AWS::EC2::SecurityGroupEgress": "sgr-",
    "AWS::EC2::SecurityGroupIngress": "sgr-",
    "AWS::EC2::SubnetNetworkAclAssociation": "acla-",
    "AWS::Events::EventBusPolicy": "ebp-",
    "AWS::Logs::QueryDefinition": "qd-",
    "AWS::SES::Template": "ses-",
    "AWS::SecretsManager::ResourcePolicy": "smp-",
    "AWS::SecretsManager::RotationSchedule": "rot-",
    "AWS::XRay::Group": "xg-",
    "AWS::XRay::SamplingRule": "xs-",
}


def missing_resource_types() -> None:
    """CloudFormation accepts these types; MiniStack rejects the whole template that names one.

    Archives and route responses are real; network, proxy, scaling, tracing and policy types are stubs: accepted,
    without behaviour.
    """
    handlers = _handlers()
    handlers["AWS::Events::Archive"] = _archive()
    handlers["AWS::ApiGatewayV2::RouteResponse"] = _route_response()
    handlers["AWS::RDS::DBProxy"] = {
        "create": lambda _logical_id, properties, _stack: _proxy(properties["DBProxyName"]),
        "update": lambda name, _old, _new, _stack: _proxy(name),
        "delete": lambda _name, _properties: None,
    }
    target_group = f"arn:aws:rds:{REGION}:{ACCOUNT}:target-group:"
    handlers["AWS::RDS::DBProxyTargetGroup"] = _stub("prx-tg-", lambda name: {"TargetGroupArn": target_group + name})
    handlers["AWS::EC2::EIP"] = _stub("eipalloc-", lambda name: {"AllocationId": name, "PublicIp": "203.0.113.10"})
    handlers["AWS::EC2::NatGateway"] = _stub("nat-", lambda name: {"NatGatewayId": name})
    for resource_type, prefix in STUB_TYPES.items():
        handlers.setdefault(resource_type, _stub(prefix, lambda name: {"Id": name, "Arn": name}))


def vpc_attributes() -> None:
    """Interface endpoints read the CidrBlock of their VPC; MiniStack does not return it."""

    def complete(physical_id: str, properties: Properties, attributes: Properties) -> Properties:
        return {
            "VpcId": physical_id,
            "CidrBlock": properties.get("CidrBlock", ""),
            "CidrBlockAssociations": [],
            "DefaultNetworkAcl": "acl-local",
            "Ipv6CidrBlocks": [],
            **attributes,
        }

    _around("AWS::EC2::VPC", after=complete)


def http_api_cors() -> None:
    """CloudFormation spells AllowOrigins; MiniStack's gateway reads allowOrigins and answers every preflight 403."""

    def camel_case(properties: Properties) -> Properties:
        cors = properties.get("CorsConfiguration")
        if cors:
            properties["CorsConfiguration"] = {key[0].lower() + key[1:]: value for key, value in cors.items()}
        return properties

    _around("AWS::ApiGatewayV2::Api", before=camel_case)


def dynamodb_ttl() -> None:
    """MiniStack drops TimeToLiveSpecification of a table."""
    if not hasattr(dynamodb, "_ttl_settings"):
        raise Diverged("dynamodb._ttl_settings is gone")

    def enable(table: str, properties: Properties, attributes: Properties) -> Properties:
        ttl = properties.get("TimeToLiveSpecification")
        if ttl and str(ttl.get("Enabled", "true")).lower() == "true":
            setting = {"TimeToLiveStatus": "ENABLED", "AttributeName": ttl["AttributeName"]}
            dynamodb._ttl_settings[table] = setting
        return attributes

    _around("AWS::DynamoDB::Table", after=enable)


def reserved_concurrency() -> None:
    """MiniStack drops ReservedConcurrentExecutions of a function."""
    put_concurrency = known(lambda_svc, "_put_function_concurrency", "func_name data")

    def reserve(function: str, properties: Properties, attributes: Properties) -> Properties:
        limit = properties.get("ReservedConcurrentExecutions")
        if limit is not None:
            put_concurrency(function, {"ReservedConcurrentExecutions": int(limit)})
        return attributes

    _around("AWS::Lambda::Function", after=reserve)


def _handlers() -> dict[str, dict[str, Callable[..., Any]]]:
    handlers: dict[str, dict[str, Callable[..., Any]]] | None = getattr(provisioners, "_RESOURCE_HANDLERS", None)
    if handlers is None:
        raise Diverged("provisioners._RESOURCE_HANDLERS is gone")
    return handlers


def _archive() -> dict[str, Callable[..., Any]]:
    create_archive = known(eventbridge, "_create_archive", "data")
    update_archive = known(eventbridge, "_update_archive", "data")

    def request(name: str, properties: Properties) -> Properties:
        pattern = properties.get("EventPattern") or ""
        return {
            "ArchiveName": name,
            "EventSourceArn": properties["SourceArn"],
            "Description": properties.get("Description", ""),
            "EventPattern": pattern if isinstance(pattern, str) else json.dumps(pattern),
            "RetentionDays": int(properties.get("RetentionDays", 0) or 0),
        }

    def create(logical_id: str, properties: Properties, stack: str) -> Created:
        name = properties.get("ArchiveName") or f"{stack}-{logical_id}"[:40] + uuid.uuid4().hex[:7]
        created = _answer(create_archive(request(name, properties)))
        return name, {"Arn": created["ArchiveArn"], "ArchiveName": name}

    def update(name: str, _old: Properties, properties: Properties, _stack: str) -> Created:
        changed = request(name, properties)
        changed.pop("EventSourceArn")
        _answer(update_archive(changed))
        return name, {"Arn": eventbridge._archives[name]["ArchiveArn"], "ArchiveName": name}

    return {
        "create": create,
        "update": update,
        "delete": lambda name, _properties: eventbridge._archives.pop(name, None),
    }


def _route_response() -> dict[str, Callable[..., Any]]:
    create_route_response = known(apigateway, "_create_route_response", "api_id route_id data")

    def create(_logical_id: str, properties: Properties, _stack: str) -> Created:
        route = properties["RouteId"].split("/")[-1]
        key = {"routeResponseKey": properties["RouteResponseKey"]}
        response = _answer(create_route_response(properties["ApiId"], route, key))["routeResponseId"]
        return f"{properties['ApiId']}/{route}/{response}", {"RouteResponseId": response}

    def delete(physical_id: str, _properties: Properties) -> None:
        api, route, *_ = physical_id.split("/")
        apigateway._route_responses.get(api, {}).pop(route, None)

    return {"create": create, "delete": delete}


def _proxy(name: str) -> Created:
    arn = f"arn:aws:rds:{REGION}:{ACCOUNT}:db-proxy:prx-{name}"
    return name, {"DBProxyArn": arn, "Endpoint": os.environ.get("LOCAL_PG_HOST", "127.0.0.1"), "VpcId": "vpc-local"}


def _stub(prefix: str, attributes: Callable[[str], Properties]) -> dict[str, Callable[..., Any]]:
    def create(_logical_id: str, _properties: Properties, _stack: str) -> Created:
        physical_id = f"{prefix}{uuid.uuid4().hex[:17]}"
        return physical_id, attributes(physical_id)

    return {
        "create": create,
        "update": lambda physical_id, _old, _new, _stack: (physical_id, attributes(physical_id)),
        "delete": lambda _physical_id, _properties: None,
    }


def _answer(response: tuple[int, Any, Any]) -> Properties:
    status, _, body = response
    text = body.decode() if isinstance(body, bytes) else body
    if status >= 400:  # noqa: PLR2004
        raise ValueError(text)
    return dict(json.loads(text)) if text else {}


def _around(
    resource_type: str,
    before: Callable[[Properties], Properties] = lambda properties: properties,
    after: Callable[[str, Properties, Properties], Properties] = lambda _id, _properties, attributes: attributes,
) -> None:
    """Wrap create and update of a type: `before` maps the properties, `after` completes the attributes."""
    handler = _handlers().get(resource_type)
    if not handler or "create" not in handler:
        raise Diverged(f"CloudFormation does not create {resource_type}")
    handler["create"] = _wrapped(handler["create"], 1, before, after)
    if "update" in handler:
        handler["update"] = _wrapped(handler["update"], 2, before, after)


def _wrapped(
    inner: Callable[..., Created],
    position: int,
    before: Callable[[Properties], Properties],
    after: Callable[[str, Properties, Properties], Properties],
) -> Callable[..., Created]:
    def wrapped(*args: Any, **kwargs: Any) -> Created:
        properties = before(copy.deepcopy(args[position]))
        physical_id, attributes = inner(*args[:position], properties, *args[position + 1 :], **kwargs)
        return physical_id, after(physical_id, properties, attributes or {})

    return wrapped
