"""A mail server for tests, on aiosmtpd, that can do what real ones do.

It is told what to do line by line on its standard input, and answers each line with one line of JSON:
  mode <mode>        from now on: normal greylist refuse hang hang-taken drop refuse-data
  listen <none|starttls|wrapped>   listens (again), at the same port
  down               does not listen any more, and ends all connections
  mails              what it has taken, each as Python's own mail parser reads it, and the commands it was given
"""
import argparse
import asyncio
import email
import email.policy
import json
import ssl
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self):
        self.mode = "normal"
        self.seen = set()
        self.mails = []
        self.asked = []

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.asked.append("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked.append("RCPT")
        if self.mode == "hang":
            await asyncio.sleep(3600)
        if self.mode == "refuse" and address.startswith("nobody"):
            return "550 5.1.1 no such user"
        if self.mode == "greylist" and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.asked.append("DATA")
        if self.mode == "drop":
            server.transport.abort()
            await asyncio.sleep(3600)
        if self.mode == "hang-taken":
            await asyncio.sleep(3600)
        if self.mode == "refuse-data":
            return "554 5.7.1 looks like spam"
        self.mails.append(read(envelope))
        return "250 taken"


def read(envelope):
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "id": mail["Message-ID"],
        "subject": str(mail["Subject"]),
        "sender": str(mail["From"]),
        "kinds": [part.get_content_type() for part in mail.walk()],
        "parts": [part.get_content() for part in mail.walk() if not part.is_multipart()],
        "defects": [repr(defect) for part in mail.walk() for defect in part.defects],
    }


class Server:
    def __init__(self, arguments):
        authority = trustme.CA()
        authority.cert_pem.write_to_path(arguments.ca)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost", "127.0.0.1").configure_cert(self.tls)
        self.handler = Handler()
        self.user = arguments.user
        self.listening = None
        self.port = 0
        self.open = set()

    def authenticate(self, server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=given == self.user, handled=False)

    def connection(self, encryption):
        wants = {"auth_required": True, "authenticator": self.authenticate} if self.user else {}
        smtp = SMTP(
            self.handler,
            hostname="localhost",
            tls_context=self.tls if encryption == "starttls" else None,
            require_starttls=encryption == "starttls",
            auth_require_tls=encryption == "starttls",
            **wants,
        )
        self.open.add(smtp)
        return smtp

    async def listen(self, encryption):
        await self.down()
        self.listening = await asyncio.get_running_loop().create_server(
            lambda: self.connection(encryption),
            "127.0.0.1",
            self.port,
            ssl=self.tls if encryption == "wrapped" else None,
        )
        self.port = self.listening.sockets[0].getsockname()[1]
        return self.port

    async def down(self):
        if self.listening:
            self.listening.close()
            self.listening = None
        for smtp in self.open:
            if smtp.transport:
                smtp.transport.abort()
        self.open.clear()

    async def obey(self, line):
        match line.split():
            case ["mode", mode]:
                self.handler.mode = mode
            case ["listen", encryption]:
                return await self.listen(encryption)
            case ["down"]:
                await self.down()
            case ["mails"]:
                return {"mails": self.handler.mails, "asked": self.handler.asked}
            case _:
                raise ValueError(line)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ca", required=True, help="where the authority's certificate is written")
    parser.add_argument("--user", help="user:password that must sign in")
    server = Server(parser.parse_args())
    while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await server.obey(line)), flush=True)


asyncio.run(main())
