"""docker-compose.yml as a running thing: bring it up, look at it, hurt it, take it down."""

import json
import os
import pathlib
import signal
import subprocess
import time
import typing

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = ("intake", "routing", "supervision", "alerts", "ledger", "exchange", "console")

# Migrations of seven stores and, with PostgreSQL, its first start, on two busy cores.
HEALTHY_WITHIN_SECONDS = 240
PORT = 18080
URL = f"http://127.0.0.1:{PORT}"


class Failed(Exception):
    """A check that did not hold; its text is for the reader of the test's output."""


def docker(*arguments: str) -> str:
    """One docker command; its output."""
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"docker {' '.join(arguments[:3])}: {done.stderr.strip()[-600:]}")
    return done.stdout


def until(seconds: float, what: str, look: typing.Callable[[], typing.Any]) -> typing.Any:
    """What `look` says once it says something; it is asked until `seconds` have passed."""
    deadline = time.monotonic() + seconds
    last: Exception | None = None
    while time.monotonic() < deadline:
        try:
            if found := look():
                return found
        except (Failed, OSError) as error:
            last = error
        time.sleep(0.5)
    raise Failed(f"{what}: not within {seconds:.0f} s" + (f" ({last})" if last else ""))


class Stack:
    """One compose project with secrets and volumes of its own."""

    def __init__(self, project: str, work: pathlib.Path, *, postgres: bool = False, demo: bool = False) -> None:
        self.project = project
        self.postgres = postgres
        self.secrets = work / project / "secrets"
        files = ["docker-compose.yml", "deploy/compose/prebuilt.yml"] + ["deploy/compose/demo.yml"] * demo
        self.command = ["docker-compose", "--project-name", project, "--project-directory", str(ROOT)]
        for file in files:
            self.command += ["--file", str(ROOT / file)]
        self.profile = ["--profile", "postgres"] if postgres else []
        self.environment = os.environ | {
            "HUIYIN_PREBUILT": str(work / "prebuilt"),
            "SECRETS": str(self.secrets),
            "PORT": str(PORT),
        }

    def compose(self, *arguments: str, ok: tuple[int, ...] = (0,)) -> str:
        """One docker-compose command; its output."""
        command = [*self.command, *self.profile, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode not in ok:
            raise Failed(f"docker-compose {' '.join(arguments)}: {(done.stdout + done.stderr).strip()[-1500:]}")
        return done.stdout

    def prepare(self) -> None:
        """Images and secrets, by the commands that deploy/README.md gives."""
        self.compose("build")
        self.compose("run", "--rm", "-T", "secrets", "--database", "postgres" if self.postgres else "sqlite")

    def up(self) -> None:
        self.compose("up", "--detach")
        self.wait_healthy()

    def down(self, *, volumes: bool = False) -> None:
        """Removes the containers and networks; the daemon, and all in it, ends with the test anyway."""
        self.compose("down", "--timeout", "30", *(["--volumes", "--remove-orphans"] if volumes else []))

    @property
    def names(self) -> tuple[str, ...]:
        """The long-running services of this project."""
        return (*SERVICES, "nats", *(["postgres"] if self.postgres else []))

    def id_of(self, service: str) -> str:
        found = docker(
            "ps", "--all", "--quiet", "--no-trunc",
            "--filter", f"label=com.docker.compose.project={self.project}",
            "--filter", f"label=com.docker.compose.service={service}",
            "--filter", "label=com.docker.compose.oneoff=False",
        ).split()  # fmt: skip
        if len(found) != 1:
            raise Failed(f"{service}: {len(found)} containers instead of one")
        return found[0]

    def inspect(self, service: str) -> dict[str, typing.Any]:
        return json.loads(docker("inspect", self.id_of(service)))[0]

    def healthy(self, service: str) -> bool:
        state = self.inspect(service)["State"]
        return state["Running"] and state["Health"]["Status"] == "healthy"

    def wait_healthy(self) -> None:
        for service in self.names:
            until(HEALTHY_WITHIN_SECONDS, f"{service} healthy", lambda service=service: self.healthy(service))

    def crash(self, service: str) -> typing.Callable[[], None]:
        """Kills the process, not the container: after `docker kill` no restart policy would act. Calling what is
        returned waits until the container runs again."""
        before = self.inspect(service)["State"]
        os.kill(before["Pid"], signal.SIGKILL)

        def restarted() -> bool:
            now = self.inspect(service)
            return now["State"]["StartedAt"] != before["StartedAt"] and now["RestartCount"] > 0

        return lambda: until(60, f"{service} started again by its restart policy", restarted)

    def address_of(self, service: str, network: str) -> str:
        return self.inspect(service)["NetworkSettings"]["Networks"][f"{self.project}_{network}"]["IPAddress"]

    def secret(self, name: str) -> str:
        return (self.secrets / name).read_text().strip()

    def logs(self) -> str:
        """The last lines of every container; why a step failed is often there."""
        command = [*self.command, *self.profile, "logs", "--no-color", "--tail", "12"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False).stdout
