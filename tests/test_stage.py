from sqlalchemy import text

from shared.core.aws import call
from shared.core.cache import Cache
from shared.core.resources import APP_ROLE
from shared.db.session import engine
from tests.aws import Cloud
from tests.stage import Stage


def test_events_on_the_bus_are_seen_once_and_by_their_own_test_only(cloud: Cloud) -> None:
    entry = {"EventBusName": f"{cloud.stage}-bus", "Source": "a", "DetailType": "b", "Detail": '{"n": 1}'}
    call("events", "PutEvents", {"Entries": [entry]})
    assert [event["detail"] for event in cloud.seen()] == [{"n": 1}]
    assert cloud.seen() == []


def test_the_table_keeps_values(cloud: Cloud) -> None:
    assert cloud.stage
    cache = Cache()
    cache.put("a", "b", {"kept": True}, seconds=60)
    assert cache.get("a", "b") == {"kept": True}


def test_the_code_connects_to_the_tests_own_database_as_its_own_role(stage: Stage) -> None:
    with engine(APP_ROLE).connect() as connection:
        found = connection.execute(text("SELECT current_database(), current_user")).one()
    assert tuple(found) == (stage.database.name, APP_ROLE)
