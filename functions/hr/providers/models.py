"""Builds the use cases about models, and what estimates for everybody else."""

from typing import Annotated

from functions.hr.domain.explanations.contributions import Calibration
from functions.hr.domain.models.evidence import ModelName
from functions.hr.prediction.engine import Engine
from functions.hr.prediction.predictor import TreePredictor
from functions.hr.prediction.shelf import BesideFiles, FileShelf
from functions.hr.providers.rooms import PersonalRooms
from functions.hr.repository.models import ModelRows
from functions.hr.service.models.asking import ModelQuestions
from functions.hr.service.models.explaining import ModelExplaining
from functions.hr.service.models.registry import ModelRegistry, Promotions
from functions.hr.service.models.roles import Roles
from functions.hr.service.models.watching import ModelWatch
from functions.hr.service.predicting import Predictor
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements
from shared.storage.objects import Uploads


def model_rows(session: TenantSession, invocation: Invocation) -> ModelRows:
    """What the invocation's company keeps of models."""
    return ModelRows(session, invocation.company_id)


def file_shelf(uploads: Uploads) -> FileShelf:
    """Model files beside the code, and those in the bucket."""
    return FileShelf(uploads)


CompanyModels = Annotated[ModelRows, Depends(model_rows)]
Files = Annotated[FileShelf, Depends(file_shelf)]


def tree_predictor(models: CompanyModels, files: Files) -> Predictor:
    """The models that speak in the invocation's company, at the company's own level where it has one."""
    roles = Roles(models, files)

    def engine(name: ModelName) -> Engine:
        return files.engine(roles.champion(name))

    def calibration(of: Engine) -> Calibration | None:
        fitted = models.fitted(of.manifest.sha256)
        return fitted.calibration if fitted else None

    return TreePredictor(engine, calibration)


Estimator = Annotated[Predictor, Depends(tree_predictor)]


def model_registry(models: CompanyModels, files: Files, now: Clock) -> ModelRegistry:
    """The models of the invocation's company."""
    return ModelRegistry(models, files, now)


def model_promotions(models: CompanyModels, files: Files, events: Announcements, now: Clock) -> Promotions:
    """What lets the models of the invocation's company speak."""
    return Promotions(ModelRegistry(models, files, now), events)


def model_explaining(models: CompanyModels, files: Files, uploads: Uploads, invocation: Invocation) -> ModelExplaining:
    """The models of the invocation's company as a whole."""
    return ModelExplaining(models, files, BesideFiles(uploads), invocation.company_id)


def model_watch(models: CompanyModels, files: Files) -> ModelWatch:
    """The models of the invocation's company as they work now."""
    return ModelWatch(models, files)


def model_questions(predictor: Estimator, opened: PersonalRooms) -> ModelQuestions:
    """What the models of the invocation's company are asked."""
    rooms = opened.rooms
    return ModelQuestions(predictor, rooms.assessments, rooms.consents, opened.safe, rooms.now)


Questions = Annotated[ModelQuestions, Depends(model_questions)]
Registry = Annotated[ModelRegistry, Depends(model_registry)]
Promoting = Annotated[Promotions, Depends(model_promotions)]
Explaining = Annotated[ModelExplaining, Depends(model_explaining)]
Watch = Annotated[ModelWatch, Depends(model_watch)]
