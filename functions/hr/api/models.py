"""Which models speak, who approved them, and whether they work; apart from what needs no model."""

from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.models.evidence import ModelName
from functions.hr.providers.models import Explaining, Promoting, Questions, Registry, Watch
from functions.hr.schemas.models import (
    ExplanationView,
    ModelHealth,
    ModelsView,
    ModelView,
    PredictionView,
    PredictRequest,
    PromotionDraft,
    RollbackDraft,
    ShadowDraft,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post, put

LAYERS = ("base", "ml")
MEMORY = 1024  # MB: the library of trees takes 67, and a Lambda's processor grows with its memory


@get("/hr/ml/models", scope=Scope.HR_MODEL)
def list_models(registry: Registry) -> ModelsView:
    """The models that the company may use with their figures and checks, and who decided what."""
    return registry.show()


@get("/hr/ml/models/{name}/explanation", scope=Scope.HR_MODEL)
def explain_model(name: ModelName, explaining: Explaining) -> ExplanationView:
    """What the model that speaks rests on as a whole: each driver's share, and which two work together."""
    return explaining.show(name)


@post("/hr/ml/predict", scope=(Scope.HR_SELF, Scope.HR_MODEL), status=200, layers=LAYERS, memory=MEMORY)
def predict(request: PredictRequest, caller: Caller, questions: Questions, locale: Locale = "es") -> PredictionView:
    """What the models say of an own assessment, or with `hr:model` of drivers that are nobody's; it is kept nowhere."""
    return questions.ask(request, caller, locale)


@post("/hr/ml/models/{name}/promotions", scope=Scope.HR_MODEL, layers=LAYERS, memory=MEMORY)
def promote_model(name: ModelName, draft: PromotionDraft, caller: Caller, promotions: Promoting) -> ModelView:
    """Let a model speak about the company's people, if no check stops it; it is then explained as a whole."""
    return promotions.promote(name, draft, caller)


@post("/hr/ml/models/{name}/rollbacks", scope=Scope.HR_MODEL, layers=LAYERS, memory=MEMORY)
def roll_back_model(name: ModelName, draft: RollbackDraft, caller: Caller, registry: Registry) -> ModelView:
    """Let the model speak again that spoke before."""
    return registry.roll_back(name, draft, caller)


@put("/hr/ml/models/{name}/shadow", scope=Scope.HR_MODEL, layers=LAYERS, memory=MEMORY)
def set_shadow_model(name: ModelName, draft: ShadowDraft, caller: Caller, registry: Registry) -> ModelView:
    """Let a model be asked beside the one that speaks; nobody is shown what it says."""
    return registry.set_shadow(name, draft, caller)


@get("/hr/ml/health", scope=Scope.HR_MODEL, layers=LAYERS, memory=MEMORY)
def check_models(watch: Watch) -> ModelHealth:
    """Whether estimates are given, and whether they still mean what they say."""
    return watch.examine()
