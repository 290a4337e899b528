import json
from typing import Any

import pytest

from tests.local.emulator.cloud import Cloud, jsonata

pytestmark = pytest.mark.emulator


def test_distributed_map_reads_batches_and_writes(cloud: Cloud) -> None:
    bucket, s3 = cloud.bucket(), cloud("s3")
    s3.put_object(Bucket=bucket, Key="in.csv", Body="id,name\n1,a\n2,b\n3,c\n")
    count = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": cloud.function("echo"), "Payload": "{% $states.input %}"},
        "Output": "{% $count($states.result.Payload.event.Items) %}",
        "End": True,
    }
    own_bucket = "{% $states.input.bucket %}"
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Count",
        "States": {"Count": count},
    }
    each = {
        "Type": "Map",
        "ItemProcessor": processor,
        "ItemBatcher": {"MaxItemsPerBatch": 2},
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Arguments": {"Bucket": own_bucket, "Key": "in.csv"},
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Arguments": {"Bucket": own_bucket, "Prefix": "out"},
        },
        "Output": {"key": "{% $states.result.ResultWriterDetails.Key %}"},
        "End": True,
    }
    ended = cloud.execute(jsonata({"Each": each}), {"bucket": bucket})
    assert ended["status"] == "SUCCEEDED", ended

    def read(key: str) -> Any:
        return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())

    results = read(read(ended["output"]["key"])["ResultFiles"]["SUCCEEDED"][0]["Key"])
    assert sorted(results) == [1, 2]
