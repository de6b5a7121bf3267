#!/usr/bin/env python3
"""cli-run.py [NOCTULE [PART OF A TEST'S NAME]...]: `run`: which request is found, what of it goes over the wire, what options change, cookies that stay.
The last line is "N passed, N failed"."""
import itertools
import json
import signal
import stat
import struct
import sys
import threading

from harness import (HOME, Peer, end, expect, finish, newest_log, noctule, run, screen, server,
                     start)

numbers = itertools.count(1)


def workspace(**files):
    """A new workspace; each file is a request (a dict of lines) or text. -> its folder"""
    folder = HOME / f'workspace-{next(numbers)}'
    (folder / 'requests').mkdir(parents=True)
    (folder / 'noctule.yaml').write_text('format: 1\nname: Test\n')
    for name, text in files.items():
        path = folder / 'requests' / (name.replace('__', '/') + '.yaml')
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return folder


def request(url, more='', name='Echo', identity='req_echo'):
    return f'id: {identity}\ntype: websocket\nname: {name}\nurl: "{url}"\n{more}'


def go(folder, *args, **more):
    more.setdefault('env', {}).setdefault('XDG_CONFIG_HOME', str(HOME / 'config'))
    return noctule('run', '-W', folder, *args, **more)


MESSAGES = '''messages:
  - {name: hello, format: json, content: "{\\"op\\":\\"hello\\"}"}
  - {name: bye, format: text, content: "bye"}
  - {name: bytes, format: hex, content: "de ad"}
'''


def echo(**more):
    return workspace(echo=request(server.url + '/echo', MESSAGES), **more)


def head_of(text, *args):
    """The request head that a run sends, as lines. @text: of an address -> the request's file"""
    with Peer() as peer:
        process = start('run', '-W', workspace(r=text(peer.url)), 'r', '-w', '0', *args)
        peer.accept()
        peer.frame()
        peer.send_close()
        peer.close()
        expect(finish(process))
        return peer.head.decode().split('\r\n')


def test_found_by_path_and_name():
    folder = echo(Chat__join=request(server.url + '/headers', name='Join room', identity='req_j'))
    for name in ('echo', 'echo.yaml', 'Echo'):
        expect(go(folder, name, '-c', '1', '--send', 'bye'), out=b'bye\n')
    for name in ('Chat/join', 'Join room'):
        assert json.loads(expect(go(folder, name, '-c', '1')).out)['headers']
    expect(go(folder, 'nothing'), 2, out=b'', err='nothing')
    expect(go(folder, 'Chat'), 2, err='folder')


def test_workspace_around_the_current_folder():
    folder = echo(Chat__join=request(server.url + '/echo', name='Join', identity='req_j'))
    for where in (folder, folder / 'requests', folder / 'requests/Chat'):
        expect(noctule('run', 'echo', '-c', '1', '--send', 'bye', cwd=where), out=b'bye\n')
    expect(noctule('run', 'echo', cwd='/'), 2, err='noctule.yaml')
    expect(go('/nowhere', 'echo'), 2)


def test_ambiguous():
    folder = workspace(a=request(server.url + '/echo', identity='a'),
                       b=request(server.url + '/echo', identity='b'))
    expect(go(folder, 'Echo'), 2, err='Echo')
    expect(go(folder, 'a', '-1', '-m', 'x'), out=b'x\n')


def test_saved_messages():
    folder = echo()
    expect(go(folder, 'echo', '-c', '3', '--hex'), out=b'{"op":"hello"}\nbye\ndead\n')
    expect(go(folder, 'echo', '-c', '2', '--send', 'bye', '--send', 'hello'),
           out=b'bye\n{"op":"hello"}\n')
    expect(go(folder, 'echo', '-c', '1', '--send', 'none', stdin=b'typed\n'), out=b'typed\n')
    expect(go(folder, 'echo', '-c', '2', '-m', 'mine', '--send', 'bye'), out=b'bye\nmine\n')
    expect(go(folder, 'echo', '-1', '-m', 'mine'), out=b'mine\n')
    expect(go(folder, 'echo', '--send', 'hallo'), 2, err='hallo.*hello')
    # the rest of what is said comes from stdin, as with connect
    expect(go(folder, 'echo', '-c', '2', '--send', 'bye', stdin=b'more\n'), out=b'bye\nmore\n')


def test_the_whole_request():
    def text(url):
        return request(url + ':room?a=1', '''path-params: [{name: room, value: "b c"}]
params: [{name: d, value: "e&f"}, {name: off, value: x, disabled: true}]
headers: [{name: x-CASE, value: "1"}, {name: x-CASE, value: "2"}, {name: Off, value: x, disabled: true}]
auth: {type: basic, username: u, password: p}
subprotocols: [chat.v2, chat.v1]
settings: {compression: false}
''')
    lines = head_of(text)
    assert lines[0] == 'GET /b%20c?a=1&d=e%26f HTTP/1.1', lines
    assert lines[-3:] == ['x-CASE: 1', 'x-CASE: 2', 'Authorization: Basic dTpw'], lines
    assert 'Sec-WebSocket-Protocol: chat.v2, chat.v1' in lines
    assert not any(line.startswith(('Off', 'Sec-WebSocket-Extensions')) for line in lines)


