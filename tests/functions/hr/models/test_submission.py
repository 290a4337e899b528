"""Handing answers in asks the models that speak in the company."""

from functions.hr.api.submission import submit_questionnaire
from functions.hr.providers.models import tree_predictor
from shared.core.inject import providers, resources


def providers_below(function: object) -> set[object]:
    found = set(providers(function).values())  # type: ignore[arg-type]
    return found.union(*(providers_below(one) for one in found))


def test_answers_are_estimated_by_the_companys_models_with_the_layer_that_reads_them() -> None:
    assert tree_predictor in providers_below(submit_questionnaire.body)
    assert "ml" in submit_questionnaire.layers
    assert "objects" in {one.kind for one in resources(submit_questionnaire.body)}
