"""Builds the use cases about one's own answers and rights."""

from typing import Annotated

from functions.hr.domain.instruments.catalogue import published
from functions.hr.providers.models import Estimator
from functions.hr.providers.rooms import CompanyRooms, OpenRooms, PersonalRooms
from functions.hr.service.assessments import AssessmentService
from functions.hr.service.backfilling import Backfilling
from functions.hr.service.consents import ConsentService
from functions.hr.service.drafts import DraftService
from functions.hr.service.estimating import Estimating
from functions.hr.service.objections import ObjectionService
from functions.hr.service.own_data import OwnDataService
from functions.hr.service.predicting import Predictor
from functions.hr.service.questionnaires import QuestionnaireService
from functions.hr.service.submission import SubmissionService
from functions.hr.service.waves import WaveService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.events.log import Announcements
from shared.schemas.envelope import Events


def submissions_in(opened: OpenRooms, model: Predictor, events: Events) -> SubmissionService:
    """Answers of one company's people."""
    rooms = opened.rooms
    return SubmissionService(
        people=rooms.people,
        consents=rooms.consents,
        waves=rooms.waves,
        assessments=rooms.assessments,
        drafts=rooms.drafts,
        safe=opened.safe,
        estimating=Estimating(model),
        catalogue=rooms.catalogue,
        events=events,
        now=rooms.now,
    )


def submission_service(opened: PersonalRooms, model: Estimator, events: Announcements) -> SubmissionService:
    """Answers of the invocation's company."""
    return submissions_in(opened, model, events)


def backfilling_in(opened: OpenRooms, model: Predictor) -> Backfilling:
    """Estimates of one company's people that are still owed."""
    rooms = opened.rooms
    return Backfilling(
        rooms.people,
        rooms.consents,
        rooms.assessments,
        safe=opened.safe,
        estimating=Estimating(model),
        now=rooms.now,
    )


def backfilling(opened: PersonalRooms, model: Estimator) -> Backfilling:
    """Estimates of the invocation's company that are still owed."""
    return backfilling_in(opened, model)


def assessment_service(opened: PersonalRooms) -> AssessmentService:
    """Assessments of the invocation's company; nothing is estimated by looking."""
    rooms = opened.rooms
    return AssessmentService(
        people=rooms.people,
        consents=rooms.consents,
        assessments=rooms.assessments,
        grants=rooms.grants,
        looks=rooms.looks,
        safe=opened.safe,
        catalogue=rooms.catalogue,
        audit=rooms.audit,
        now=rooms.now,
    )


def consent_service(opened: PersonalRooms) -> ConsentService:
    """Consents of the invocation's company."""
    rooms = opened.rooms
    return ConsentService(
        rooms.people, rooms.consents, rooms.assessments, opened.safe, audit=rooms.audit, now=rooms.now
    )


def objection_service(opened: PersonalRooms) -> ObjectionService:
    """Objections of the invocation's company."""
    rooms = opened.rooms
    return ObjectionService(rooms.people, rooms.assessments, rooms.objections, opened.safe, rooms.audit)


def draft_service(opened: PersonalRooms) -> DraftService:
    """Drafts of the invocation's company."""
    rooms = opened.rooms
    return DraftService(
        rooms.people, rooms.consents, rooms.drafts, opened.safe, catalogue=rooms.catalogue, now=rooms.now
    )


def own_data_service(opened: PersonalRooms) -> OwnDataService:
    """What the people of the invocation's company have here."""
    rooms = opened.rooms
    return OwnDataService(
        people=rooms.people,
        keys=rooms.keys,
        consents=rooms.consents,
        assessments=rooms.assessments,
        drafts=rooms.drafts,
        grants=rooms.grants,
        looks=rooms.looks,
        invitations=rooms.invitations,
        safe=opened.safe,
        audit=rooms.audit,
        now=rooms.now,
    )


def wave_service(rooms: CompanyRooms) -> WaveService:
    """Waves of the invocation's company."""
    return rooms.waves


def questionnaire_service(now: Clock) -> QuestionnaireService:
    """What is asked, of any company."""
    return QuestionnaireService(published(), now)


Backfill = Annotated[Backfilling, Depends(backfilling)]
Submissions = Annotated[SubmissionService, Depends(submission_service)]
OwnAssessments = Annotated[AssessmentService, Depends(assessment_service)]
OwnConsents = Annotated[ConsentService, Depends(consent_service)]
Objections = Annotated[ObjectionService, Depends(objection_service)]
OwnDrafts = Annotated[DraftService, Depends(draft_service)]
OwnData = Annotated[OwnDataService, Depends(own_data_service)]
CompanyWaves = Annotated[WaveService, Depends(wave_service)]
Questionnaires = Annotated[QuestionnaireService, Depends(questionnaire_service)]