def test_options_win():
    def text(url):
        return request(url, '''headers: [{name: X, value: saved}, {name: Y, value: saved}, {name: Cookie, value: "a=1; b=2;"}]
auth: {type: bearer, token: saved}
subprotocols: [saved]
settings: {compression: false}
''')
    lines = head_of(text, '-H', 'x: typed', '-u', 'me:pw', '-s', 'typed', '-b', 'b=3')
    assert [line for line in lines if line[:1] in 'xX' and ':' in line] == ['x: typed'], lines
    assert 'Y: saved' in lines
    assert 'Authorization: Basic bWU6cHc=' in lines and 'Bearer' not in '\n'.join(lines)
    assert 'Sec-WebSocket-Protocol: typed' in lines
    assert [line for line in lines if line.startswith('Cookie')] == ['Cookie: b=3; a=1'], lines


def test_inherited():
    def text(url):
        return request(url)
    with Peer() as peer:
        folder = workspace(folder='headers: [{name: A, value: outer}]\n'
                                  'auth: {type: api-key, key: X-Key, value: hush}\n',
                           F__folder='headers: [{name: a, value: inner}]\n', F__r=text(peer.url))
        process = start('run', '-W', folder, 'F/r', '-w', '0', '-v')
        peer.accept()
        peer.frame()
        peer.send_close()
        peer.close()
        result = expect(finish(process))
        lines = peer.head.decode().split('\r\n')
        assert lines[-2:] == ['a: inner', 'X-Key: hush'], lines
        assert b'hush' not in result.err, result
        shown = expect(noctule('log', 'show'))
        assert b'hush' not in shown.out and b'X-Key' in shown.out, shown


def test_key_in_the_query_is_masked():
    folder = workspace(r=request(server.url + '/echo', 'auth: {type: api-key, key: my key, '
                                 'value: hush, in: query}\n'))
    result = expect(go(folder, 'r', '-w', '0', '-v', '--json'))
    assert b'hush' not in result.out + result.err and b'my%20key=***' in result.err, result
    assert 'my%20key=***' in newest_log()['connection']['url'], newest_log()
    for form in ('json', 'har'):
        exported = expect(noctule('log', 'export', '--format', form))
        assert b'hush' not in exported.out, exported


def cookies_of(folder, *args):
    shown = expect(go(folder, 'c', '-c', '1', *args))
    return {c['name']: c['value'] for c in json.loads(shown.out)['cookies']}


def test_cookies_stay():
    folder = workspace(c=request(server.url + '/cookies', name='C'))
    other = workspace(c=request(server.url + '/cookies', name='C'))
    assert cookies_of(folder) == {}
    assert cookies_of(folder) == {'visits': '1', 'session': 'echo', 'minute': '1'}
    assert cookies_of(folder)['visits'] == '2'
    assert cookies_of(folder, '-b', 'visits=9')['visits'] == '9'
    assert cookies_of(folder)['visits'] == '10'
    assert cookies_of(other) == {}
    for path in (HOME / 'data/noctule/cookies').iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list(folder.rglob('*cookies*'))


def test_cookies_not_wanted():
    folder = workspace(c=request(server.url + '/cookies', 'settings: {cookies: {store: false}}\n'),
                       d=request(server.url + '/cookies', 'settings: {cookies: {send: false}}\n',
                                 identity='d', name='D'))
    assert cookies_of(folder) == {}
    assert cookies_of(folder) == {}
    expect(go(folder, 'd', '-c', '1'))
    assert json.loads(expect(go(folder, 'd', '-c', '1')).out)['cookies'] == []
    assert cookies_of(folder)['session'] == 'echo'


def test_cookies_of_a_refusal_and_a_redirect():
    where = server.url.replace('ws:', 'http:') + '/cookies'
    folder = workspace(c=request(server.url + '/redirect?to=' + where,
                                 'settings: {follow-redirects: true}\n'))
    assert cookies_of(folder) == {}
    assert cookies_of(folder)['visits'] == '1'
    with Peer(answer=False) as peer:
        folder = workspace(r=request(peer.url))
        process = start('run', '-W', folder, 'r')
        peer.accept()
        peer.socket.sendall(b'HTTP/1.1 401 No\r\nSet-Cookie: challenge=1\r\nContent-Length: 0\r\n\r\n')
        expect(finish(process), 5)
        process = start('run', '-W', folder, 'r')
        peer.accept()
        peer.socket.sendall(b'HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n')
        expect(finish(process), 5)
        assert b'\r\nCookie: challenge=1' in peer.head, peer.head


