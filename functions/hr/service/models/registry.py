"""Use cases: register a model, let it speak, let it be asked beside, go back."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import get_args

from functions.hr.domain.models.evidence import Manifest, ModelName, SignedException
from functions.hr.domain.models.gate import Finding, findings
from functions.hr.domain.models.registered import Act, Decision, Registered
from functions.hr.schemas.models import (
    DecisionView,
    FindingView,
    ModelsView,
    ModelView,
    PromotionDraft,
    Registration,
    RegistrationReport,
    RollbackDraft,
    ShadowDraft,
)
from functions.hr.service.models.ports import Models, Shelf
from functions.hr.service.models.roles import Roles, role_of
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import BadRequest, Conflict, NotFound, Unprocessable
from shared.schemas.envelope import Events
from shared.schemas.events import ModelPromoted

FOLDER = "models"


class GateClosed(Conflict):
    """A model may not be used; `findings` says why."""


class ModelRegistry:
    """The models of one company, and which of them speaks.

    Args:
        models: what is kept of them.
        shelf: where the files lie.
        now: the clock.
    """

    def __init__(self, models: Models, shelf: Shelf, now: Now) -> None:
        self.models = models
        self.shelf = shelf
        self.roles = Roles(models, shelf)
        self.now = now

    def register(self, request: Registration) -> RegistrationReport:
        """Keep a model file that has the hash of its manifest and explains itself.

        Raises:
            BadRequest: it is not in the company's folder of models.
            Conflict: there is this version.
            ModelUnavailable: the file is not that of the manifest, or does not load.
        """
        manifest, key = request.manifest, request.file_path
        if not key.startswith(f"{request.company_id}/{FOLDER}/") or ".." in key:
            raise BadRequest(f"file_path must be below {FOLDER}/ of the company's folder.")
        if manifest.version in {one.manifest.version for one in self.roles.all_of(manifest.name)}:
            raise Conflict(f"There is version {manifest.version} of {manifest.name}.")
        version = self.shelf.version_of(key)
        self.shelf.engine(Registered(manifest, object_key=key, object_version=version))
        self.models.register(manifest, object_key=key, object_version=version)
        found = findings(manifest, self.roles.champion(manifest.name).manifest)
        return RegistrationReport(
            name=manifest.name, version=manifest.version, sha256=manifest.sha256, findings=_views(found)
        )

    def show(self) -> ModelsView:
        """Every model with its figures and checks, and every decision, the last first."""
        names: tuple[ModelName, ...] = get_args(ModelName)
        decided = [
            one for name in names for role in ("champion", "shadow") for one in self.models.decisions(name, role)
        ]
        return ModelsView(
            models=[self._view(one) for name in names for one in self.roles.all_of(name)],
            decisions=[_decision(one) for one in sorted(decided, key=lambda one: one.at, reverse=True)],
        )

    def promote(self, name: ModelName, draft: PromotionDraft, by: Caller) -> ModelView:
        """Let a model speak, if it is better than what speaks now and no check stops it.

        The model that speaks already can be promoted once more, to confirm exceptions that nobody has confirmed.

        Raises:
            NotFound: there is no such version.
            Conflict: it speaks already, and nothing is left to confirm.
            GateClosed: a check stops it, or nobody answers for one that it does not pass.
        """
        candidate, champion = self._found(name, draft.version), self.roles.champion(name)
        signed = tuple(SignedException(check=one.check, reason=one.reason, by=str(by.id)) for one in draft.exceptions)
        speaks = candidate.manifest.sha256 == champion.manifest.sha256
        if speaks and not {one.check for one in signed} & set(self.roles.unconfirmed(candidate)):
            raise Conflict("This model speaks already.")
        found = findings(_with(candidate.manifest, signed), None if speaks else champion.manifest)
        if left := [one for one in found if one.is_open]:
            told = [one.model_dump() for one in _views(left)]
            raise GateClosed("A check stops this model, or nobody has accepted that it fails.", findings=told)
        self.shelf.engine(candidate)
        return self._decided(candidate, "promoted", draft.reason, by, found)

    def roll_back(self, name: ModelName, draft: RollbackDraft, by: Caller) -> ModelView:
        """Let the model speak again that spoke before.

        Raises:
            Conflict: nothing did.
        """
        before = self.roles.before(name)
        if before is None:
            raise Conflict("No other model has spoken before this one.")
        self.shelf.engine(before)
        return self._decided(before, "rolled_back", draft.reason, by, findings(before.manifest))

    def set_shadow(self, name: ModelName, draft: ShadowDraft, by: Caller) -> ModelView:
        """Let a model be asked beside the champion, or none; nobody is shown what it says.

        Raises:
            NotFound: there is no such version.
            Unprocessable: there is no shadow to take away.
        """
        one = self._found(name, draft.version) if draft.version else self.roles.shadow(name)
        if one is None:
            raise Unprocessable("No model is asked beside the champion.")
        self.shelf.engine(one)
        act: Act = "shadowed" if draft.version else "unshadowed"
        return self._decided(one, act, draft.reason, by, findings(one.manifest))

    def _found(self, name: ModelName, version: str) -> Registered:
        for one in self.roles.all_of(name):
            if one.manifest.version == version:
                return one
        raise NotFound(f"There is no version {version} of {name}.")

    def _decided(self, one: Registered, act: Act, reason: str, by: Caller, found: Sequence[Finding]) -> ModelView:
        decision = Decision(
            name=one.manifest.name,
            role=role_of(act),
            act=act,
            registered_id=one.id,
            version=one.manifest.version,
            sha256=one.manifest.sha256,
            by=by.id,
            reason=reason,
            at=self.now(),
            confirmed=tuple(one.check for one in found if one.confirmed),
        )
        self.models.decide(decision, [asdict(each) for each in found])
        return self._view(one)

    def _view(self, one: Registered) -> ModelView:
        manifest = one.manifest
        shadow = self.roles.shadow(manifest.name)
        champion = self.roles.champion(manifest.name).manifest
        current = None if champion.sha256 == manifest.sha256 else champion
        return ModelView(
            **manifest.model_dump(include={"name", "version", "sha256", "basis", "evidence"}),
            packaged=one.id is None,
            is_champion=current is None,
            is_shadow=shadow is not None and shadow.manifest.sha256 == manifest.sha256,
            figures=manifest.figures,
            exceptions=list(manifest.exceptions),
            findings=_views(findings(manifest, current)),
        )


class Promotions:
    """Lets a model speak and announces it: what explains it as a whole takes longer than anybody waits.

    Args:
        registry: of the company.
        events: where it is announced.
    """

    def __init__(self, registry: ModelRegistry, events: Events) -> None:
        self.registry = registry
        self.events = events

    def promote(self, name: ModelName, draft: PromotionDraft, by: Caller) -> ModelView:
        """The same as the registry's, announced."""
        found = self.registry.promote(name, draft, by)
        self.events.record(ModelPromoted(name=name, release=found.version, sha256=found.sha256))
        return found


def _with(manifest: Manifest, signed: tuple[SignedException, ...]) -> Manifest:
    return manifest.model_copy(update={"exceptions": (*manifest.exceptions, *signed)})


def _views(found: Sequence[Finding]) -> list[FindingView]:
    return [FindingView(**asdict(one)) for one in found]


def _decision(one: Decision) -> DecisionView:
    facts = {name: getattr(one, name) for name in ("name", "act", "version", "sha256", "reason")}
    return DecisionView(**facts, decided_by=one.by, decided_at=one.at)
