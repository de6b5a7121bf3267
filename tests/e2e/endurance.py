#!/usr/bin/env python3
"""endurance.py NOCTULE [TEST...]: kill -9, many connections, several writers and readers, a small disk.

ENDURANCE=full takes the numbers that a release has to stand: 200 kills, 1,000 connections 50 times, an hour of messages."""
import random
import threading

from harness import *

IS_FULL = os.environ.get('ENDURANCE') == 'full'
KILLS = 200 if IS_FULL else 12
WAVES, WAVE = (50, 1000) if IS_FULL else (6, 200)
SECONDS = 3600 if IS_FULL else 4
RATE = 10_000


class Follower:
    """A reader in another process; remembers what it saw last."""

    def __init__(self, folder):
        self.process = subprocess.Popen([NOCTULE, 'log', 'show', '-f', '--json', str(folder)], env=ENV,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.last = b''
        self.seen = 0
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self):
        for line in self.process.stdout:
            self.last = line
            self.seen += 1

    def finish(self):
        assert self.process.wait(LIMIT) == 0
        self.thread.join()


def wait_for(path):
    end = time.monotonic() + LIMIT
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.001)


def flood(folder, **more):
    return subprocess.Popen([NOCTULE, 'connect', '-q', '--log', str(folder), server.url + '/flood?count=0&size=64'],
                            env=ENV, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)


def test_kill_loses_nothing_that_was_seen():
    chance = random.Random(517)
    for i in range(KILLS):
        folder = HOME / f'killed-{i}'
        writer = flood(folder)
        wait_for(folder / '0001.idx')
        follower = Follower(folder)
        time.sleep(chance.uniform(0, 0.15))
        writer.kill()
        writer.wait()
        writer.stderr.close()
        follower.finish()
        whole = expect(noctule('log', 'export', folder)).out.splitlines(keepends=True)
        assert follower.seen <= len(whole), (i, follower.seen, len(whole))
        if follower.seen > 0:
            assert whole[follower.seen - 1] == follower.last, (i, follower.last)
        numbers = [json.loads(line)['n'] for line in (whole[:1] + whole[-1:])]
        assert not whole or numbers == [1, len(whole)], (i, numbers)
        shutil.rmtree(folder)


def test_two_write_and_one_reads():
    folders = [HOME / 'pair-a', HOME / 'pair-b']
    writers = [subprocess.Popen([NOCTULE, 'connect', '-q', '-c', '200000', '--log', str(folder),
                                 server.url + '/flood?count=200000&size=64'], env=ENV,
                                stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for folder in folders]
    followers = []
    for folder in folders:
        wait_for(folder / '0001.idx')
        followers.append(Follower(folder))
    for writer in writers:
        assert writer.wait(LIMIT) == 0
    for folder, follower in zip(folders, followers):
        follower.finish()
        whole = expect(noctule('log', 'export', folder)).out
        assert whole.count(b'"type":"message"') == 200_000
        assert follower.seen == whole.count(b'\n')


def footprint(pid):
    proc = pathlib.Path(f'/proc/{pid}')
    threads = len(list((proc / 'task').iterdir()))
    rss = int(re.search(r'VmRSS:\s+(\d+)', (proc / 'status').read_text()).group(1))
    return len(list((proc / 'fd').iterdir())), threads, rss


def wave(port, n):
    clients = [socket.create_connection(('127.0.0.1', port), LIMIT) for _ in range(n)]
    for client in clients:
        client.sendall(b'GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
                       b'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n')
    for client in clients:
        assert b' 101 ' in client.recv(4096)
    for client in clients:
        client.close()


def test_many_connections_leave_nothing():
    house = Server()
    wave(house.port, WAVE)
    first = footprint(house.process.pid)
    for _ in range(WAVES):
        wave(house.port, WAVE)
    end = time.monotonic() + LIMIT
    while footprint(house.process.pid)[0] > 20:
        assert time.monotonic() < end, footprint(house.process.pid)
        time.sleep(0.01)
    _, threads, rss = footprint(house.process.pid)
    assert threads == first[1], (first, threads)
    assert rss < first[2] * 1.5 + 4096, (first, rss)
    house.stop()


def test_steady_messages_in_constant_memory():
    client = subprocess.Popen([NOCTULE, 'connect', '-q', '--log', str(HOME / 'steady'),
                               f'{server.url}/ticker?rate={RATE}&size=256'], env=ENV, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(SECONDS / 4)
    first = footprint(client.pid)
    time.sleep(SECONDS * 3 / 4)
    last = footprint(client.pid)
    client.send_signal(signal.SIGINT)
    client.wait(LIMIT)
    assert last[:2] == first[:2] and last[2] < first[2] + 4096, (first, last)
    assert noctule('log', 'show', '-n', '1', '--json', HOME / 'steady').events[0]['type'] == 'closed'


def test_small_disk_does_not_end_the_connection():
    """A tmpfs of its own, in a mount namespace of its own: only where root may make one."""
    disk = HOME / 'disk'
    disk.mkdir()
    script = (f'mount -t tmpfs -o size=1040m tmpfs {disk} || exit 77; '
              f'{NOCTULE} connect -q -c 3000000 --log {disk}/log {server.url}/"flood?count=3000000&size=64"; echo "status $?"; '
              f'{NOCTULE} log export {disk}/log | tail -n 1; {NOCTULE} log export {disk}/log | wc -l')
    done = subprocess.run(['unshare', '--mount', 'sh', '-c', script], env=ENV, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=6 * LIMIT)
    if done.returncode == 77 or b'unshare' in done.stderr:
        print('# skipped: no mount of its own here')
        return
    status, last, lines = done.stdout.decode().splitlines()
    assert status == 'status 0', done
    said = [line for line in done.stderr.decode().splitlines() if 'free' in line]
    assert len(said) == 1, done.stderr
    assert 1000 < int(lines) < 3_000_000, lines
    assert json.loads(last)['n'] >= int(lines), last


if __name__ == '__main__':
    sys.exit(run(globals()))
