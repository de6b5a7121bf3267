#!/usr/bin/env python3
"""cli-program.py [NOCTULE [PART OF A TEST'S NAME]...]: the program itself: help, mistakes, `serve`, how fast it starts.
The last line is "N passed, N failed"."""
import re
import shutil
import signal
import subprocess
import time
import sys

from harness import (NOCTULE, ENV, LIMIT, ROOT, connect, expect, finish, noctule, run, server, start,
                     temporary)


def test_version_and_help():
    expect(noctule('--version'), out=b'noctule 0.1.0\n')
    for args in ([], ['--help'], ['-h']):
        assert b'Usage: noctule ' in expect(noctule(*args)).out
    for command in (['connect'], ['run'], ['serve'], ['log'], ['log', 'list'], ['log', 'show'],
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


COMPLETE = '''
source <("$0" completion bash)
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_noctule
printf '%s\\n' "${COMPREPLY[@]}"
'''


def complete(*words):
    done = subprocess.run(['bash', '-c', COMPLETE, NOCTULE, 'noctule', *words], capture_output=True,
                          env=ENV, timeout=LIMIT, cwd=ROOT, text=True)
    assert done.stderr == '', done.stderr
    return done.stdout.split()


def test_completion_in_bash():
    assert {'connect', 'serve', 'log', '--version'} <= set(complete(''))
    assert complete('log', 'sh') == ['show']
    assert complete('log', 'show', '--ki') == ['--kind']
    assert complete('connect', '--subp') == ['--subprotocol']
    assert complete('connect', '--cacert', 'READ') == ['README.md']
    assert complete('connect', '--cacert', '=', 'READ') == ['README.md']
    assert complete('connect', '--log', 'sr') == ['src']
    assert complete('connect', '-H', '') == []
    assert complete('completion', 'f') == ['fish']
    # every option of --help
    words = set(complete('connect', '--'))
    shown = re.findall(r'^ .{5}(--[a-z0-9-]+)', noctule('connect', '--help').out.decode(), re.M)
    assert len(shown) > 30 and set(shown) <= words, set(shown) - words


def test_completion_of_other_shells():
    for shell, syntax in (('zsh', ['-fn']), ('fish', ['--no-execute'])):
        script = temporary('script', expect(noctule('completion', shell)).out)
        assert b'max-message-size' in script.read_bytes()
        if shutil.which(shell):
            subprocess.run([shell, *syntax, script], check=True, env=ENV, timeout=LIMIT)
    expect(noctule('completion'), 2, err='bash')
    expect(noctule('completion', 'csh'), 2, err='csh')


def test_man():
    page = expect(noctule('man')).out
    assert page.startswith(b'.TH NOCTULE 1 ')
    if shutil.which('groff'):
        done = subprocess.run(['groff', '-ww', '-man', '-Tutf8', '-P-cbou'], input=page, timeout=LIMIT,
                              env=ENV, capture_output=True)
        assert done.returncode == 0 and done.stderr == b'', done.stderr
        shown = done.stdout.decode()
        assert '--max-message-size SIZE' in shown and 'EXIT STATUS' in shown
        assert '“Name: value”' in shown and "server's" in shown
    expect(noctule('man', 'connect'), 2)


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
