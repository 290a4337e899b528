"""How functions reach PostgreSQL, and who vouches for it."""

import re
import ssl

from shared.core.resources import DATABASE, OWNER_DATABASE
from stacks.settings import ClusterSettings, GivenDatabase
from stacks.stages import stage_settings
from tests.stacks.assembly import ROOT, Assembly, text


def test_on_one_machine_functions_go_where_they_are_told(local: Assembly) -> None:
    settings = stage_settings("local", {"database_host": "10.1.2.3", "database_port": "15432"})
    assert settings.database == GivenDatabase(host="10.1.2.3", port="15432")
    variables = _variables(local, "crm-create-lead")
    assert variables["DB_HOST"] == "127.0.0.1"
    assert variables["DB_AUTH"] == "trust"
    assert variables["DB_SSLMODE"] == "disable"


def test_in_the_cloud_functions_verify_the_database_with_a_certificate_that_they_carry(cloud: Assembly) -> None:
    lambdas = cloud.lambdas()
    proxied = _proxied(cloud)
    for function in cloud.functions:
        variables = lambdas[function.name].properties["Environment"]["Variables"]
        if "DB_HOST" not in variables:
            continue
        assert variables["DB_SSLMODE"] == "verify-full"
        authority = "proxy" if proxied and OWNER_DATABASE not in function.resources else "cluster"
        assert variables["DB_SSLROOTCERT"] == f"/var/task/shared/db/authorities/{authority}.pem"


def test_the_certificates_are_in_the_code_and_readable() -> None:
    amazons, regions = (_subjects(name) for name in ("proxy", "cluster"))
    assert {f"Amazon Root CA {number}" for number in range(1, 5)} < amazons
    assert {f"Amazon RDS {region} Root CA RSA2048 G1" for region in ("us-east-1", "eu-west-1", "sa-east-1")} < regions


def test_functions_share_connections_through_the_proxy_with_iam_from_end_to_end(prod: Assembly) -> None:
    proxy = prod.one("AWS::RDS::DBProxy")
    assert proxy.properties["DefaultAuthScheme"] == "IAM_AUTH"
    assert proxy.properties["RequireTLS"] is True
    assert "Auth" not in proxy.properties
    assert "DatabaseProxy" in text(_variables(prod, "crm-create-lead")["DB_HOST"])


def test_rds_keeps_and_changes_the_owners_password(cloud: Assembly) -> None:
    cluster = cloud.one("AWS::RDS::DBCluster").properties
    assert cluster["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in cluster
    assert "KmsKeyId" in cluster["MasterUserSecret"]
    variables = _variables(cloud, "platform-migrate-database")
    assert "MasterUserSecret" in text(variables["DB_OWNER_SECRET"])
    assert "DatabaseCluster" in text(variables["DB_HOST"])


def test_only_functions_reach_the_proxy_and_only_migrations_the_cluster(prod: Assembly) -> None:
    let_in = {
        (_group(rule.properties["GroupId"]), _group(rule.properties["SourceSecurityGroupId"]))
        for rule in prod.resources("AWS::EC2::SecurityGroupIngress")
        if rule.properties["FromPort"] != 443
    }
    assert ("DatabaseProxyGroup", "DatabaseFunctions") in let_in
    assert {source for group, source in let_in if group == "DatabaseClusterSecurityGroup"} == {
        "DatabaseMigrations",
        "DatabaseProxyGroup",
    }


def test_only_migrations_are_put_where_the_cluster_lets_them_in(prod: Assembly) -> None:
    lambdas = prod.lambdas()
    for function in prod.functions:
        groups = text(lambdas[function.name].properties.get("VpcConfig", {}).get("SecurityGroupIds", ""))
        assert ("DatabaseMigrations" in groups) == (OWNER_DATABASE in function.resources)
        assert ("DatabaseFunctions" in groups) == bool(
            DATABASE in function.resources or "system" in str(function.resources)
        )


def test_a_network_without_a_way_out_would_be_noticed(cloud: Assembly) -> None:
    database = cloud.settings.database
    assert isinstance(database, ClusterSettings)
    assert database.network.nat_gateways or {"events", "secretsmanager"} <= set(database.network.interface_endpoints)
    assert len(list(cloud.resources("AWS::EC2::NatGateway"))) == database.network.nat_gateways


def _variables(assembly: Assembly, function: str) -> dict[str, object]:
    variables: dict[str, object] = assembly.lambdas()[function].properties["Environment"]["Variables"]
    return variables


def _proxied(assembly: Assembly) -> bool:
    return bool(list(assembly.resources("AWS::RDS::DBProxy")))


def _subjects(name: str) -> set[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ROOT / f"shared/db/authorities/{name}.pem")
    return set(re.findall(r"'commonName', '([^']*)'", str(context.get_ca_certs())))


def _group(reference: dict[str, list[str]]) -> str:
    return reference["Fn::GetAtt"][0][:-8]
