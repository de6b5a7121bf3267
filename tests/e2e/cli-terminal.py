#!/usr/bin/env python3
"""cli-terminal.py [NOCTULE [PART OF A TEST'S NAME]...]: `connect` on a terminal: the prompt, its commands, colours, what must not get through.
The last line is "N passed, N failed"."""
import os
import pty
import signal
import struct
import subprocess
import termios
import time
import sys

from harness import (NOCTULE, ENV, HOME, LIMIT, Peer, connect, end, expect, noctule, run, screen,
                     server, temporary)


def test_terminal_conversation():
    child = screen('connect', server.url + '/echo')
    child.expect('Connected Successfully')
    child.expect('> ')
    child.sendline('hello there')
    child.expect(r'\d\d:\d\d:\d\d\.\d{3}\S* \S*→\S* hello there')
    child.expect(r'\d\d:\d\d:\d\d\.\d{3}\S* \S*←\S* hello there')
    child.expect('> ')
    child.send('\x1b[A')
    child.expect('hello there')
    child.sendline(' again')
    child.expect(r'←\S* hello there again')
    child.sendline('')
    child.sendline('//slash')
    child.expect(r'←\S* /slash')
    child.sendline('/ping data')
    child.expect(r'<\S* pong data after')
    child.sendline('/binary de ad')
    child.expect(r'←\S* binary, 2 B')
    child.expect('00000000  de ad')
    path = temporary('typed.txt', b'out of a file')
    child.sendline(f'/file {path}')
    child.expect(r'←\S* out of a file')
    child.sendline('/pong')
    child.sendline('/help')
    child.expect('/close \\[CODE')
    child.sendline('/nonsense')
    child.expect('There is no /nonsense')
    child.sendline('/file /no/such')
    child.expect('cannot be read')
    child.sendline('/binary x')
    child.expect('not hexadecimal')
    child.send('\x04')
    child.expect(r'>\S* close 1000')
    end(child)


def test_terminal_close_with_code():
    with Peer() as peer:
        child = screen('connect', peer.url)
        peer.accept()
        child.expect('> ')
        child.sendline('/close 4321 see you')
        assert peer.frame() == (8, struct.pack('!H', 4321) + b'see you')
        peer.send_close(4321)
        peer.close()
        end(child)


def test_terminal_keeps_a_history():
    child = screen('connect', server.url + '/echo')
    child.expect('> ')
    child.sendline('remember me')
    child.expect(r'←\S* remember me')
    child.send('\x04')
    end(child)
    history = HOME / 'state/noctule/connect-history'
    assert 'remember me' in history.read_text()
    assert history.stat().st_mode & 0o777 == 0o600
    child = screen('connect', server.url + '/echo')
    child.expect('> ')
    child.send('\x1b[A')
    child.expect('remember me')
    child.send('\x15\x04')
    end(child)


def test_terminal_keeps_what_is_being_typed():
    with Peer() as peer:
        child = screen('connect', peer.url)
        peer.accept()
        child.expect('> ')
        child.send('half a li')
        child.expect('half a li')
        peer.send(1, b'in between')
        child.expect('in between')
        child.expect('> half a li')
        child.sendline('ne')
        assert peer.frame() == (1, b'half a line')
        peer.send_close()
        peer.close()
        end(child)


def test_terminal_is_not_steered():
    with Peer() as peer:
        child = screen('connect', peer.url)
        peer.accept()
        child.expect('> ')
        peer.send(1, b'\x1b]0;owned\x07\xc2\x9b2J\nfake')
        child.expect_exact('\\e]0;owned\\x07')
        child.expect('fake')
        assert '\x1b]0' not in child.before and '\x07' not in child.before
        assert '\x9b' not in child.before
        peer.send(2, b'\x1b[2J\x00')
        child.expect('binary, 5 B')
        child.expect('1b 5b 32 4a 00')
        peer.send_close()
        peer.close()
        end(child)


def test_terminal_json_is_readable_and_escaped():
    with Peer() as peer:
        child = screen('connect', peer.url, size=(24, 40), env={'NO_COLOR': '1'})
        peer.accept()
        child.expect('> ')
        peer.send(1, b'{"name":"a long enough text","list":[1,2,3],"empty":{}}')
        child.expect(r'\{\r\n +"name": "a long enough text",\r\n +"list": \[\r\n +1,')
        peer.send_close()
        peer.close()
        end(child)


def test_no_color():
    for env in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}):
        child = screen('connect', server.url + '/echo', '-m', 'x', '-1', env=env)
        end(child)
        assert '\x1b[3' not in child.before, child.before
    child = screen('connect', server.url + '/echo', '-m', 'x', '-1')
    end(child)
    assert '\x1b[3' in child.before


def test_terminal_interrupt():
    with Peer() as peer:
        child = screen('connect', peer.url)
        peer.accept()
        child.expect('> ')
        child.send('typed\x03')
        assert peer.frame() == (8, struct.pack('!H', 1000))
        child.send('\x03')
        end(child, 130)


def test_terminal_is_given_back():
    leader, follower = pty.openpty()
    before = termios.tcgetattr(follower)
    process = subprocess.Popen([NOCTULE, 'connect', server.url + '/echo'], env=ENV, stdin=follower,
                               stdout=follower, stderr=follower, start_new_session=True)
    seen = b''
    while b'> ' not in seen:
        seen += os.read(leader, 1000)
    assert termios.tcgetattr(follower)[3] != before[3]
    process.send_signal(signal.SIGINT)
    assert process.wait(LIMIT) == 130
    after = termios.tcgetattr(follower)
    assert after[:4] == before[:4]
    os.close(leader), os.close(follower)


def test_terminal_stopped_and_resumed():
    with Peer() as peer:
        leader, follower = pty.openpty()
        process = subprocess.Popen([NOCTULE, 'connect', peer.url], env=ENV, stdin=follower,
                                   stdout=follower, stderr=follower, start_new_session=True)
        peer.accept()
        seen = b''
        while b'> ' not in seen:
            seen += os.read(leader, 1000)
        raw = termios.tcgetattr(follower)
        os.kill(process.pid, signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        cooked = termios.tcgetattr(follower)
        cooked[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(follower, termios.TCSANOW, cooked)
        os.kill(process.pid, signal.SIGCONT)
        until = time.monotonic() + LIMIT
        while termios.tcgetattr(follower)[3] & termios.ICANON and time.monotonic() < until:
            time.sleep(0.01)
        assert termios.tcgetattr(follower)[3] == raw[3], (termios.tcgetattr(follower), raw)
        os.write(leader, b'after\r')
        assert peer.frame() == (1, b'after')
        peer.send_close()
        peer.close()
        assert process.wait(LIMIT) == 0
        os.close(leader), os.close(follower)


def test_pasted_lines_are_one_message():
    with Peer() as peer:
        child = screen('connect', peer.url)
        peer.accept()
        child.expect('> ')
        child.send('\x1b[200~{\r  "a": 1\r}\x1b[201~\r')
        assert peer.frame() == (1, b'{\n  "a": 1\n}')
        peer.send_close()
        peer.close()
        end(child)


def test_wait_on_a_terminal_asks_nothing():
    child = screen('connect', server.url + '/echo', '-m', 'x', '-w', '200ms')
    end(child)
    assert '> ' not in child.before.replace('\x1b', ''), child.before


if __name__ == '__main__':
    sys.exit(run(globals()))
