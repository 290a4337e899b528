"""The questionnaires: licences, published orders, what is offered, and what is refused on loading."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from functions.hr.domain.instruments.catalogue import Catalogue, QuestionnaireMissingError, published
from functions.hr.domain.instruments.instrument import LOCALES, Instrument
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.scoring.learning import DRIVERS
from tests.functions.hr.answering import CORE, DAY, WORK, a_wording, instrument_of, worded

INSTRUMENTS = published().instruments


def test_what_is_asked_without_further_ado_is_in_the_public_domain() -> None:
    assert {one.id: one.licence.split(" (")[0] for one in CORE.instruments} == {
        "cbi": "public domain",
        "fevs": "public domain",
        "intent": "public domain",
    }


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.id)
def test_every_instrument_says_where_it_is_from_and_who_may_use_it(instrument: Instrument) -> None:
    assert instrument.licence
    assert instrument.licence_source
    assert instrument.source
    assert instrument.name.keys() == set(LOCALES)


def test_the_core_form_has_33_items_and_40_with_clients_and_the_question_about_them() -> None:
    gated = [item for one, item in CORE.items().values() if one.is_gated(item)]
    assert len(CORE.items()) - len(gated) == 33
    assert len(CORE.items()) + len(CORE.gates()) == 40
    assert CORE.stamp == "core@1"


@pytest.mark.parametrize("locale", LOCALES)
def test_only_what_has_all_its_wording_is_offered(locale: Locale) -> None:
    assert [one.id for one in published().offered(locale, DAY)] == ["core"]
    assert published().offered(locale, date(2025, 12, 31)) == ()
    with pytest.raises(QuestionnaireMissingError, match="well-being"):
        published().questionnaire("well-being", locale, DAY)


def test_texts_of_both_languages_differ_and_none_is_used_twice() -> None:
    for instrument in CORE.instruments:
        for locale in LOCALES:
            texts = [item.text[locale] for item in instrument.items]
            assert len(set(texts)) == len(texts)
        assert all(item.text["es"] != item.text["en"] for item in instrument.items)


def test_spanish_burnout_items_keep_their_published_order() -> None:
    order = " ".join(item.id.removeprefix("cbi.") for item in instrument_of("cbi").in_order("es"))
    assert order == "P1 P4 P6 P2 P5 P3 W4 W5 W6 W7 W2 W3 W1 C5 C6 C1 C4 C2 C3"
    assert [item.id for item in instrument_of("cbi").in_order("en")][6:13] == list(WORK)


def test_spanish_answers_every_burnout_item_on_one_scale() -> None:
    labels = [[(one.value, one.text["es"]) for one in scale.options] for scale in instrument_of("cbi").scales]
    assert labels[0] == labels[1]
    assert labels[0][0] == (100, "Siempre")


def test_w7_alone_is_reversed_among_what_is_offered() -> None:
    assert [item.id for _, item in CORE.items().values() if item.reverse] == ["cbi.W7"]
    assert [item.id for item in instrument_of("tis6").items if item.reverse] == ["tis6.2", "tis6.6"]


def test_nineteen_items_measure_the_fifteen_drivers_that_models_know() -> None:
    drivers = instrument_of("fevs")
    assert tuple(subscale.id for subscale in drivers.subscales) == DRIVERS
    assert Counter(Counter(item.subscale for item in drivers.items).values()) == {1: 11, 2: 4}
    assert all(subscale.reference and subscale.high_is == "good" for subscale in drivers.subscales)


def test_six_items_may_be_answered_with_do_not_know() -> None:
    drivers = instrument_of("fevs")
    unknown = [item.id for item in drivers.items if drivers.scale_of(item).option("X")]
    assert sorted(unknown) == sorted(f"fevs.{number}" for number in (9, 10, 11, 42, 61, 35))


def test_an_old_version_stays_readable_by_the_stamp_of_an_assessment() -> None:
    assert published().stamped("core@1") == CORE
    assert published().stamped("well-being@1").instruments[0].id == "who5"
    with pytest.raises(QuestionnaireMissingError, match="core@0"):
        published().stamped("core@0")


def test_a_newer_version_is_offered_from_its_day_on() -> None:
    outlines = published().outlines
    newer = outlines[0].model_copy(update={"version": "2", "valid_from": date(2027, 1, 1)})
    catalogue = Catalogue(instruments=INSTRUMENTS, outlines=(newer, *outlines))
    assert catalogue.questionnaire("core", "es", date(2026, 12, 31)).version == "1"
    assert catalogue.questionnaire("core", "es", date(2027, 1, 1)).version == "2"
    assert catalogue.stamped("core@1") == CORE


def test_an_operator_who_holds_a_licence_supplies_the_wording() -> None:
    catalogue = published().worded([a_wording("who5")])
    questionnaire = catalogue.questionnaire("well-being", "es", DAY)
    assert questionnaire.instruments[0].licence == "licensed to the operator"
    assert questionnaire.instruments[0].items[0].text == {"es": "wording of who5.1"}
    with pytest.raises(QuestionnaireMissingError):
        catalogue.questionnaire("well-being", "en", DAY)
    assert worded("intention", "tis6").is_worded("en")


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"items": {"who5.1": "one item"}}, "exactly its items"),
        ({"options": {"0": "never"}}, "exactly its items"),
        ({"version": "2"}, "there is not"),
        ({"licence": ""}, "at least 1 character"),
    ],
)
def test_a_wording_that_does_not_fit_or_has_no_licence_is_refused(parts: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        published().worded([a_wording("who5", **parts)])


def test_a_wording_of_another_instrument_is_refused() -> None:
    with pytest.raises(ValueError, match="not of who5 1"):
        instrument_of("who5").worded(a_wording("tis6"))


CBI = instrument_of("cbi").model_dump()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"licence": ""}, "at least 1 character"),
        ({"items": [*CBI["items"], CBI["items"][0]]}, "the same id twice"),
        ({"items": [{**one, "place": {"es": 1, "en": n}} for n, one in enumerate(CBI["items"])]}, "place in es"),
        ({"items": [{**one, "scale": "none"} for one in CBI["items"]]}, "not in cbi"),
        ({"items": CBI["items"][:2]}, "asks for more answers"),
        ({"gate": {**CBI["gate"], "opens": "cbi.nobody"}}, "not in cbi"),
        ({"licencia": "public domain"}, "licencia"),
        ({"subscales": [{**one, "bands": one["bands"][::-1]} for one in CBI["subscales"]]}, "do not rise"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Instrument.model_validate(CBI | change)


@pytest.mark.parametrize("bounds", [{}, {"at_least": 1, "above": 1}])
def test_a_band_begins_at_one_bound(bounds: dict[str, int]) -> None:
    bands = [{"id": "low", "standing": "established", "at_least": 0}, {"id": "x", "standing": "established", **bounds}]
    with pytest.raises(ValidationError, match="at_least or above"):
        Instrument.model_validate(CBI | {"subscales": [{**one, "bands": bands} for one in CBI["subscales"]]})


def test_a_catalogue_without_an_instrument_that_is_asked_or_with_a_version_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="there are not"):
        Catalogue(instruments=INSTRUMENTS[:1], outlines=published().outlines)
    with pytest.raises(ValidationError, match="twice"):
        Catalogue(instruments=(*INSTRUMENTS, INSTRUMENTS[0]), outlines=published().outlines)
