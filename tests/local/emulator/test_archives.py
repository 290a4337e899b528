import io
import zipfile

import pytest
from botocore.exceptions import ClientError

from tests.local.emulator.cloud import Cloud, unique

pytestmark = pytest.mark.emulator

LAYER = {"python/who.py": ("NAME = 'layer'", 0o644), "bin/tool": ("#!/bin/sh\n", 0o755)}


def test_file_modes_survive(cloud: Cloud) -> None:
    answer = cloud.invoke(cloud.function("probe", [cloud.layer(LAYER)]))
    assert answer["executable"] == [True]


def test_extract_once_shares_one_tree_and_keeps_the_size_limit(cloud: Cloud) -> None:
    layer = cloud.layer(LAYER)
    first, second = (cloud.invoke(cloud.function("probe", [layer]))["layers"] for _ in range(2))
    assert first == second

    big = io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big", bytes(140_000_000))
    publish = cloud("lambda").publish_layer_version
    content = {"ZipFile": big.getvalue()}
    layers = [publish(LayerName=unique("big"), Content=content)["LayerVersionArn"] for _ in range(2)]
    with pytest.raises(ClientError, match=r"262144000|250"):
        cloud.function("echo", layers)
