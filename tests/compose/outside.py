"""Another machine beside the one with the containers, as a network namespace: what it can reach and what not."""

import socket
import subprocess

from stack import PORT, Failed, Stack, docker

THIS, OTHER = "192.0.2.1", "192.0.2.2"  # documentation addresses (RFC 5737)
NAMESPACE = "outsider"

CONNECT = """
import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=2).close()
except OSError:
    sys.exit(1)
"""


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


class Outsider:
    """With a route to the containers' own addresses, as a neighbour in the building's network could set one."""

    def __enter__(self) -> "Outsider":
        run("ip", "netns", "add", NAMESPACE)
        run("ip", "link", "add", "wire0", "type", "veth", "peer", "name", "wire1", "netns", NAMESPACE)
        run("ip", "address", "add", f"{THIS}/24", "dev", "wire0")
        run("ip", "link", "set", "wire0", "up")
        for line in (f"address add {OTHER}/24 dev wire1", "link set wire1 up", f"route add default via {THIS}"):
            run("ip", "-n", NAMESPACE, *line.split())
        return self

    def __exit__(self, *_: object) -> None:
        run("ip", "netns", "delete", NAMESPACE)

    def reaches(self, address: str, port: int) -> bool:
        command = ["ip", "netns", "exec", NAMESPACE, "python3", "-c", CONNECT, address, str(port)]
        return subprocess.run(command, check=False).returncode == 0


def closed_to_others(stack: Stack) -> None:
    """From another machine nothing answers; the console's port is bound to the loopback by default."""
    targets = [(THIS, PORT), (THIS, 4222), (THIS, 8222), (THIS, 5432)]
    targets += [(stack.address_of("nats", "inside"), 4222), (stack.address_of("console", "inside"), 8080)]
    targets += [(stack.address_of("alerts", "outward"), 8080), (stack.address_of("intake", "inside"), 8080)]
    if stack.postgres:
        targets.append((stack.address_of("postgres", "stores"), 5432))
    with Outsider() as outsider:
        # Else "nothing answers" would be true of a broken wire, too.
        with socket.create_server((THIS, 0)) as listener:
            if not outsider.reaches(THIS, listener.getsockname()[1]):
                raise Failed("the outsider reaches nothing at all: the check says nothing")
        open_to_it = [f"{address}:{port}" for address, port in targets if outsider.reaches(address, port)]
    if open_to_it:
        raise Failed(f"another machine reaches {', '.join(open_to_it)}")


def apart(stack: Stack) -> None:
    """Who shares no network cannot talk: the broker and the databases, and either with what faces outwards."""

    def reaches(network: str, address: str, port: int) -> bool:
        command = ["run", "--rm", "--network", f"{stack.project}_{network}", "--entrypoint", "timeout", "huiyin:local"]
        command += ["2", "bash", "-c", f"exec 3<>/dev/tcp/{address}/{port}"]
        try:
            docker(*command)
        except Failed:
            return False
        return True

    nats = stack.address_of("nats", "inside")
    if not reaches("inside", nats, 4222):
        raise Failed("the broker cannot be reached from its own network: the check says nothing")
    wrong = [f"{network} reaches nats" for network in ("front", "outward", "stores") if reaches(network, nats, 4222)]
    if stack.postgres:
        postgres = stack.address_of("postgres", "stores")
        if not reaches("stores", postgres, 5432):
            raise Failed("PostgreSQL cannot be reached from its own network: the check says nothing")
        others = ("front", "outward", "inside")
        wrong += [f"{network} reaches postgres" for network in others if reaches(network, postgres, 5432)]
    for network in ("inside", "stores"):
        if docker("network", "inspect", "--format", "{{.Internal}}", f"{stack.project}_{network}").strip() != "true":
            wrong.append(f"{network} has a way out")
    if wrong:
        raise Failed("; ".join(wrong))


def databases_apart(stack: Stack) -> None:
    """One service's password opens its own database and no other."""
    own = stack.secret("database-ledger.url").replace("@postgres:", "@127.0.0.1:")
    other = own.rsplit("/", 1)[0] + "/" + stack.secret("database-intake.url").rsplit("/", 1)[1]

    def opens(url: str) -> bool:
        command = ["exec", stack.id_of("postgres"), "psql", "--no-psqlrc", "--command", "SELECT 1", url]
        try:
            docker(*command)
        except Failed as failure:
            if "permission denied for database" not in str(failure):
                raise
            return False
        return True

    if not opens(own) or opens(other):
        raise Failed("the ledger's user must open the ledger's database and not intake's")
