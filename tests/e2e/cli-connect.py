#!/usr/bin/env python3
"""cli-connect.py [NOCTULE [PART OF A TEST'S NAME]...]: `connect`: what ends it and with which status, every option of the request, what is shown.
The last line is "N passed, N failed"."""
import base64
import fcntl
import json
import os
import pty
import re
import select
import signal
import socket
import struct
import subprocess
import termios
import threading
import time
import sys

from harness import (NOCTULE, ENV, HOME, LIMIT, Peer, Server, connect, end, expect, finish,
                     newest_log, noctule, request_seen, run, screen, server, start, temporary)


def test_count():
    expect(connect('/flood?count=0', '-c', '3'), out=None).lines.__len__() == 3
    assert len(connect('/flood?count=1000&size=5', '-c', '7').lines) == 7
    expect(connect('/flood?count=2', '-c', '3'), 4, err='2 of 3')
    expect(connect('/echo', '-m', 'x', '-c', '2', '-w', '200ms'), 4, err='1 of 2')


def test_wait():
    began = time.monotonic()
    expect(connect('/echo', '-m', 'x', '-w', '300ms'), out=b'x\n')
    assert time.monotonic() - began >= 0.3
    expect(connect('/echo', '-w', '0', '-m', 'x'))
    # it runs from the end of input
    reader, writer = os.pipe()
    process = start('connect', server.url + '/echo', '-w', '0.1', stdin=reader)
    os.close(reader)
    time.sleep(0.4)
    os.write(writer, b'late\n')
    os.close(writer)
    expect(finish(process), out=b'late\n')


def test_close_code_and_reason():
    for args, payload in ((['--close-code', '4001', '--close-reason', 'bye'], b'\x0f\xa1bye'),
                          (['--close-reason', 'thanks'], b'\x03\xe8thanks'), ([], b'\x03\xe8')):
        with Peer() as peer:
            process = start('connect', peer.url, '-w', '0', *args)
            peer.accept()
            assert peer.frame() == (8, payload)
            peer.send(8, payload)
            peer.close()
            expect(finish(process))


def test_expect_close():
    expect(connect('/close?code=4001', '--expect-close', '4001'))
    expect(connect('/close?code=4002', '--expect-close', '4001'), 7, err='4002.*4001')
    expect(connect('/close?code=1000', '--expect-close', '4001'), 7)
    expect(connect('/drop', '--expect-close', '1006'))


def test_statuses():
    expect(connect('/close?code=1000'))
    expect(connect('/close?code=1001'))
    expect(connect('/close?code=0'))
    expect(connect('/close?code=1011&reason=broken'), 7, err='1011.*broken')
    expect(connect('/drop'), 7)
    expect(connect('/close?code=1005'), 6)
    expect(connect('/status?code=403'), 5, err='(?s)403.*HTTP/1.1 403 Forbidden.*status 403')
    expect(connect('/basic'), 5, err='401')
    with socket.create_server(('127.0.0.1', 0)) as taken:
        free = taken.getsockname()[1]
    expect(noctule('connect', f'ws://127.0.0.1:{free}'), 3)
    expect(noctule('connect', 'ws://no-such-host.invalid'), 3, err='no-such-host')
    expect(connect('/delay?ms=5000', '--connect-timeout', '200ms'), 28)
    expect(connect('/flood?count=1&size=2000', '--max-message-size', '1000'), 6, err='larger')
    expect(connect('/bomb', '--max-message-size', '100KiB'), 6)
    expect(connect('/flood?count=1&size=1000', '--max-message-size', '1000'))
    with Peer() as peer:
        process = start('connect', peer.url)
        peer.accept()
        peer.socket.sendall(b'\xc1\x00')
        result = finish(process)
        expect(result, 6)


def test_quiet():
    expect(connect('/flood?count=1000', '-q'), out=b'')
    result = expect(connect('/drop', '-q'), 7)
    assert result.out == b''
    expect(connect('/status?code=500', '-q'), 5, out=b'', err='500')
    types = {e['type'] for e in connect('/flood?count=9', '-q', '--json').events}
    assert 'open' in types and 'message' not in types, types


