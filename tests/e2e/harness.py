"""What the end-to-end tests share: the program, a server of ours, a server byte by byte, terminals."""
import base64
import contextlib
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

import pexpect

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOCTULE = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / 'build/noctule').resolve())
HOME = pathlib.Path(tempfile.mkdtemp(prefix='noctule-e2e-'))
ENV = {**os.environ, 'HOME': str(HOME), 'XDG_DATA_HOME': str(HOME / 'data'),
       'XDG_STATE_HOME': str(HOME / 'state'), 'XDG_CONFIG_HOME': str(HOME / 'config'),
       'XDG_CACHE_HOME': str(HOME / 'cache'), 'LC_ALL': 'C.UTF-8', 'TERM': 'xterm'}
for name in ('NO_COLOR', 'http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY',
             'ALL_PROXY', 'G_DEBUG', 'DISPLAY', 'WAYLAND_DISPLAY'):
    ENV.pop(name, None)
LIMIT = 20  # seconds that nothing here should ever need

class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def lines(self):
        return self.out.decode().splitlines()

    @property
    def events(self):
        return [json.loads(line) for line in self.lines]

    def __repr__(self):
        return f'status {self.status}, stdout {self.out[-600:]!r}, stderr {self.err[-600:]!r}'


def noctule(*args, stdin=b'', env=None, **more):
    done = subprocess.run([NOCTULE, *map(str, args)], input=stdin, capture_output=True,
                          timeout=LIMIT, env={**ENV, **(env or {})}, **more)
    return Result(done.returncode, done.stdout, done.stderr)


def connect(path, *args, **more):
    """connect to a path of the server; args that begin a full URL replace it."""
    url = path if '://' in path else server.url + path
    return noctule('connect', url, *args, **more)


def expect(result, status=0, out=None, err=None):
    assert result.status == status, result
    if out is not None:
        assert result.out == out, result
    if err is not None:
        assert re.search(err, result.err.decode()), result
    if status != 0:
        assert result.err, f'a status of {status} without a word: {result}'
    return result


class Server:
    def __init__(self, *args):
        self.process = subprocess.Popen([NOCTULE, 'serve', '--port', '0', *args], env=ENV,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r'Listening on (wss?://[0-9.]+:(\d+)) \(Ctrl\+C stops\)\n', line)
        assert found, line
        self.url, self.port = found.group(1), int(found.group(2))

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(LIMIT) == 0


class Peer:
    """A server of one connection, byte by byte."""

    def __init__(self, answer=True):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.url = f'ws://127.0.0.1:{self.listener.getsockname()[1]}/'
        self.answer = answer
        self.socket = None

    def accept(self):
        self.listener.settimeout(LIMIT)
        self.socket, _ = self.listener.accept()
        self.socket.settimeout(LIMIT)
        self.head = b''
        while b'\r\n\r\n' not in self.head:
            self.head += self.socket.recv(65536)
        self.head, self.rest = self.head.split(b'\r\n\r\n', 1)
        key = re.search(rb'(?i)sec-websocket-key: *(\S+)', self.head).group(1)
        accept = base64.b64encode(
            hashlib.sha1(key + b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest())
        if self.answer:
            self.socket.sendall(b'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n'
                                b'Connection: Upgrade\r\nSec-WebSocket-Accept: ' + accept +
                                b'\r\n\r\n')
        return self

    def read(self, n):
        while len(self.rest) < n:
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError
            self.rest += piece
        data, self.rest = self.rest[:n], self.rest[n:]
        return data

    def frame(self):
        """-> opcode, payload; at the end of the stream None, b''"""
        try:
            first, second = self.read(2)
            size = second & 0x7f
            if size == 126:
                size, = struct.unpack('!H', self.read(2))
            elif size == 127:
                size, = struct.unpack('!Q', self.read(8))
            assert second & 0x80, 'a client masks'
            mask = self.read(4)
            data = self.read(size)
        except (EOFError, ConnectionError):
            return None, b''
        key = int.from_bytes((mask * (size // 4 + 1))[:size], 'big')
        return first & 0xf, (int.from_bytes(data, 'big') ^ key).to_bytes(size, 'big')

    def send(self, opcode, data=b''):
        head = bytes([0x80 | opcode])
        if len(data) < 126:
            head += bytes([len(data)])
        elif len(data) < 65536:
            head += bytes([126]) + struct.pack('!H', len(data))
        else:
            head += bytes([127]) + struct.pack('!Q', len(data))
        self.socket.sendall(head + data)

    def send_close(self, code=1000):
        self.send(8, struct.pack('!H', code))

    def close(self):
        if self.socket:
            self.socket.close()
        self.listener.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def start(*args, **more):
    more.setdefault('stdin', subprocess.DEVNULL)
    return subprocess.Popen([NOCTULE, *map(str, args)], env=more.pop('env', ENV),
                            stdout=more.pop('stdout', subprocess.PIPE), stderr=subprocess.PIPE,
                            **more)


def finish(process):
    out, err = process.communicate(timeout=LIMIT)
    return Result(process.returncode, out, err)


def temporary(name, data=b''):
    path = HOME / name
    path.write_bytes(data)
    return path


def request_seen(*args):
    """What the server saw of a connection with these options."""
    result = expect(connect('/headers', '-c', '1', *args))
    seen = json.loads(result.out)
    return [(header['name'], header['value']) for header in seen['headers']]


def newest_log():
    listed = expect(noctule('log', 'list', '--json', '-n', '1'))
    return listed.events[0]


def screen(*args, env=None, size=(24, 100)):
    """The program on a terminal of its own."""
    child = pexpect.spawn(NOCTULE, list(map(str, args)), env={**ENV, **(env or {})}, timeout=LIMIT,
                          encoding='utf-8', dimensions=size)
    child.delaybeforesend = None
    return child


def end(child, status=0):
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status, (child.exitstatus, child.signalstatus, child.before)


server = Server()


def close_all():
    with contextlib.suppress(Exception):
        server.stop()
    shutil.rmtree(HOME, ignore_errors=True)


def try_test(name, test, tries):
    """-> whether it passed; what went wrong before is told as well."""
    for left in reversed(range(tries)):
        began = time.monotonic()
        try:
            test()
        except Exception as problem:  # every one of them is a failed test
            print(f'{"# tried again:" if left else "not ok"} {name}: {type(problem).__name__} {problem}', flush=True)
        else:
            print(f'ok {name} ({time.monotonic() - began:.2f} s)', flush=True)
            return True
    return False


def run(tests, tries=1):
    """Runs every test_... of @tests, a module's globals(); sys.argv[2:] picks by parts of names. @tries: above one for what real
    keys and a real mouse do on a display without a window manager, where one may be lost."""
    wanted = sys.argv[2:]
    passed = failed = 0
    for name, test in list(tests.items()):
        if not name.startswith('test_') or (wanted and not any(w in name for w in wanted)):
            continue
        if try_test(name, test, tries):
            passed += 1
        else:
            failed += 1
    close_all()
    print(f'{passed} passed, {failed} failed')
    return failed > 0
