#!/usr/bin/env python3
"""cli-pipe.py [NOCTULE [PART OF A TEST'S NAME]...]: `connect` between pipes: what is read, what is sent, what is written, who waits for whom.
The last line is "N passed, N failed"."""
import base64
import fcntl
import os
import pathlib
import re
import select
import socket
import struct
import subprocess
import threading
import time
import sys

from harness import (NOCTULE, ENV, LIMIT, Peer, connect, expect, finish, run, server, start,
                     temporary)


def test_lines_in_messages_out():
    expect(connect('/echo', '-c', '3', stdin=b'one\ntwo\nthree\n'), out=b'one\ntwo\nthree\n')


def test_last_line_without_newline():
    expect(connect('/echo', '-c', '2', stdin=b'one\ntwo'), out=b'one\ntwo\n')


def test_empty_and_odd_lines():
    lines = b'\n  spaces \n\ttab\r\n/ping\n\xc3\xa9\n'
    expect(connect('/echo', '-c', '5', stdin=lines), out=lines)


def test_long_line_is_one_message():
    line = b'x' * (3 * 1024 * 1024)
    expect(connect('/echo', '-c', '1', stdin=line), out=line + b'\n')


def test_many_lines_both_ways():
    lines = b''.join(b'%d %s\n' % (i, b'y' * (i % 300)) for i in range(100000))
    expect(connect('/echo', '-c', '100000', '--log', 'none', stdin=lines), out=lines)


def test_bad_lines():
    for args, line in ((['--max-message-size', '10'], b'12345678901\n'),
                       (['--max-message-size', '10'], b'12345678901'),
                       (['--hex'], b'xyz\n'), (['--base64'], b'a\n'), ([], b'\xff\n')):
        expect(connect('/echo', *args, stdin=b'0a0b\n' + line), 2, err='Line 2')


def test_end_of_input_is_not_the_end():
    with Peer() as peer:
        process = start('connect', peer.url, stdin=subprocess.DEVNULL)
        peer.accept()
        peer.send(1, b'late')
        assert process.stdout.readline() == b'late\n'
        assert not select.select([peer.socket], [], [], 0.3)[0], 'it said something'
        assert process.poll() is None
        peer.send_close()
        assert peer.frame()[0] == 8
        peer.close()
        expect(finish(process))


def test_closed_stdin_stdout_stderr():
    with Peer() as peer:
        process = start('connect', peer.url, '-c', '1', stdin=None,
                        preexec_fn=lambda: os.close(0))
        peer.accept()
        peer.send(1, b'still here')
        peer.frame()
        peer.send_close()
        peer.close()
        expect(finish(process), out=b'still here\n')
    done = subprocess.run(f'{NOCTULE} connect {server.url}/echo -m x -c 1 <&- >&- 2>&-',
                          shell=True, env=ENV, timeout=LIMIT)
    assert done.returncode == 0


def test_stdin_is_read_only_when_connected():
    with Peer(answer=False) as peer:
        reader, writer = os.pipe()
        process = start('connect', peer.url, '--connect-timeout', '300ms', stdin=reader)
        os.write(writer, b'precious\n')
        peer.accept()
        expect(finish(process), 28)
        assert os.read(reader, 100) == b'precious\n'
        os.close(reader), os.close(writer)


def test_input_waits_for_a_slow_server():
    """A server that does not read must not make the program hold all of its input."""
    with Peer() as peer:
        process = start('connect', peer.url, '--log', 'none', '-q', stdin=subprocess.PIPE)
        peer.accept()
        fcntl.fcntl(process.stdin, fcntl.F_SETFL, os.O_NONBLOCK)
        line, taken, stuck = b'z' * 65535 + b'\n', 0, 0
        while stuck < 10 and taken < 1 << 28:
            if select.select([], [process.stdin], [], 0.05)[1]:
                taken += os.write(process.stdin.fileno(), line)
                stuck = 0
            else:
                stuck += 1
        assert taken < 64 * 1024 * 1024, taken
        # and all of it arrives
        thread = threading.Thread(target=process.stdin.close)
        thread.start()
        got = 0
        while got < taken:
            opcode, data = peer.frame()
            assert opcode == 1, (opcode, got, taken)
            got += len(data) + 1
        thread.join()
        process.stdin = None
        peer.send_close()
        peer.frame()
        peer.close()
        expect(finish(process))