def test_a_server_that_ignores_our_close():
    with Peer() as peer:
        process = start('connect', peer.url, '-c', '1')
        peer.accept()
        peer.send(1, b'x')
        assert peer.frame()[0] == 8
        peer.close()
        expect(finish(process), out=b'x\n')


def test_interrupt_once():
    with Peer() as peer:
        process = start('connect', peer.url)
        peer.accept()
        peer.send(1, b'x')
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert peer.frame() == (8, struct.pack('!H', 1000))
        peer.send_close()
        peer.close()
        expect(finish(process), 130, err='[Ii]nterrupted')


def test_interrupt_twice():
    with Peer() as peer:
        process = start('connect', peer.url)
        peer.accept()
        peer.send(1, b'x')
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert peer.frame()[0] == 8
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        expect(finish(process), 130)
        assert time.monotonic() - began < 2


def test_interrupt_while_connecting():
    with Peer(answer=False) as peer:
        process = start('connect', peer.url)
        peer.accept()
        process.send_signal(signal.SIGINT)
        expect(finish(process), 130)


def test_terminate():
    with Peer() as peer:
        process = start('connect', peer.url)
        peer.accept()
        peer.send(1, b'x')
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert peer.frame()[0] == 8
        peer.send_close()
        peer.close()
        expect(finish(process), 130)


