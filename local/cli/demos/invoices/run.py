"""The demo of the invoice flow."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from local.cli.api import Api
from local.cli.curl import Curl
from local.cli.demos import Outcome, Wishes
from local.cli.demos.invoices import outcome
from local.cli.demos.invoices.delivery import INVOICES, Delivered, deliver, document, original
from local.cli.demos.invoices.folder import SAMPLES, files_of
from local.cli.demos.invoices.setup import set_up
from local.cli.demos.invoices.waiting import Watch
from local.cli.errors import Trouble
from local.cli.stack_file import Stack
from local.cli.steps import Step, Steps

FLOW = "invoice_flow"

Documents = Mapping[str, dict[str, Any]]


def run(stack: Stack, api: Api, steps: Steps, wishes: Wishes) -> Outcome:
    """Upload a folder, wait until every document stands still, show where.

    Raises:
        Trouble: the cloud has no invoice flow, or the folder cannot be used.
    """
    if FLOW not in stack.workflows:
        raise Trouble(f"This cloud has no {FLOW}.", advice="Run `astramech up` to deploy what is new.")
    folder = wishes.folder or SAMPLES
    files = files_of(folder)
    with steps.step("Saying what an accountant says once") as step:
        step.result = set_up(stack, api, folder) or "nothing: the folder assumes nothing"
    delivered: list[Delivered] = []
    with steps.step(f"Uploading {len(files)} files to the bucket") as step:
        for file in files:
            delivered.append(deliver(api, file))
            step.advance(len(delivered), len(files))
        accepted = [one for one in delivered if one.invoice_id]
        step.result = f"{len(accepted)} accepted"
    with steps.step("Waiting for the invoice flow") as step:
        watch = Watch(partial(document, api))
        documents = watch.until_settled(accepted, partial(_tell, step, len(accepted)))
        step.result = _counted(documents)
    documents = {one.file.name: original(api, documents[one.file.name], one.file) for one in accepted}
    return Outcome([outcome.table(delivered, documents)], list(_calls(stack, accepted, documents)))


def _tell(step: Step, total: int, settled: Documents) -> None:
    step.advance(len(settled), total)
    step.say(f"{len(settled)} of {total}")


def _counted(documents: Documents) -> str:
    states = Counter(one["status"] for one in documents.values())
    return ", ".join(f"{count} {state}" for state, count in states.most_common())


def _calls(stack: Stack, accepted: Sequence[Delivered], documents: Documents) -> Iterator[str]:
    """How to look closer: one document of every state there is, and the review queue."""
    seen: set[str] = set()
    for one in accepted:
        found = documents[one.file.name]
        state = found["status"]
        if state not in seen:
            seen.add(state)
            look = Curl("GET", f"{stack.api_url}{INVOICES}/{found.get('invoice_id', one.invoice_id)}")
            yield f"{look.line()}  # {state}: {one.file.name}"
    yield f"{Curl('GET', f'{stack.api_url}/finance/reviews').line()}  # what waits for people"