def test_output_never_blocks_pings():
    """Nobody reads stdout: reading stops, but what was read is answered, and nothing is lost."""
    with Peer() as peer:
        process = start('connect', peer.url, '--log', 'none')
        peer.accept()
        line = b'w' * 1023
        peer.socket.setblocking(False)
        frame = bytes([0x81, 126]) + struct.pack('!H', len(line)) + line
        block, sent, stuck = frame * 64, 0, 0
        pending = memoryview(block)
        while stuck < 10 and sent < 1 << 28:
            if select.select([], [peer.socket], [], 0.05)[1]:
                n = peer.socket.send(pending)
                sent += n
                pending = pending[n:] or memoryview(block)
                stuck = 0
            else:
                stuck += 1
        assert sent < 64 * 1024 * 1024, sent
        status = pathlib.Path(f'/proc/{process.pid}/status').read_text()
        assert int(re.search(r'VmRSS:\s+(\d+)', status).group(1)) < 100 * 1024, status
        peer.socket.setblocking(True)
        rest = bytes(pending) if len(pending) < len(block) else b''
        got = 0
        sender = threading.Thread(target=lambda: (peer.socket.sendall(rest), peer.send_close(),
                                                  peer.frame(), peer.close()))
        sender.start()
        for received in process.stdout:
            assert received == line + b'\n'
            got += 1
        sender.join()
        assert got == (sent + len(rest)) // len(frame), (got, sent)
        expect(finish(process))


def test_reader_that_is_gone():
    began = time.monotonic()
    done = subprocess.run(f'{NOCTULE} connect "{server.url}/ticker?rate=100" </dev/null | head -2; '
                          'echo ${PIPESTATUS[0]}', shell=True, executable='/bin/bash', env=ENV,
                          capture_output=True, timeout=LIMIT)
    assert done.stderr == b'', done
    assert done.stdout.endswith(b'\n0\n'), done
    assert time.monotonic() - began < 5
    done = subprocess.run(f'{NOCTULE} connect "{server.url}/flood?count=0" </dev/null | head -1; '
                          'echo ${PIPESTATUS[0]}', shell=True, executable='/bin/bash', env=ENV,
                          capture_output=True, timeout=LIMIT)
    assert done.stderr == b'' and done.stdout.endswith(b'\n0\n'), done


def test_reader_that_is_gone_before_the_connection_is_there():
    done = subprocess.run(f'{NOCTULE} connect "{server.url}/delay?ms=1500" --json </dev/null '
                          '| head -1; echo ${PIPESTATUS[0]}', shell=True, executable='/bin/bash',
                          env=ENV, capture_output=True, timeout=LIMIT)
    assert done.stderr == b'' and done.stdout.endswith(b'\n0\n'), done


def test_input_goes_on_after_the_end():
    done = subprocess.run(f'yes | {NOCTULE} connect {server.url}/echo -c 3', shell=True, env=ENV,
                          capture_output=True, timeout=LIMIT)
    assert (done.returncode, done.stdout, done.stderr) == (0, b'y\ny\ny\n', b''), done


def test_shared_stdout_stays_blocking():
    """O_NONBLOCK on a descriptor would be set for the shell and its other children too."""
    reader, writer = os.pipe()
    process = start('connect', server.url + '/flood?count=0&size=1000', stdout=writer)
    select.select([reader], [], [], LIMIT)
    assert not fcntl.fcntl(writer, fcntl.F_GETFL) & os.O_NONBLOCK
    os.close(writer)
    os.close(reader)
    finish(process)
    assert process.returncode == 0


