"""docker-compose.yml, run for real: three instances one after the other, each from empty volumes.

Called by scripts/test-compose.sh with a Docker daemon that has nothing in it.
"""

import argparse
import pathlib
import subprocess
import sys
import time
import typing

import hardening
import office
import outside
from stack import ROOT, SERVICES, URL, Failed, Stack, docker, until

# The tags that docker-compose.yml and deploy/Dockerfile name, and what the stand-ins need to behave like them.
BASES = {
    "debian:bookworm-slim": ("debian", ["CMD bash"]),
    "nats:2.15-alpine": ("nats", ["ENV PATH=/usr/local/bin:/bin"]),
    "postgres:17-bookworm": (
        "postgres",
        [
            "ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin",
            "ENV PGDATA=/var/lib/postgresql/data",
            'ENTRYPOINT ["docker-entrypoint.sh"]',
            'CMD ["postgres"]',
        ],
    ),
}


class Steps:
    """Names each step, times it, and stops at the first that fails."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def __call__(self, name: str, act: typing.Callable[..., typing.Any], *arguments: typing.Any) -> typing.Any:
        print(f"  {name} … ", end="", flush=True)
        began = time.monotonic()
        result = act(*arguments)
        print(f"ok ({time.monotonic() - began:.1f} s)", flush=True)
        return result


def images(bases: pathlib.Path) -> None:
    for tag, (file, changes) in BASES.items():
        flags = [flag for change in changes for flag in ("--change", change)]
        docker("import", *flags, str(bases / f"{file}.tar"), tag)
    docker("build", "--target", "runtime", "--tag", "huiyin-runtime:local",
           "--file", str(ROOT / "deploy" / "Dockerfile"), str(ROOT))  # fmt: skip


def context(work: pathlib.Path) -> None:
    """What the Dockerfile would compile is a whole workspace whose lock fits, and holds nothing private."""
    recipe, sources = work / "context.Dockerfile", work / "context"
    recipe.write_text("FROM scratch\nCOPY . /\nCMD none\n")
    docker("build", "--file", str(recipe), "--tag", "huiyin-context:local", str(ROOT))
    container = docker("create", "huiyin-context:local").strip()
    sources.mkdir()
    docker("cp", f"{container}:/", str(sources))
    docker("rm", container)
    command = ["cargo", "tree", "--locked", "--offline", "--workspace", "--depth", "0"]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"cargo tree in the build context: {done.stderr.strip()[-600:]}")
    if not (sources / "services/console/web/package-lock.json").is_file():
        raise Failed("the build context has no web pages")
    unwanted = [path for name in ("deploy", "target", ".git", ".run", ".tools") for path in sources.glob(f"**/{name}")]
    if unwanted:
        raise Failed(f"the build context holds {unwanted}")


def first_day(step: Steps, stack: Stack) -> str:
    """An empty instance up to its first petition; the case number."""
    step("images and secrets", stack.prepare)
    step("up, every container healthy", stack.up)
    step("first users by the operator's token", office.first_users, stack.secret("operator.token"))
    number = office.register(office.sign_in("registrar"), "the lamps of Lotus Lane")
    step(f"{number} in the ledger, its clock armed", office.in_ledger, office.sign_in("director"), number)
    return number


def verify(stack: Stack) -> None:
    print(stack.compose("run", "--rm", "-T", "verify").strip(), end=" … ", flush=True)


def crash_in_the_flow(stack: Stack, service: str) -> None:
    """The process dies, somebody registers a petition at once, and it comes through all the same."""
    registrar = office.sign_in("registrar")
    restarted = stack.crash(service)
    # Without its store, intake answers 503 until the store is back; whoever registers then tries again.
    number = until(60, "a registration", lambda: office.register(registrar, f"registered when {service} had died"))
    restarted()
    stack.wait_healthy()
    office.in_ledger(office.sign_in("director"), number)


def without_broker(stack: Stack) -> None:
    """The counter works on while the broker is down; what was registered comes through once it is back."""
    registrar = office.sign_in("registrar")
    stack.compose("stop", "nats")
    numbers = [office.register(registrar, "registered without a broker") for _ in range(3)]
    if not all(stack.healthy(service) for service in SERVICES):
        raise Failed("a service became unhealthy for want of the broker")
    stack.compose("start", "nats")
    director = office.sign_in("director")
    for number in numbers:
        office.in_ledger(director, number)


def restart_everything(stack: Stack, known: list[str]) -> None:
    stack.down()
    stack.up()
    director = office.sign_in("director")
    for number in known:
        office.in_ledger(director, number)


def production(step: Steps, stack: Stack) -> None:
    """An instance as an office would run it: no demo mode."""
    number = first_day(step, stack)
    step("no root, no writes, no capabilities, limits, one port", lambda: hardening.demand(hardening.check(stack)))
    step("each container sees its own secrets", lambda: hardening.demand(hardening.secrets(stack)))
    step("networks apart", outside.apart, stack)
    step("another machine reaches nothing", outside.closed_to_others, stack)
    if stack.postgres:
        step("each service opens its own database", outside.databases_apart, stack)
    for service in ("ledger", "nats", *(["postgres"] if stack.postgres else [])):
        step(f"{service} killed, restarted, nothing lost", crash_in_the_flow, stack, service)
    step("broker stopped: the counter works on", without_broker, stack)
    step("verify, services up", verify, stack)
    step("all containers removed and made anew, data kept", restart_everything, stack, [number])
    step("verify", verify, stack)
    for service, used in hardening.memory(stack):
        print(f"    {service:<12} {used}")
    stack.compose("stop", "--timeout", "30")
    not_clean = [name for name in stack.names if stack.inspect(name)["State"]["ExitCode"] != 0]
    if not_clean:
        raise Failed(f"did not stop by themselves when asked to: {', '.join(not_clean)}")
    if not stack.postgres:
        step("verify, services stopped", verify, stack)


def demonstration(step: Steps, stack: Stack) -> None:
    """The fictional county, as somebody who tries the system out would fill it in."""
    step("images and secrets", stack.prepare)
    step("up, every container healthy", stack.up)
    step("demo seed", stack.compose, "exec", "-T", "console", "huiyin", "demo", "seed")
    director = office.sign_in("director", "demo")
    cases = director.expect(200, "GET", "/api/ledger/v1/cases?limit=200")["items"]
    if not cases:
        raise Failed("no cases after the seed")
    print(f"    {len(cases)} cases at {URL}")
    step("verify", verify, stack)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bases", type=pathlib.Path, required=True, help="folder of root file systems")
    options.add_argument("--work", type=pathlib.Path, required=True, help="folder for secrets and the like")
    options.add_argument("--only", choices=["sqlite", "demo", "postgres"], help="one of the three instances")
    chosen = options.parse_args()

    step = Steps()
    runs = {
        "sqlite": (production, Stack("huiyin-sqlite", chosen.work)),
        "demo": (demonstration, Stack("huiyin-demo", chosen.work, demo=True)),
        "postgres": (production, Stack("huiyin-postgres", chosen.work, postgres=True)),
    }
    print("\nbefore any instance", flush=True)
    try:
        step("base images, runtime image", images, chosen.bases)
        step("the build context is whole", context, chosen.work)
    except Failed as failure:
        print(f"FAILED\n    {failure}", flush=True)
        return 1
    for name, (act, stack) in runs.items():
        if chosen.only not in (None, name):
            continue
        print(f"\n{name}", flush=True)
        try:
            act(step, stack)
        except Failed as failure:
            print(f"FAILED\n    {failure}", flush=True)
            print(stack.logs(), flush=True)
            return 1
        finally:
            stack.down(volumes=True)
    print("\nimages", flush=True)
    for line in sorted(set(docker("images", "--format", "{{.Repository}}:{{.Tag}} {{.Size}}").splitlines())):
        print(f"    {line}")
    print(f"all well after {time.monotonic() - step.started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
