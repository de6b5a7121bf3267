#!/usr/bin/env python3
"""cli-log.py [NOCTULE [PART OF A TEST'S NAME]...]: `log`: recorded connections, also while they grow.
The last line is "N passed, N failed"."""
import json
import re
import time
import sys

from harness import HOME, LIMIT, Peer, connect, expect, finish, newest_log, noctule, run, start


def test_log_folder():
    folder = HOME / 'my-log'
    expect(connect('/echo', '-m', 'kept', '-c', '1', '--log', folder))
    assert sorted(p.name for p in folder.iterdir() if not p.name.startswith('.')) >= ['0001.dat']
    assert b'kept' in expect(noctule('log', 'show', folder)).out
    expect(connect('/echo', '--log', folder), 2, err='log')
    expect(connect('/echo', '-m', 'x', '-c', '1'))
    before = newest_log()['id']
    expect(connect('/echo', '-m', 'x', '-c', '1', '--log', 'none'))
    assert newest_log()['id'] == before
    result = connect('/echo', '-m', 'x', '-c', '1', env={'XDG_DATA_HOME': '/proc/nowhere'})
    expect(result, out=b'x\n', err='(?i)recorded')


def test_log_list():
    expect(connect('/echo', '-m', 'x', '-c', '1'))
    entry = newest_log()
    assert entry['connection']['url'].endswith('/echo') and not entry['live']
    assert entry['connection']['code'] == 1000
    table = expect(noctule('log', 'list')).lines
    assert table[0].split() == ['ID', 'END', 'IN', 'OUT', 'SIZE', 'URL']
    assert table[1].startswith(entry['id']) and ' 1000 ' in table[1]
    assert expect(noctule('log')).lines[0] == table[0]


def test_log_show():
    expect(connect('/echo', '-m', 'one', '-m', 'two', '-c', '2'))
    whole = expect(noctule('log', 'show')).lines
    assert any(re.search(r'^ +\d+ \d\d:\d\d:\d\d\.\d{3} ← two$', line) for line in whole), whole
    only = expect(noctule('log', 'show', 'last', '--kind', 'message', '--in')).lines
    assert [line.split(' ← ')[1] for line in only] == ['one', 'two']
    only = expect(noctule('log', 'show', '--kind', 'message', '--out', '-n', '1')).lines
    assert [line.split(' → ')[1] for line in only] == ['two']
    events = expect(noctule('log', 'show', '--json')).events
    assert [e['n'] for e in events] == list(range(1, len(events) + 1))
    assert [e['n'] for e in expect(noctule('log', 'show', '--json', '-n', '2')).events] == [
        e['n'] for e in events[-2:]]
    assert expect(noctule('log', 'show', newest_log()['folder'])).lines == whole
    expect(noctule('log', 'show', 'nothing-like-it'), 2)
    expect(noctule('log', 'show', '--kind', 'mesage'), 2, err='message')


def test_log_follow():
    with Peer() as peer:
        folder = HOME / 'followed'
        process = start('connect', peer.url, '--log', folder, '-q')
        peer.accept()
        peer.send(1, b'early')
        while not (folder / '0001.idx').exists():
            time.sleep(0.01)
        viewer = start('log', 'show', '-f', folder, '--kind', 'message,closed')
        assert viewer.stdout.readline().endswith('← early\n'.encode())
        peer.send(1, b'later')
        assert viewer.stdout.readline().endswith('← later\n'.encode())
        peer.send_close()
        peer.close()
        expect(finish(process))
        result = expect(finish(viewer))
        assert b'Closed with 1000' in result.out, result


def test_log_follow_ends_with_its_reader():
    with Peer() as peer:
        folder = HOME / 'followed-in-vain'
        process = start('connect', peer.url, '--log', folder, '-q')
        peer.accept()
        peer.send(1, b'x')
        while not (folder / '0001.idx').exists():
            time.sleep(0.01)
        viewer = start('log', 'show', '-f', folder, '--kind', 'message')
        viewer.stdout.readline()
        viewer.stdout.close()
        assert viewer.wait(LIMIT) == 0
        viewer.stderr.close()
        process.kill()
        finish(process)


def test_log_search():
    expect(connect('/echo', '-m', 'Needle 17', '-m', 'hay', '-c', '2'))
    found = expect(noctule('log', 'search', 'Needle')).lines
    assert len(found) == 2 and all('Needle 17' in line for line in found)
    assert len(expect(noctule('log', 'search', 'last', 'Needle', '--in')).lines) == 1
    assert len(expect(noctule('log', 'search', 'needle', '-i', '--out')).lines) == 1
    expect(noctule('log', 'search', 'needle'), 4, out=b'', err='[Nn]othing')
    expect(noctule('log', 'search', 'Needle', '--kind', 'ping'), 4)
    expect(noctule('log', 'search', 'Needle', '-c'), out=b'2\n')
    expect(noctule('log', 'search', 'absent', '-c'), 4, out=b'0\n')
    found = expect(noctule('log', 'search', '--regex', r'Needle \d+', '--json')).events
    assert [e['data'] for e in found] == ['Needle 17'] * 2
    expect(noctule('log', 'search', '--regex', '(', 'last'), 2)


def test_log_export():
    expect(connect('/echo', '-m', 'one', '-m', 'two', '-c', '2'))
    events = expect(noctule('log', 'export')).events
    assert [e['data'] for e in events if e['type'] == 'message' and e['dir'] == 'in'] == [
        'one', 'two']
    har = json.loads(expect(noctule('log', 'export', 'last', '--format', 'har')).out)
    messages = har['log']['entries'][0]['_webSocketMessages']
    assert [m['data'] for m in messages if m['type'] == 'receive'] == ['one', 'two']
    raw = expect(noctule('log', 'export', '--format', 'raw')).out
    assert raw.count(b'one') == 2 and raw.count(b'two') == 2 and len(raw) == 12
    path = HOME / 'export.jsonl'
    expect(noctule('log', 'export', '-o', path), out=b'')
    assert [json.loads(line) for line in path.read_text().splitlines()] == events
    expect(noctule('log', 'export', '--format', 'xml'), 2, err='json, har or raw')
    expect(noctule('log', 'export', '-o', '/dev/full'), 1)


def test_log_pin_and_delete():
    expect(connect('/echo', '-m', 'x', '-c', '1'))
    entry = newest_log()
    expect(noctule('log', 'pin', entry['id']))
    assert newest_log()['pinned'] and '(pinned)' in noctule('log').lines[1]
    expect(noctule('log', 'unpin', entry['id']))
    assert not newest_log()['pinned']
    expect(noctule('log', 'delete', entry['id']))
    assert newest_log()['id'] != entry['id']
    expect(noctule('log', 'delete', entry['id']), 2)
    expect(noctule('log', 'pin'), 2)


if __name__ == '__main__':
    sys.exit(run(globals()))
