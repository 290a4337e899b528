from local.cli.outputs import BUCKETS, FUNCTIONS, PLATFORM, WORKFLOWS, named
from stacks import outputs

ARN = "arn:aws:states:us-east-1:000000000000:stateMachine"


def test_the_app_publishes_everything_that_is_read() -> None:
    published = {value for name, value in vars(outputs).items() if name.isupper()}
    assert {*PLATFORM.values(), *BUCKETS.values(), FUNCTIONS, WORKFLOWS} <= published


def test_outputs_get_the_names_of_stack_json() -> None:
    platform = {output: output.lower() for output in [*PLATFORM.values(), *BUCKETS.values()]}
    found = named(
        {
            "astramech-local-platform": platform,
            "astramech-local-crm": {"Functions": "local-crm-create-lead,local-crm-get-lead"},
            "astramech-local-agent-platform": {"Functions": ""},
            "astramech-local-workflows": {"Workflows": f"{ARN}:local-lead-flow,{ARN}:local-buyer-signal-flow"},
        }
    )
    assert found["api_url"] == "apiurl"
    assert found["buckets"] == {"uploads": "uploadsbucket", "documents": "documentsbucket"}
    assert found["functions"] == {"crm": ["local-crm-create-lead", "local-crm-get-lead"], "agent-platform": []}
    assert found["workflows"] == {
        "lead_flow": f"{ARN}:local-lead-flow",
        "buyer_signal_flow": f"{ARN}:local-buyer-signal-flow",
    }
