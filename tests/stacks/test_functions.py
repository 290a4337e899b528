"""Every declared function is one Lambda, shaped by its declaration and by nothing else."""

from collections import Counter
from collections.abc import Mapping

from shared.core.function import PREFIX, Authorizer, Every, Function, Http, On, OnObject, Socket, Unmatched
from shared.core.resources import IN_VPC
from stacks.application import OTHERS
from tests.stacks.assembly import Assembly, text

LIMIT = 400  # resources of a stack; CloudFormation takes 500


def test_every_declared_function_is_one_lambda(assembly: Assembly) -> None:
    assert assembly.lambdas().keys() == {function.name for function in assembly.functions}
    assert len(list(assembly.resources("AWS::Lambda::Function"))) == len(assembly.functions)


def test_a_function_stands_in_a_stack_of_its_agent_and_the_authorizer_beside_the_api(assembly: Assembly) -> None:
    lambdas = assembly.lambdas()
    for function in assembly.functions:
        agent = f"agent-{function.agent}" if function.agent in OTHERS else function.agent
        match function.trigger:
            case Authorizer():
                home = "platform"
            case Http(method="GET"):
                home = f"{agent}-reads"
            case Http() | Socket() | Unmatched():
                home = f"{agent}-api"
            case _:
                home = agent
        assert lambdas[function.name].stack == assembly.names.stack(home)


def test_a_lambda_says_what_its_declaration_says(assembly: Assembly) -> None:
    lambdas = assembly.lambdas()
    for function in assembly.functions:
        properties = lambdas[function.name].properties
        assert properties["Handler"] == function.handler
        assert properties["MemorySize"] == function.memory
        assert properties["Timeout"] == function.timeout
        assert properties.get("ReservedConcurrentExecutions") == function.concurrency
        assert len(properties["Layers"]) == len(function.layers)
        assert properties["TracingConfig"] == {"Mode": "Active"}
        assert properties["Runtime"] == "python3.13"


def test_every_lambda_writes_to_its_own_log_group_which_forgets(assembly: Assembly) -> None:
    groups = {
        group.properties["LogGroupName"]: group
        for group in assembly.resources("AWS::Logs::LogGroup")
        if "LogGroupName" in group.properties
    }
    for lambda_ in assembly.lambdas().values():
        group = groups[f"/aws/lambda/{lambda_.properties['FunctionName']}"]
        assert lambda_.properties["LoggingConfig"] == {"LogGroup": {"Ref": group.name}}
        assert group.properties["RetentionInDays"] > 0
        assert "KmsKeyId" in group.properties


def test_every_endpoint_is_one_route_with_the_authorizer_unless_it_is_public(assembly: Assembly) -> None:
    routes = {
        route.properties["RouteKey"]: route.properties
        for route in assembly.resources("AWS::ApiGatewayV2::Route")
        if " " in route.properties["RouteKey"]
    }
    declared = {_route_key(function): function for function in assembly.functions if isinstance(function.trigger, Http)}
    assert routes.keys() == declared.keys()
    for key, function in declared.items():
        guarded = routes[key].get("AuthorizationType") == "CUSTOM" and "AuthorizerId" in routes[key]
        assert guarded is not function.anonymous


def test_every_message_of_a_socket_is_one_route(assembly: Assembly) -> None:
    keys = [route.properties["RouteKey"] for route in assembly.resources("AWS::ApiGatewayV2::Route")]
    sockets = [function.trigger.route for function in assembly.functions if isinstance(function.trigger, Socket)]
    assert sorted(key for key in keys if " " not in key) == sorted([*sockets, "$default"])


def test_what_no_route_answers_comes_to_one_function_without_a_token(assembly: Assembly) -> None:
    (declared,) = [function for function in assembly.functions if isinstance(function.trigger, Unmatched)]
    lambda_ = assembly.lambdas()[declared.name]
    integrations = {one.name: one.properties for one in assembly.resources("AWS::ApiGatewayV2::Integration")}
    routes = [
        (route.properties["AuthorizationType"], integrations[route.properties["Target"]["Fn::Join"][1][1]["Ref"]])
        for route in assembly.resources("AWS::ApiGatewayV2::Route", lambda_.stack)
        if route.properties["RouteKey"] == "$default"
    ]
    [(authorization, integration)] = [found for found in routes if found[1].get("PayloadFormatVersion") == "2.0"]
    assert authorization == "NONE"
    assert "RefuseRequest" in str(integration["IntegrationUri"])


def test_every_consumer_is_one_rule_and_every_job_one_schedule(assembly: Assembly) -> None:
    agents = [stack for stack in assembly.templates if not stack.endswith("-workflows")]
    rules = [rule for stack in agents for rule in assembly.resources("AWS::Events::Rule", stack)]
    jobs = [function.trigger.schedule for function in assembly.functions if isinstance(function.trigger, Every)]
    schedules = list(assembly.resources("AWS::Scheduler::Schedule"))
    assert len(rules) == sum(isinstance(function.trigger, On | OnObject) for function in assembly.functions)
    assert Counter(schedule.properties["ScheduleExpression"] for schedule in schedules) == Counter(jobs)


def test_only_who_opens_the_database_enters_the_network(cloud: Assembly) -> None:
    lambdas = cloud.lambdas()
    inside = {function.name for function in cloud.functions if "VpcConfig" in lambdas[function.name].properties}
    assert inside == {function.name for function in cloud.functions if function.resources & IN_VPC}
    assert inside
    assert inside != lambdas.keys()


def test_nobody_is_in_a_network_on_one_machine(local: Assembly) -> None:
    assert not [lambda_ for lambda_ in local.lambdas().values() if "VpcConfig" in lambda_.properties]
    for kind in ("AWS::EC2::VPC", "AWS::RDS::DBCluster", "AWS::RDS::DBProxy"):
        assert not list(local.resources(kind))


def test_functions_start_from_a_snapshot_of_the_version_that_callers_call(cloud: Assembly) -> None:
    aliases = {alias.properties["FunctionName"]["Ref"]: alias for alias in cloud.resources("AWS::Lambda::Alias")}
    for lambda_ in cloud.lambdas().values():
        assert lambda_.properties["SnapStart"] == {"ApplyOn": "PublishedVersions"}
        assert aliases[lambda_.name].properties["Name"] == "live"
    for integration in cloud.resources("AWS::ApiGatewayV2::Integration"):
        assert "Alias" in text(integration.properties["IntegrationUri"])
    for rule in [*cloud.resources("AWS::Events::Rule"), *cloud.resources("AWS::Scheduler::Schedule")]:
        targets = rule.properties.get("Targets") or [rule.properties["Target"]]
        assert all("Alias" in text(target["Arn"]) or "Machine" in text(target["Arn"]) for target in targets)


def test_no_stack_comes_near_the_limit_of_cloudformation(assembly: Assembly) -> None:
    assert {name: len(template["Resources"]) for name, template in assembly.templates.items()} == {
        name: size for name, template in assembly.templates.items() if (size := len(template["Resources"])) < LIMIT
    }


def test_physical_names_fit(assemblies: Mapping[str, Assembly]) -> None:
    functions = assemblies["prod"].functions
    names = [assembly.names.function(function) for assembly in assemblies.values() for function in functions]
    assert len(set(names)) == len(names)
    assert max(len(name) for name in names) <= 64


def _route_key(function: Function) -> str:
    trigger = function.trigger
    assert isinstance(trigger, Http)
    return f"{trigger.method} {PREFIX}{trigger.path}"
