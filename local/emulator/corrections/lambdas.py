# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""How MiniStack's Python worker runs a handler."""

import contextlib
import hashlib
import queue
import re
import threading
import time
from pathlib import Path
from typing import Any

import boto3

from local.emulator.corrections.archives import CACHE
from local.emulator.corrections.inside import lambda_svc, runtime
from local.emulator.corrections.pin import Diverged, known

LOG_WAIT = 2.0  # seconds; the end marker comes before the answer, so this passes only where a pipe is stuck
RUNTIME_PACKAGES = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")
RUNTIME_DISTRIBUTIONS = ("boto3", "botocore", "jmespath", "python_dateutil", "s3transfer", "six", "urllib3")
ERROR = (
    '{"errorMessage": str(e), "errorType": type(e).__name__, "requestId": context.aws_request_id,'
    ' "stackTrace": traceback.format_tb(e.__traceback__)}'
)


def handler_errors() -> None:
    """MiniStack names every error Runtime.HandlerError and kills the worker that raised it.

    On AWS a raised exception arrives with its own class as errorType and a stackTrace, Retry and Catch match it, and
    the environment stays warm.
    """
    _edit_worker(
        r'_real_stdout\.write\(json\.dumps\(\{"status": "error", "error": str\(e\)[^\n]*'
        r"(?=\n        _real_stdout\.flush\(\)\n\nrun\(\))",
        "traceback.print_exc()\n"
        f'            _real_stdout.write(json.dumps({{"status": "ok", "handler_error": {ERROR}}}) + "\\n")',
    )
    last = threading.local()
    invoke_worker = known(runtime.Worker, "invoke", "self event request_id trace_id depth durable invoked_function_arn")
    execute = known(lambda_svc, "_execute_function_warm", "func event request_id")

    def invoke(self: Any, *args: Any, **kwargs: Any) -> Any:
        answer = invoke_worker(self, *args, **kwargs)
        last.error = answer.get("handler_error")
        return answer

    def execute_warm(func: Any, event: Any, request_id: str) -> Any:
        last.error = None
        answer = execute(func, event, request_id)
        if last.error:
            return {"body": last.error, "error": True, "log": answer.get("log", "")}
        return answer

    runtime.Worker.invoke = invoke
    lambda_svc._execute_function_warm = execute_warm


def log_end_marker() -> None:
    """MiniStack waits up to 50 ms for further log lines; the worker now says when there are none."""
    _edit_worker(
        r"        _real_stdout\.flush\(\)\n\nrun\(\)",
        "        sys.stderr.write('\\x01END ' + context.aws_request_id + '\\n')\n"
        "        sys.stderr.flush()\n"
        "        _real_stdout.flush()\n\nrun()",
    )
    invoke_worker = runtime.Worker.invoke
    drain_bounded = known(runtime.Worker, "_drain_stderr_bounded", "self first_line_wait idle_confirm hard_cap")

    def invoke(self: Any, event: Any, request_id: str, **kwargs: Any) -> Any:
        self.end_marker = f"\x01END {request_id}"
        return invoke_worker(self, event, request_id, **kwargs)

    def drain(self: Any, *args: Any, **kwargs: Any) -> str:
        if self._proc is None or not self.config.get("Runtime", "python").startswith("python"):
            return "\n".join(line for line in drain_bounded(self, *args, **kwargs).split("\n") if not _is_marker(line))
        return "\n".join(_until(self.end_marker, self._stderr_queue))

    runtime.Worker.invoke = invoke
    runtime.Worker._drain_stderr_bounded = drain


def function_code_first() -> None:
    """MiniStack puts layers before the function on sys.path and leaves their bin/ off PATH."""
    _edit_worker(
        r"    # After sys\.path is complete",
        "    sys.path.remove(code_dir)\n"
        "    sys.path.insert(0, code_dir)\n"
        "    _roots = [d for d in os.environ.get('_LAMBDA_LAYERS_DIRS', '').split(os.pathsep) if d]\n"
        "    _bins = [os.path.join(d, 'bin') for d in _roots]\n"
        "    os.environ['PATH'] = os.pathsep.join([*_bins, os.environ.get('PATH', '')])\n"
        "    # After sys.path is complete",
    )


def quick_start() -> None:
    """MiniStack imports botocore in every worker, for its loop detection; on AWS a cold start does not pay for that."""
    _edit_worker(r"    _ms_install_invoke_depth\(\)\n(?=    try:)", "")


def runtime_packages() -> None:
    """MiniStack's own packages are importable in every function; AWS's runtime has boto3 and what it needs."""
    packages = _linked_packages(Path(boto3.__file__).parents[1])
    _edit_worker(
        r"    sys\.path\.insert\(0, code_dir\)\n(?=    for _ld)",
        "    sys.path[:] = [p for p in sys.path if os.path.basename(p) != 'site-packages']\n"
        f"    sys.path.append({str(packages)!r})\n"
        "    sys.path.insert(0, code_dir)\n",
    )


def _linked_packages(site: Path) -> Path:
    """A folder of links to AWS's runtime's packages among those of `site`, kept beside the extracted archives."""
    names = (*RUNTIME_PACKAGES, *(f"{name}-*.dist-info" for name in RUNTIME_DISTRIBUTIONS))
    found = sorted(path for name in names for path in site.glob(name))
    if len(found) != len(names):
        raise Diverged(f"{site} lacks some of {', '.join(RUNTIME_PACKAGES)}")
    key = hashlib.sha256("\n".join(map(str, found)).encode()).hexdigest()[:12]
    folder = CACHE / f"runtime-{key}"
    folder.mkdir(parents=True, exist_ok=True)
    for path in found:
        with contextlib.suppress(FileExistsError):  # another emulator with the same cache was faster
            (folder / path.name).symlink_to(path)
    return folder


def _edit_worker(pattern: str, replacement: str) -> None:
    """Replace the only match of `pattern` in the source of MiniStack's Python worker."""
    source, count = re.subn(pattern, lambda _: replacement, runtime._PYTHON_WORKER_SCRIPT)
    if count != 1:
        raise Diverged(f"the Python worker's source has {count} matches of {pattern!r}")
    runtime._PYTHON_WORKER_SCRIPT = source


def _until(marker: str, lines: "queue.Queue[str]") -> list[str]:
    """The lines before this invocation's marker; an earlier one's that came late is skipped."""
    found: list[str] = []
    deadline = time.monotonic() + LOG_WAIT
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if line == marker:
            break
        if not _is_marker(line):
            found.append(line)
    return found


def _is_marker(line: str) -> bool:
    return line.startswith("\x01END ")