def test_messages_in_order():
    hello = temporary('hello.txt', b'from a file\n')
    blob = temporary('blob.bin', b'\xff\xfe')
    result = expect(connect('/echo', '-m', 'first', '-f', hello, '-m', '', '-f', blob, '-m',
                            f'@{hello}', '-m', '@@sign', '-c', '7', '--json', stdin=b'line\n'))
    sent = [event for event in result.events
            if event['type'] == 'message' and event['dir'] == 'out']
    assert [(e['opcode'], e.get('data', e.get('base64'))) for e in sent] == [
        ('text', 'first'), ('text', 'from a file\n'), ('text', ''),
        ('binary', base64.b64encode(b'\xff\xfe').decode()), ('text', 'from a file'),
        ('text', '@sign'), ('text', 'line')]


def test_text_binary_hex_base64():
    cases = (
        (['-m', 'hi'], b'', 1, b'hi'),
        (['-m', 'hi', '-B'], b'', 2, b'hi'),
        (['-m', 'hi', '-B', '-t'], b'', 1, b'hi'),
        (['-m', 'de:ad be ef', '--hex'], b'', 2, b'\xde\xad\xbe\xef'),
        (['-m', '6869', '--hex', '-t'], b'', 1, b'hi'),
        (['--base64', '-m', '3q2+7w=='], b'', 2, b'\xde\xad\xbe\xef'),
        (['--hex'], b'00ff\n', 2, b'\x00\xff'),
        (['--base64'], b'AP8', 2, b'\x00\xff'),
        (['-B'], b'\xff\xfe\n', 2, b'\xff\xfe'),
    )
    for args, stdin, opcode, data in cases:
        with Peer() as peer:
            process = start('connect', peer.url, '-w', '0', *args, stdin=subprocess.PIPE)
            process.stdin.write(stdin)
            process.stdin.close()
            process.stdin = None
            peer.accept()
            assert peer.frame() == (opcode, data), args
            assert peer.frame() == (8, struct.pack('!H', 1000))
            peer.send_close()
            peer.close()
            expect(finish(process))


def test_binary_output():
    every = bytes(range(256))
    expect(connect('/binary', '-c', '1'), out=every)
    expect(connect('/binary', '-c', '1', '--hex'), out=every.hex().encode() + b'\n')
    expect(connect('/binary', '-c', '1', '--base64'), out=base64.b64encode(every) + b'\n')
    event, = [e for e in expect(connect('/binary', '-c', '1', '--json')).events
              if e['type'] == 'message']
    assert base64.b64decode(event['base64']) == every and 'data' not in event


def test_newlines_survive_in_json():
    text = temporary('lines.txt', b'a\nb\x00c\n')
    expect(connect('/echo', '-f', text, '-c', '1'), out=b'a\nb\x00c\n\n')
    result = expect(connect('/echo', '-f', text, '-c', '1', '--json'))
    assert [e['data'] for e in result.events if e['type'] == 'message'] == ['a\nb\x00c\n'] * 2


def test_echo():
    with Peer() as peer:
        process = start('connect', peer.url, '--echo', '-q')
        peer.accept()
        for opcode, data in ((1, b'text'), (2, b'\x00\xff' * 50000), (1, b'')):
            peer.send(opcode, data)
            assert peer.frame() == (opcode, data)
        peer.send(9, b'ping')
        assert peer.frame() == (10, b'ping')
        assert process.poll() is None, 'it starts no close'
        peer.send_close(1001)
        assert peer.frame()[0] == 8
        peer.close()
        expect(finish(process), out=b'')


def test_one():
    expect(connect('/echo', '-1', '-m', 'ping'), out=b'ping\n')
    expect(connect('/echo', '-1', stdin=b'first\nsecond\n'), out=b'first\n')
    reader, writer = os.pipe()
    process = start('connect', server.url + '/echo', '-1', '-m', 'x', stdin=reader)
    expect(finish(process), out=b'x\n')
    os.close(reader), os.close(writer)


if __name__ == '__main__':
    sys.exit(run(globals()))
