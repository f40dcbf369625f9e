"""What every running container must look like, as `docker inspect` and the kernel say, not as the file says."""

import json
import pathlib

from stack import PORT, Failed, Stack, docker


def check(stack: Stack) -> list[str]:
    """The faults of all containers, of the files mounted in them and of the published ports."""
    faults: list[str] = []
    published: list[str] = []
    for service in stack.names:
        container = stack.inspect(service)
        host, config = container["HostConfig"], container["Config"]

        def demand(holds: bool, what: str, service: str = service) -> None:
            if not holds:
                faults.append(f"{service}: {what}")

        process = pathlib.Path("/proc") / str(container["State"]["Pid"])
        status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
        demand("0" not in status["Uid"].split() + status["Gid"].split(), "runs as root")
        demand(int(status["CapEff"], 16) == 0 and int(status["CapBnd"], 16) == 0, "has capabilities")
        demand(status["NoNewPrivs"] == "1", "may gain privileges")
        demand(status["Seccomp"] == "2", "runs without a system call filter")
        root = next(line.split() for line in (process / "mountinfo").read_text().splitlines() if line.split()[4] == "/")
        demand(root[5].split(",")[0] == "ro" and host["ReadonlyRootfs"], "can write to its root file system")
        demand(host["Memory"] > 0 and host["NanoCpus"] > 0 and (host["PidsLimit"] or 0) > 0, "has no limits")
        demand(not host["Privileged"] and not host["PidMode"] and host["IpcMode"] != "host", "shares the machine's own")
        demand(host["RestartPolicy"]["Name"] == "unless-stopped", "does not restart")
        demand("Healthcheck" in config, "has no health check")
        demand(host["LogConfig"]["Config"].get("max-size") is not None, "logs without end")
        for mount in container["Mounts"]:
            place = mount["Destination"]
            if mount["Type"] == "volume":
                demand(mount["Name"].startswith(f"{stack.project}_"), f"{place} is an unnamed volume")
            elif mount["Type"] == "bind":
                demand(not mount["RW"] and stack.secrets in pathlib.Path(mount["Source"]).parents, f"{place} is bound")
        # No secret's value in what anybody who may inspect containers can read.
        shown = json.dumps(container)
        for file in stack.secrets.iterdir():
            value = file.read_text().strip()
            demand(len(value) > 400 or value.startswith("sqlite:") or value not in shown, f"shows {file.name}")
        for port, places in (container["NetworkSettings"]["Ports"] or {}).items():
            published += [f"{service} {place['HostIp']}:{place['HostPort']}->{port}" for place in places or []]
    if published != [f"console 127.0.0.1:{PORT}->8080/tcp"]:
        faults.append(f"published: {published}")
    return faults


def secrets(stack: Stack) -> list[str]:
    """Each service sees the secrets that it needs, and the folder is closed to other users of the machine."""
    faults = []
    if stack.secrets.stat().st_mode & 0o077:
        faults.append("others may list the folder of secrets")
    for file in stack.secrets.iterdir():
        if file.stat().st_mode & 0o007:
            faults.append(f"others may read {file.name}")
    private = {"identity.key": {"intake"}, "blind-index.key": {"intake"}, "gateway.seed": {"console"}}
    private |= {"operator.token": {"console"}, "nats.conf": {"nats"}, "databases.json": set()}
    private |= {"postgres.password": {"postgres"}, "postgres-databases.sql": {"postgres"}}
    for service in stack.names:
        private |= {f"nats-{service}.password": {service}, f"database-{service}.url": {service}}
        sources = {pathlib.Path(mount["Source"]).name for mount in stack.inspect(service)["Mounts"]}
        for name in sources & private.keys():
            if service not in private[name]:
                faults.append(f"{service} sees {name}")
    return faults


def memory(stack: Stack) -> list[tuple[str, str]]:
    """What each container uses now."""
    rows = []
    for service in stack.names:
        used = docker("stats", "--no-stream", "--format", "{{.MemUsage}} {{.PIDs}} pids", stack.id_of(service)).strip()
        rows.append((service, used))
    return rows


def demand(faults: list[str]) -> None:
    if faults:
        raise Failed("; ".join(faults))
