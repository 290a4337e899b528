"""Runs one handler as Lambda does, and reports when it was imported, ready and had answered, and what that took.

It is started with nothing on its path but what a Lambda has, and imports little itself: what it costs, all variants
cost. `sys.argv[1]` is a job as JSON, see `processes.Job`. Reports are lines of JSON on the descriptor that it names.
Each number read from standard input is answered by as many calls.
"""

import json
import os
import sys
import time
from typing import Any


class Context:
    """What Lambda tells a handler about its run."""

    function_name = "benchmark"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:benchmark"
    aws_request_id = "7e0ee4ab-5c5f-4a09-b3e8-6d8a4a3ab1d2"

    def get_remaining_time_in_millis(self) -> int:
        return 29_000


def main() -> None:
    job = json.loads(sys.argv[1])
    sys.path[:0] = job["paths"]
    handler = find(job["handler"])
    imported = reading()
    _ = getattr(handler, "lambda_handler", None)  # ours builds its adapter before the first call
    ready = reading()
    if "event" in job:
        call(handler, job, "first")
    report(job, {"imported": imported, "ready": ready, "answered": reading()})
    for line in sys.stdin:
        report(
            job, {"microseconds": [timed(handler, job, f"{line.strip()}-{n}") for n in range(int(line))], **reading()}
        )


def find(handler: str) -> Any:
    """The attribute that a dotted name ends in."""
    module, _, name = handler.rpartition(".")
    __import__(module)
    return getattr(sys.modules[module], name)


def timed(handler: Any, job: dict[str, Any], name: str) -> float:
    """Microseconds of one call."""
    started = time.perf_counter_ns()
    call(handler, job, name)
    return (time.perf_counter_ns() - started) / 1000


def call(handler: Any, job: dict[str, Any], name: str) -> None:
    """One request, of a person whom nobody has registered."""
    event = {**job["event"], "body": job["event"]["body"].replace("NAME", f"{name}.{time.time_ns()}")}
    answer = handler(event, Context())
    if answer["statusCode"] != 201:  # noqa: PLR2004
        raise SystemExit(str(answer))


def reading() -> dict[str, float]:
    """The moment in ns since boot, the processor time in ns, and the resident memory in bytes."""
    return {"at": time.monotonic_ns(), "cpu": time.process_time_ns(), "resident": resident()}


def resident() -> int:
    """Bytes of resident memory; where there is no /proc, the most there ever were."""
    try:
        with open("/proc/self/statm") as sizes:  # noqa: PTH123 - pathlib costs an import
            return int(sizes.read().split()[1]) * os.sysconf("SC_PAGESIZE")
    except FileNotFoundError:
        import resource  # noqa: PLC0415

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def report(job: dict[str, Any], found: dict[str, Any]) -> None:
    os.write(job["report"], json.dumps(found).encode() + b"\n")


if __name__ == "__main__":
    main()
