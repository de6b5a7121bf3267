#!/usr/bin/env python3
"""cli-program.py [NOCTULE [PART OF A TEST'S NAME]...]: the program itself: help, mistakes, `serve`, how fast it starts.
The last line is "N passed, N failed"."""
import re
import signal
import subprocess
import time
import sys

from harness import NOCTULE, ENV, LIMIT, connect, expect, finish, noctule, run, server, start


def test_version_and_help():
    expect(noctule('--version'), out=b'noctule 0.1.0\n')
    for args in ([], ['--help'], ['-h']):
        assert b'Usage: noctule ' in expect(noctule(*args)).out
    for command in (['connect'], ['serve'], ['log'], ['log', 'list'], ['log', 'show'],
                    ['log', 'search'], ['log', 'export'], ['log', 'delete'], ['log', 'pin'],
                    ['log', 'unpin']):
        text = expect(noctule(*command, '--help')).out.decode()
        assert text.startswith('Usage: noctule ' + ' '.join(command)), text
        assert max(map(len, text.splitlines())) <= 80


def test_help_to_a_reader_that_is_gone():
    done = subprocess.run(f'{NOCTULE} connect --help | head -1', shell=True, capture_output=True,
                          env=ENV, timeout=LIMIT)
    assert done.stderr == b'' and done.stdout.count(b'\n') == 1


def test_usage():
    expect(noctule('conect'), 2, err='Did you mean “connect”')
    expect(noctule('ws://x'), 2, err='noctule connect ws://x')
    expect(noctule('--verson'), 2, err='--version')
    expect(noctule('connect'), 2, err='URL')
    expect(noctule('connect', 'ws://a', 'ws://b'), 2)
    expect(noctule('connect', '--subprotocl', 'x', 'ws://a'), 2, err='--subprotocol')
    expect(noctule('connect', 'ws://a', '-c', 'many'), 2, err='number')
    expect(noctule('connect', 'ws://a', '-w', 'soon'), 2, err='time')
    expect(noctule('connect', 'ws://a', '--close-code', '1005'), 2)
    expect(noctule('connect', 'ws://a', '-H', 'nonsense'), 2, err='header')
    expect(noctule('connect', 'ftp://a'), 2)
    expect(noctule('connect', 'ws://a/#part'), 2)
    expect(noctule('serve', 'now'), 2)
    expect(noctule('log', 'shwo'), 2, err='show')
    for result in (noctule('connect', 'ws://a', 'ws://b'), noctule('log', 'search')):
        assert result.out == b'', result


def test_any_locale():
    for locale in ('C', 'POSIX', 'C.UTF-8'):
        expect(noctule('conect', env={'LC_ALL': locale}), 2, err='Did you mean “connect”')


def test_serve():
    address = server.url.removeprefix('ws://').split(':')
    expect(noctule('serve', '--port', address[1]), 3)
    process = start('serve', '--port', '0', '--host', '127.0.0.1')
    url = re.search(rb'(ws://\S+)', process.stdout.readline()).group(1).decode()
    expect(connect(url + '/echo', '-m', 'x', '-c', '1'), out=b'x\n')
    process.send_signal(signal.SIGTERM)
    result = expect(finish(process))
    assert b'/echo' in result.err, result


def test_start_is_quick():
    times = []
    for _ in range(10):
        began = time.monotonic()
        noctule('--version')
        times.append(time.monotonic() - began)
    assert min(times) < 0.1, times


if __name__ == '__main__':
    sys.exit(run(globals()))
