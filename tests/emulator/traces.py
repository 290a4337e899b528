"""Everything that a deployed cloud has written down or sent about one company, as text that can be searched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import sql

from tests.emulator.deployment import Deployment

CLOCKS_APART = timedelta(seconds=5)


@dataclass(frozen=True)
class Trace:
    """A text, and where it stands."""

    where: str
    text: str


@dataclass
class Traces:
    """What was left behind since this was made.

    Args:
        heard: messages of the bus, of websockets and bodies of problems, which somebody else collects.
    """

    deployment: Deployment
    company_id: UUID
    heard: list[Trace] = field(default_factory=list)
    since: datetime = field(default_factory=lambda: datetime.now(UTC) - CLOCKS_APART)

    def __post_init__(self) -> None:
        self.sizes = {file: file.stat().st_size for file in self._files()}

    def everywhere(self) -> Iterator[Trace]:
        """All of it."""
        yield from self.heard
        yield from self.rows()
        yield from self.cached()
        yield from self.stored()
        yield from self.dead()
        yield from self.logged()
        yield from self.written()
        yield from self.executed()

    def rows(self) -> Iterator[Trace]:
        """Every row of every table that there is: the company's, and those of tables that know no company."""
        with self.deployment.owner() as owner:
            tables = owner.execute(
                "SELECT t.table_schema, t.table_name, bool_or(c.column_name = 'company_id')"
                " FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name)"
                " WHERE t.table_type = 'BASE TABLE' AND t.table_schema NOT IN ('pg_catalog', 'information_schema')"
                " GROUP BY 1, 2 ORDER BY 1, 2"
            ).fetchall()
            for schema, name, is_walled in tables:
                of_company = (
                    sql.SQL(" WHERE company_id = {}").format(str(self.company_id)) if is_walled else sql.SQL("")
                )
                table = sql.Identifier(schema, name)
                cursor = owner.execute(sql.SQL("SELECT * FROM {}{}").format(table, of_company))
                columns = [column.name for column in cursor.description or ()]
                for row in cursor:
                    shown = dict(zip(columns, row, strict=True))
                    yield Trace(f"table {name}", json.dumps(shown, default=_readable, ensure_ascii=False))

    def cached(self) -> Iterator[Trace]:
        """The table of DynamoDB."""
        pages = (
            self.deployment.client("dynamodb").get_paginator("scan").paginate(TableName=self.deployment.stack["table"])
        )
        for page in pages:
            for item in page["Items"]:
                yield Trace("dynamodb", json.dumps(item, default=_readable, ensure_ascii=False))

    def stored(self) -> Iterator[Trace]:
        """The objects of every bucket that the product writes to, and their names."""
        s3 = self.deployment.client("s3")
        for bucket in self.deployment.stack["buckets"].values():
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
                for found in page.get("Contents", []):
                    if found["LastModified"] >= self.since:
                        body = s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read()
                        yield Trace(f"s3 {bucket}", f"{found['Key']}\n{body.decode('latin-1')}")

    def dead(self) -> Iterator[Trace]:
        """What waits in the queues of dead letters."""
        sqs = self.deployment.client("sqs")
        for url in sqs.list_queues(QueueNamePrefix=self.deployment.stack["dead_letter_prefix"]).get("QueueUrls", []):
            found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
            for message in found.get("Messages", []):
                yield Trace(f"dead letter {url.rpartition('/')[2]}", message["Body"])

    def logged(self) -> Iterator[Trace]:
        """Lines of every log group: functions, flows, access."""
        logs = self.deployment.client("logs")
        start = int(self.since.timestamp() * 1000)
        for page in logs.get_paginator("describe_log_groups").paginate():
            for group in page["logGroups"]:
                name = group["logGroupName"]
                for lines in logs.get_paginator("filter_log_events").paginate(logGroupName=name, startTime=start):
                    for line in lines["events"]:
                        yield Trace(f"log {name}", line["message"])

    def written(self) -> Iterator[Trace]:
        """What the emulator, PostgreSQL and the containers have written into their files."""
        for file in self._files():
            with file.open("rb") as opened:
                opened.seek(self.sizes.get(file, 0))
                for line in opened:
                    yield Trace(f"file {file.name}", line.decode(errors="replace"))

    def executed(self) -> Iterator[Trace]:
        """Inputs, outputs and histories of every execution of every flow."""
        states = self.deployment.client("stepfunctions")
        for machine in states.list_state_machines()["stateMachines"]:
            arn = machine["stateMachineArn"]
            for page in states.get_paginator("list_executions").paginate(stateMachineArn=arn):
                for found in page["executions"]:
                    if found["startDate"] >= self.since:
                        told = states.get_execution_history(executionArn=found["executionArn"])["events"]
                        yield Trace(f"flow {machine['name']}", json.dumps(told, default=str, ensure_ascii=False))

    def _files(self) -> list[Path]:
        return sorted(Path(self.deployment.stack["logs"]).glob("*.log"))


def _readable(value: Any) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
