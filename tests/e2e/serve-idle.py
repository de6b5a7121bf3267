#!/usr/bin/env python3
"""serve-idle.py NOCTULE: ten thousand idle connections in one hundred MiB."""
import resource

from harness import *

CONNECTIONS = 10_000
MAX_KIB = 100 * 1024
HEAD = (b'GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
        b'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
        b'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n')
PING = b'\x89\x81\0\0\0\0x'
PONG = b'\x8a\x01x'


def resident_kib(pid):
    for line in pathlib.Path(f'/proc/{pid}/status').read_text().splitlines():
        if line.startswith('VmRSS:'):
            return int(line.split()[1])


def read_head(client):
    head = b''
    while not head.endswith(b'\r\n\r\n'):
        more = client.recv(4096)
        assert more, head
        head += more
    assert head.startswith(b'HTTP/1.1 101 '), head


def test_idle_connections_are_small():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    n = min(CONNECTIONS, hard - 200)
    idle = Server()
    clients = []
    for i in range(n):
        # several source addresses: one has too few ports on some machines
        source = (f'127.0.0.{2 + i % 4}', 0)
        client = socket.create_connection(('127.0.0.1', idle.port), LIMIT, source)
        client.sendall(HEAD)
        clients.append(client)
        if len(clients) % 100 == 0:
            for fresh in clients[-100:]:
                read_head(fresh)
    for client in clients[len(clients) // 100 * 100:]:
        read_head(client)
    used = resident_kib(idle.process.pid)
    for client in clients[::1000]:
        client.sendall(PING)
        assert client.recv(16) == PONG
    for client in clients:
        client.close()
    idle.stop()
    print(f'# {n} idle connections: {used // 1024} MiB resident')
    if b'__asan_init' not in pathlib.Path(NOCTULE).read_bytes():
        assert used <= MAX_KIB, f'{used} KiB'


if __name__ == '__main__':
    sys.exit(run(globals()))
