"""The benchmarks on deployed stacks: what they deploy beside the product answers, and every sample did its work."""

import pytest

from benchmarks import flow, gateway, variants
from benchmarks.cloud import Cloud
from benchmarks.variants import FLOOR, FLOW, OURS
from tests.emulator.deployment import Deployment

pytestmark = pytest.mark.emulator


def test_floor_and_create_lead_answer_side_by_side_and_leave_their_leads(deployment: Deployment) -> None:
    company = deployment.new_company()
    cloud = Cloud(deployment.stack, company.admin.token, seconds=0)
    found = gateway.measure([variants.floor(), variants.ours()], cloud, gateway.BLOCK, lambda: None)
    assert {name: one.calls for name, one in found.items()} == {FLOOR: gateway.BLOCK, OURS: gateway.BLOCK}
    with deployment.owner() as owner:
        leads = owner.execute("SELECT count(*) FROM leads WHERE company_id = %s", [company.id]).fetchone()
    assert leads == (4 * gateway.BLOCK,), "two variants, a block that fills the caches and one that counts"


def test_events_become_rows_by_both_state_machines(deployment: Deployment) -> None:
    cloud = Cloud(deployment.stack, "", seconds=0)
    singly, at_once = flow.measure(cloud, flows=2, events=3, progress=lambda: None)
    assert {name: one.calls for name, one in singly.items()} == {FLOOR: 2, FLOW: 2}
    assert {name: one.events for name, one in at_once.items()} == {FLOOR: 3, FLOW: 3}
