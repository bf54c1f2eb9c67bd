"""A mail server that answers as a test tells it to."""

import socketserver
import sys
import threading
import time


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port; `answers` maps a command to its reply, or to None: hang up.

    The commands are CONNECT, MAIL, RCPT, DATA and END (of the message); QUIT and EHLO too.
    `received` holds the messages that were taken; it takes `pause` seconds to take one.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, pause=0, **answers):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers = {
            "CONNECT": "220 ready",
            "EHLO": "250 hello",
            "DATA": "354 go on",
            "QUIT": "221 bye",
        } | answers
        self.received, self.pause = [], pause

    @property
    def port(self):
        return self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def handle_error(self, request, client_address):
        """Say what went wrong here; a client that is gone did not go wrong here."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def __exit__(self, *args):
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        command = "CONNECT"
        while self._answer(command) and command != "QUIT":
            if command == "DATA":
                message = self._read_message()
                time.sleep(self.server.pause)
                if not self._answer("END"):
                    return
                self.server.received.append(message)
            line = self.rfile.readline()
            if not line:
                return
            command = line.decode()[:4].strip().upper()

    def _answer(self, command):
        answer = self.server.answers.get(command, "250 ok")
        if answer is not None:
            self.wfile.write(f"{answer}\r\n".encode())
        return answer is not None and answer[0] in "23"

    def _read_message(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines)