def test_interrupt_with_a_stuck_reader():
    reader, writer = os.pipe()
    process = start('connect', server.url + '/flood?count=0&size=1000', stdout=writer)
    os.close(writer)
    select.select([reader], [], [], LIMIT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    expect(finish(process), 130)
    os.close(reader)


def test_headers():
    lines = temporary('headers.txt', b'X-File: one\n\nX-Other:two\r\n')
    seen = request_seen('-H', 'X-A: 1', '-H', 'X-A: 2', '-H', 'User-Agent:', '-H', 'X-Empty;', '-H',
                        f'@{lines}', '--origin', 'https://o.example', '-b', 'a=1', '-b', 'b=2',
                        '-s', 'one', '-s', 'two')
    assert ('X-A', '1') in seen and ('X-A', '2') in seen
    assert 'User-Agent' not in dict(seen)
    for pair in (('X-Empty', ''), ('X-File', 'one'), ('X-Other', 'two'),
                 ('Origin', 'https://o.example'), ('Cookie', 'a=1; b=2'),
                 ('Sec-WebSocket-Protocol', 'one, two')):
        assert pair in seen, (pair, seen)


def test_subprotocol():
    opened, = [e for e in expect(connect('/subprotocol', '-s', 'a', '--subprotocol', 'b', '-w', '0',
                                         '--json')).events if e['type'] == 'open']
    assert opened['subprotocol'] == 'b' and opened['status'] == 101


def test_user():
    expect(connect('/basic', '-u', 'noctule:echo', '-m', 'in', '-c', '1'), out=b'in\n')
    secret = temporary('user.txt', b'noctule:echo\n')
    expect(connect('/basic', '-u', f'@{secret}', '-m', 'in', '-c', '1'), out=b'in\n')
    expect(connect('/basic', '-u', 'noctule:wrong'), 5, err='401')
    expect(connect('/bearer', '-H', 'Authorization: Bearer noctule', '-m', 'in', '-c', '1'))
    url = server.url.replace('ws://', 'ws://noctule:echo@') + '/basic'
    expect(connect(url, '-m', 'in', '-c', '1'), out=b'in\n')


def test_password_is_asked_for():
    child = screen('connect', server.url + '/basic', '-u', 'noctule', '-m', 'in', '-1')
    child.expect('password of noctule: ')
    child.sendline('echo')
    child.expect('in\r\n')
    end(child)
    assert 'echo\r\n' not in child.before, 'the password was shown'
    # without a terminal nothing can be asked
    process = start('connect', server.url + '/basic', '-u', 'noctule', start_new_session=True)
    expect(finish(process), 2, err='password')


def test_interrupted_question_gives_the_echo_back():
    leader, follower = pty.openpty()
    process = subprocess.Popen([NOCTULE, 'connect', server.url + '/basic', '-u', 'noctule'], env=ENV,
                               stdin=follower, stdout=follower, stderr=follower,
                               preexec_fn=lambda: (os.setsid(),
                                                   fcntl.ioctl(0, termios.TIOCSCTTY, 0)))
    seen = b''
    while b'password of noctule: ' not in seen:
        seen += os.read(leader, 1000)
    os.write(leader, b'\x03')
    assert process.wait(LIMIT) == 2
    assert termios.tcgetattr(follower)[3] & termios.ECHO
    os.close(leader), os.close(follower)


def test_redirect():
    expect(connect('/redirect'), 5, err='302')
    expect(connect('/redirect', '-L', '-m', 'x', '-c', '1'), out=b'x\n')


def test_compression():
    assert 'Sec-WebSocket-Extensions' in dict(request_seen())
    assert 'Sec-WebSocket-Extensions' not in dict(request_seen('--no-compression'))


def test_unix_socket():
    path = str(HOME / 'socket')
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    with Peer() as peer:
        peer.listener.close()
        peer.listener = listener
        process = start('connect', 'ws://name.invalid/x', '--unix-socket', path, '-c', '1')
        peer.accept()
        assert b'Host: name.invalid\r\n' in peer.head + b'\r\n'
        peer.send(1, b'through a file')
        peer.frame()
        peer.send_close()
        peer.close()
        expect(finish(process), out=b'through a file\n')


def test_proxy():
    """A proxy of one CONNECT."""
    listener = socket.create_server(('127.0.0.1', 0))
    seen = []

    def relay():
        client, _ = listener.accept()
        head = b''
        while b'\r\n\r\n' not in head:
            head += client.recv(65536)
        seen.append(head)
        target = socket.create_connection(('127.0.0.1', server.port))
        client.sendall(b'HTTP/1.1 200 Connection established\r\n\r\n')
        pairs = {client: target, target: client}
        while True:
            for end_ in select.select(list(pairs), [], [])[0]:
                data = end_.recv(65536)
                if not data:
                    client.close(), target.close()
                    return
                pairs[end_].sendall(data)

    thread = threading.Thread(target=relay)
    thread.start()
    proxy = f'http://127.0.0.1:{listener.getsockname()[1]}'
    expect(connect('/echo', '-x', proxy, '-m', 'x', '-c', '1'), out=b'x\n')
    thread.join()
    listener.close()
    assert seen[0].startswith(f'CONNECT 127.0.0.1:{server.port} '.encode()), seen
    expect(connect('/echo', '-x', proxy), 3)
    # the environment names one, “” says none
    env = {'http_proxy': proxy, 'all_proxy': proxy}
    expect(connect('/echo', '-x', '', '-m', 'x', '-c', '1', env=env), out=b'x\n')


def test_pings():
    with Peer() as peer:
        process = start('connect', peer.url, '--ping-interval', '50ms')
        peer.accept()
        assert peer.frame()[0] == 9
        assert peer.frame()[0] == 9
        peer.send_close()
        peer.close()
        finish(process)
    expect(connect('/silent', '--ping-interval', '100ms', '--ping-timeout', '200ms'), 28)
    with Peer() as peer:
        process = start('connect', peer.url, '--no-auto-pong', '-m', 'first')
        peer.accept()
        assert peer.frame() == (1, b'first')
        peer.send(9, b'anybody?')
        peer.send_close()
        assert peer.frame()[0] == 8, 'the ping was answered'
        peer.close()
        expect(finish(process))


def test_tls():
    secure = Server('--tls')
    try:
        url = secure.url + '/echo'
        expect(connect(url), 8)
        expect(connect(url, '-k', '-m', 'x', '-c', '1'), out=b'x\n')
        expect(connect(url, '--cacert', '/no/such/file'), 8)
        key, cert = HOME / 'key.pem', HOME / 'cert.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                        'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, '-days',
                        '2', '-subj', '/CN=localhost', '-addext',
                        'subjectAltName=DNS:localhost,IP:127.0.0.1'], check=True,
                       capture_output=True)
        own = Server('--cert', str(cert), '--key', str(key))
        try:
            expect(connect(own.url + '/echo', '--cacert', cert, '-m', 'x', '-c', '1'), out=b'x\n')
            expect(connect(own.url + '/echo', '--cacert', cert, '--cert', cert, '--key', key, '-m',
                           'x', '-c', '1'), out=b'x\n')
        finally:
            own.stop()
    finally:
        secure.stop()
    expect(noctule('serve', '--cert', str(cert)), 2)


