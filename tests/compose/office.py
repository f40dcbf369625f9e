"""The office's side: what people and operators do over the published port. Everybody here is invented."""

import json
import urllib.error
import urllib.request

from stack import URL, Failed, until

PASSWORD = "a long phrase for 8 rainy days"


class Caller:
    """Somebody with a token, or nobody."""

    def __init__(self, token: str = "", base: str = URL) -> None:
        self.token, self.base = token, base
        self.after: dict[str, str] = {}

    def call(self, method: str, path: str, body: object = None) -> tuple[int, dict]:
        """One request; its status and body. It waits for this caller's own earlier writes (Huiyin-After)."""
        headers = {"Content-Type": "application/json", "Accept-Language": "en"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.after:
            headers["Huiyin-After"] = ", ".join(self.after.values())
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                if position := answer.headers.get("Huiyin-Position"):
                    self.after[position.split("@")[0]] = position
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def expect(self, status: int, method: str, path: str, body: object = None) -> dict:
        got, answer = self.call(method, path, body)
        if got != status:
            raise Failed(f"{method} {path}: {got} instead of {status}: {answer}")
        return answer


def sign_in(username: str, password: str = PASSWORD) -> Caller:
    answer = Caller().expect(200, "POST", "/api/console/v1/login", {"username": username, "password": password})
    return Caller(answer["token"])


def first_users(operator_token: str) -> None:
    """As on the first day: the operator's token makes one security administrator and nobody else, who makes the
    others; those who will read petitions are persons of the directory."""
    operator, users = Caller(operator_token), "/api/console/v1/users"

    def user(username: str, role: str) -> dict:
        return {"username": username, "display_name": username, "roles": [role], "password": PASSWORD}

    operator.expect(403, "POST", users, user("sysadmin", "sysadmin"))
    operator.expect(201, "POST", users, user("secadmin", "secadmin"))
    operator.expect(403, "POST", users, user("secadmin2", "secadmin"))
    Caller().expect(401, "POST", users, user("nobody", "sysadmin"))
    security = sign_in("secadmin")
    security.expect(422, "POST", users, user("sysadmin", "sysadmin") | {"password": "demo"})
    security.expect(201, "POST", users, user("sysadmin", "sysadmin"))

    system = sign_in("sysadmin")
    unit = system.expect(201, "POST", "/api/routing/v1/units", {"name": "云溪县信访局", "kind": "petition_office"})["id"]
    for role, name, title in (("registrar", "方若溪", "登记员"), ("director", "陆知微", "信访局局长")):
        person = {"name": name, "title": title, "unit_id": unit}
        person_id = system.expect(201, "POST", "/api/routing/v1/persons", person)["id"]
        # The console knows the person as soon as routing's event has come to it.
        security.after = system.after
        security.expect(201, "POST", users, user(role, role) | {"person_id": person_id, "unit_id": unit})


def register(registrar: Caller, matter: str) -> str:
    """Registers a petition; its case number."""
    petition = {
        "channel": "visit",
        "subject": matter,
        "body": "Every evening after eight the lamps of the lane are dark.",
        "persons": 1,
        "petitioners": [{"name": "何青禾"}],
    }
    return registrar.expect(201, "POST", "/api/intake/v1/petitions", petition)["case_number"]


def in_ledger(reader: Caller, number: str, seconds: float = 60) -> dict:
    """The case as the ledger shows it, once supervision's clock has come to it as well."""

    def look() -> dict | None:
        status, page = reader.call("GET", f"/api/ledger/v1/cases?q={number}")
        rows = [row for row in page.get("items", []) if row["case_number"] == number and row["due"]]
        if len(rows) > 1:
            raise Failed(f"{number} is in the ledger {len(rows)} times")
        return rows[0] if status == 200 and rows else None

    return until(seconds, f"{number} in the ledger with its deadline", look)
