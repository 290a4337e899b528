"""Use case: explain as a whole the model that begins to speak, and keep that beside its file."""

import hashlib
import json
from uuid import UUID

from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.models.overall import Overall, drawn, overall
from functions.hr.domain.models.registered import Registered
from functions.hr.schemas.models import ExplanationView, OverallView
from functions.hr.service.models.ports import Models, Papers, Shelf
from functions.hr.service.models.roles import Roles
from shared.core.log import log
from shared.schemas.events import ModelPromoted


class ModelExplaining:
    """Explanations of one company's models as a whole.

    Args:
        models: of the company.
        shelf: where their files lie.
        papers: what lies beside them.
        company_id: whose they are.
    """

    def __init__(self, models: Models, shelf: Shelf, papers: Papers, company_id: UUID | None) -> None:
        self.roles = Roles(models, shelf)
        self.shelf = shelf
        self.papers = papers
        self.company_id = company_id

    def explain(self, event: ModelPromoted) -> None:
        """Explain the file that the event names; the same file is explained in the same way, whenever it is.

        Raises:
            ModelUnavailable: the file is absent, or not the one that was approved.
        """
        one = self._of_hash(event.name, event.sha256)
        if one is None:
            log().warning("a model that is no longer there", model=event.name, version=event.release)
            return
        manifest = one.manifest
        people = drawn(manifest.baseline, manifest.drivers)
        means = self.shelf.engine(one).interactions(people)
        found = overall(manifest.sha256, manifest.drivers, len(people), means)
        self.papers.put(self._key(one), _sealed(found))

    def show(self, name: ModelName) -> ExplanationView:
        """What the model that speaks rests on: by its card, and by its file as it was explained when promoted."""
        one = self.roles.champion(name)
        manifest = one.manifest
        content = self.papers.get(self._key(one))
        found = _opened(content, manifest.sha256) if content else None
        return ExplanationView(
            **manifest.model_dump(include={"name", "version", "sha256"}),
            by_card=OverallView(importance=manifest.importance, interactions=list(manifest.interactions)),
            by_file=OverallView(importance=found.importance, interactions=list(found.interactions)) if found else None,
            people=found.people if found else None,
            explanation_sha256=_hash(found.model_dump(mode="json")) if found else None,
            reason=None if found else "not_promoted" if content is None else "not_of_this_file",
        )

    def _of_hash(self, name: ModelName, sha256: str) -> Registered | None:
        return next((one for one in self.roles.all_of(name) if one.manifest.sha256 == sha256), None)

    def _key(self, one: Registered) -> str:
        return f"{self.company_id}/models/explanations/{one.manifest.sha256}.json"


def _sealed(found: Overall) -> bytes:
    """As it is kept, with the hash of what it says."""
    told = found.model_dump(mode="json")
    return json.dumps({"explanation": told, "sha256": _hash(told)}).encode()


def _opened(content: bytes, sha256: str) -> Overall | None:
    """What was kept, if it is whole and of this model file."""
    kept = json.loads(content)
    told = kept["explanation"]
    if kept["sha256"] != _hash(told) or told["sha256"] != sha256:
        return None
    return Overall.model_validate(told)


def _hash(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