def test_passphrase():
    key, cert = HOME / 'locked.pem', HOME / 'locked-cert.pem'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:P-256', '-passout', 'pass:sesame', '-keyout', key, '-out',
                    cert, '-days', '2', '-subj', '/CN=me'], check=True, capture_output=True)
    secure = Server('--tls')
    try:
        url, files = secure.url + '/echo', ['-k', '-E', cert, '--key', key]
        expect(connect(url, *files, '--pass', 'sesame', '-m', 'x', '-c', '1'), out=b'x\n')
        phrase = temporary('phrase', b'sesame\n')
        expect(connect(url, *files, '--pass', f'@{phrase}', '-m', 'x', '-c', '1'), out=b'x\n')
        expect(connect(url, *files, '--pass', 'wrong'), 8)
        child = screen('connect', url, *files, '-m', 'in', '-1')
        child.expect('passphrase of .*: ')
        child.sendline('sesame')
        child.expect('in\r\n')
        end(child)
    finally:
        secure.stop()


def test_json_lines():
    result = expect(connect('/echo', '-m', 'é "x"', '-c', '1', '--json'))
    events = result.events
    assert [e['n'] for e in events] == list(range(1, len(events) + 1))
    assert all(re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z', e['time']) for e in events)
    incoming, = [e for e in events if e['type'] == 'message' and e['dir'] == 'in']
    assert incoming['data'] == 'é "x"' and incoming['size'] == 6 and incoming['frames'] == 1
    assert incoming['opcode'] == 'text' and incoming['wire'] > 0
    closes = [e for e in events if e['type'] == 'close']
    assert closes and all(e['code'] == 1000 and 'reason' in e and 'clean' in e for e in closes)
    opened, = [e for e in events if e['type'] == 'open']
    assert opened['status'] == 101 and opened['headers'] and 'timings' in opened
    assert 'extensions' in opened


def test_json_and_log_number_alike_without_a_log():
    events = expect(connect('/echo', '-m', 'x', '-c', '1', '--json', '--log', 'none')).events
    assert [e['n'] for e in events] == list(range(1, len(events) + 1))


def test_output_file():
    path = HOME / 'out.txt'
    path.write_text('old')
    expect(connect('/echo', '-m', 'a', '-m', 'b', '-c', '2', '-o', path), out=b'')
    assert path.read_bytes() == b'a\nb\n'
    expect(connect('/echo', '-m', 'a', '-c', '1', '-o', '-'), out=b'a\n')
    expect(connect('/echo', '-o', '/no/such/folder/x'), 2, err='cannot be written')
    expect(connect('/echo', '-m', 'a', '-c', '1', '-o', '/dev/full'), 1, err='No space')


def test_verbose():
    result = expect(connect('/echo', '-m', 'secret-free', '-c', '1', '-v', '-u', 'me:hush'))
    assert result.out == b'secret-free\n'
    text = result.err.decode()
    for pattern in (r'\* .*127\.0\.0\.1', r'> GET /echo HTTP/1\.1', r'(?m)> Host: ',
                    r'< HTTP/1\.1 101', r'> text, 11 B', r'< text, 11 B', r'> close 1000',
                    r'< close 1000'):
        assert re.search(pattern, text), (pattern, text)
    assert 'secret-free' not in text
    hushed = base64.b64encode(b'me:hush').decode()
    assert 'Authorization: ' in text and hushed not in text


def test_secrets_are_masked_everywhere():
    result = expect(connect('/echo', '-H', 'Authorization: Bearer tell-no-one', '-b', 's=hidden',
                            '-w', '0', '--json', '-v'))
    for text in (result.out.decode(), result.err.decode(), noctule('log', 'show').out.decode(),
                 noctule('log', 'show', '--json').out.decode(),
                 noctule('log', 'export').out.decode(),
                 noctule('log', 'export', '--format', 'har').out.decode(),
                 json.dumps(newest_log())):
        assert 'tell-no-one' not in text and 'hidden' not in text, text
        assert 'Authorization' in text
    assert 'tell-no-one' in noctule('log', 'show', '--kind', 'request', '--reveal').out.decode()


if __name__ == '__main__':
    sys.exit(run(globals()))
