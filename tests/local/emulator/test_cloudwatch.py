import pytest

from tests.local.emulator.cloud import Cloud, eventually, unique

pytestmark = pytest.mark.emulator


def test_embedded_metrics_become_metrics_and_raise_alarms(cloud: Cloud) -> None:
    watch, namespace, alarm = cloud("cloudwatch"), unique("Test"), unique("alarm")
    watch.put_metric_alarm(
        AlarmName=alarm,
        Namespace=namespace,
        MetricName="Leads",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        Dimensions=[{"Name": "agent", "Value": "crm"}],
    )
    cloud.invoke(cloud.function("metric"), {"namespace": namespace})
    metrics = eventually(lambda: watch.list_metrics(Namespace=namespace)["Metrics"])
    assert [(m["MetricName"], m["Dimensions"]) for m in metrics] == [("Leads", [{"Name": "agent", "Value": "crm"}])]
    eventually(lambda: watch.describe_alarms(AlarmNames=[alarm])["MetricAlarms"][0]["StateValue"] == "ALARM")
