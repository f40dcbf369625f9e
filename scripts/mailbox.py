"""The drill's mailbox: takes the mails that the alerts service sends in a demonstration and shows them in the drill inbox.

It listens on a free local port, writes $HUIYIN_RUN_DIR/mailbox.json, and passes each mail on to the console's
/api/console/v1/drill/mail, signed like every other webhook (Standard Webhooks) with $HUIYIN_SECRETS_DIR/webhook.secret.
It never prints a mail or a secret.
"""

import asyncio
import email
import email.policy
import hashlib
import json
import os
import pathlib
import re
import signal
import sys
import tempfile
import urllib.error
import urllib.request
from datetime import datetime, timezone

from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks.webhooks import Webhook

# The alerts service writes short texts; anything larger did not come from it.
MAIL_BYTES_MAX = 256 * 1024
# One mail waits this long for the console; then the sender gets a temporary failure and tries again by its own schedule.
FORWARD_SECONDS_MAX = 10


def console_url(run: pathlib.Path) -> str:
    """The console's address is read anew for each mail: a restarted console may listen on another port."""
    return json.loads((run / "console.json").read_text())["url"].rstrip("/")


def drill_mail(envelope: Envelope) -> dict[str, str | None]:
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    link = re.search(r"https?://\S+", text)
    return {
        "recipient": ", ".join(envelope.rcpt_tos),
        "subject": str(message.get("subject", "")),
        "text": text.replace("\r\n", "\n").strip(),
        "link": link.group(0) if link else None,
    }


class Mailbox:
    def __init__(self, run: pathlib.Path, secrets: pathlib.Path) -> None:
        self.run = run
        self.secrets = secrets

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        # A mail sent twice keeps its Message-ID, so the console sees the same webhook id and shows it once.
        message_id = str(message.get("message-id", "")).strip("<> ") or hashlib.sha256(envelope.content).hexdigest()
        try:
            await asyncio.to_thread(self.forward, message_id, drill_mail(envelope))
        except (OSError, ValueError, KeyError) as failure:
            print(f"mail kept back: {type(failure).__name__}", file=sys.stderr, flush=True)
            return "451 the drill inbox does not answer, try again later"
        return "250 taken"

    def forward(self, message_id: str, mail: dict[str, str | None]) -> None:
        body = json.dumps(mail, ensure_ascii=False)
        now = datetime.now(timezone.utc)
        secret = (self.secrets / "webhook.secret").read_text().strip()
        request = urllib.request.Request(
            f"{console_url(self.run)}/api/console/v1/drill/mail",
            data=body.encode(),
            method="POST",
            headers={
                "Content-Type": "application/json",
                "webhook-id": message_id,
                "webhook-timestamp": str(int(now.timestamp())),
                "webhook-signature": Webhook(secret).sign(message_id, now, body),
            },
        )
        # A proxy of the environment must not see a local call.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=FORWARD_SECONDS_MAX) as answer:
            answer.read()


async def serve(run: pathlib.Path, secrets: pathlib.Path) -> None:
    loop = asyncio.get_running_loop()
    mailbox = Mailbox(run, secrets)
    server = await loop.create_server(
        lambda: SMTP(mailbox, hostname="drill.invalid", data_size_limit=MAIL_BYTES_MAX, enable_SMTPUTF8=True, loop=loop),
        host="127.0.0.1",
        port=0,
    )
    host, port = server.sockets[0].getsockname()
    entry = {"service": "mailbox", "address": f"{host}:{port}", "url": f"smtp://{host}:{port}", "pid": os.getpid()}
    with tempfile.NamedTemporaryFile("w", dir=run, delete=False) as file:
        json.dump(entry, file)
    os.replace(file.name, run / "mailbox.json")

    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await stop.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(pathlib.Path(os.environ["HUIYIN_RUN_DIR"]), pathlib.Path(os.environ["HUIYIN_SECRETS_DIR"])))