def test_many_at_once():
    """Eight programs share a jar: whatever each of them stored is there in the end."""
    folder = workspace(**{f'r{i}': request('ws://unused/') for i in range(8)})
    peers = [Peer() for _ in range(8)]
    for i, peer in enumerate(peers):
        (folder / f'requests/r{i}.yaml').write_text(request(peer.url, identity=f'r{i}'))
    processes = [start('run', '-W', folder, f'r{i}', '-w', '0') for i in range(8)]

    def serve(i, peer):
        peer.answer = False
        peer.accept()
        peer.socket.sendall(b'HTTP/1.1 403 No\r\nSet-Cookie: c%d=1\r\nContent-Length: 0\r\n\r\n' % i)
    threads = [threading.Thread(target=serve, args=pair) for pair in enumerate(peers)]
    for thread in threads:
        thread.start()
    for thread, process in zip(threads, processes):
        thread.join()
        expect(finish(process), 5)
    for peer in peers:
        peer.close()
    names = {c for path in (HOME / 'data/noctule/cookies').iterdir()
             if path.name.startswith(folder.name) for line in path.read_text().splitlines()
             if not line.startswith('# ') for c in line.split('\t')[5:6]}
    assert names == {f'c{i}' for i in range(8)}, names


def test_settings_and_preferences():
    config = HOME / 'config-own'
    (config / 'noctule').mkdir(parents=True)
    (config / 'noctule/preferences.ini').write_text('[preferences]\nconnect-timeout=100ms\n')
    env = {'XDG_CONFIG_HOME': str(config)}
    folder = workspace(slow=request(server.url + '/delay?ms=400', MESSAGES),
                       own=request(server.url + '/delay?ms=400', 'settings: {connect-timeout: 9s}\n',
                                   identity='own', name='Own'),
                       bad=request(server.url, 'settings: {connect-timeout: soon}\n',
                                   identity='bad', name='Bad'))
    expect(go(folder, 'slow', env=env), 28)
    expect(go(folder, 'slow', '--connect-timeout', '9', '-c', '1', env=env))
    expect(go(folder, 'own', '-w', '0', env=env))
    expect(go(folder, 'bad', env=env), 2, err='Settings, Connect timeout takes a time')


def test_refusals_name_the_field():
    for more, words in (('headers: [{name: a b, value: c}]\n', 'Headers, a b:'),
                        ('auth: {type: bearer}\n', 'Auth, Token:'),
                        ('subprotocols: [a b]\n', 'Subprotocols, a b:')):
        expect(go(workspace(r=request('ws://x/', more)), 'r'), 2, out=b'', err=words)
    expect(go(workspace(r=request('')), 'r'), 2, err='URL')
    expect(go(workspace(r=request('ws://x/:a', 'path-params: [{name: a}]\n')), 'r'), 2,
           err='Path parameters, a:')
    expect(go(workspace(r='a: [\n'), 'r'), 2, err='r.* cannot be read')
    expect(go(workspace(r='id: a\ntype: http\nname: R\n'), 'r'), 2, err='http')
    expect(noctule('run'), 2, err='Which request')
    expect(noctule('run', 'a', 'b'), 2)
    expect(noctule('run', '--no-such'), 2)


def test_files_are_left_alone():
    folder = echo()
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns)
              for path in folder.rglob('*') if path.is_file()}
    expect(go(folder, 'echo', '-c', '3', '-q'))
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns)
             for path in folder.rglob('*') if path.is_file()}
    assert before == after, (before, after)


def test_history_knows_the_request():
    folder = echo()
    expect(go(folder, 'echo', '-c', '1', '--send', 'bye'))
    folders = sorted((HOME / 'data/noctule/history').iterdir())
    about = json.loads((folders[-1] / 'connection.json').read_text())
    assert (about['request-id'], about['name']) == ('req_echo', 'Echo'), about


def test_no_display():
    env = {'DISPLAY': ':99999', 'WAYLAND_DISPLAY': 'nowhere'}
    expect(go(echo(), 'echo', '-c', '1', '--send', 'bye', env=env), out=b'bye\n')


def test_exit_statuses():
    expect(go(workspace(r=request(server.url + '/status?code=403')), 'r'), 5, err='403')
    expect(go(workspace(r=request(server.url + '/close?code=1011')), 'r'), 7)
    expect(go(echo(), 'echo', '--send', 'bye', '-c', '2', '-w', '100ms'), 4, err='1 of 2')
    with Peer() as peer:
        process = start('run', '-W', workspace(r=request(peer.url)), 'r')
        peer.accept()
        peer.send(1, b'x')
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert peer.frame() == (8, struct.pack('!H', 1000))
        peer.send_close()
        peer.close()
        expect(finish(process), 130)


def test_prompt():
    child = screen('run', '-W', echo(), 'echo', '--send', 'bye')
    child.expect('←.* bye')
    child.send('typed\r')
    child.expect('←.* typed')
    child.send('\x04')
    end(child)


if __name__ == '__main__':
    sys.exit(run(globals()))
