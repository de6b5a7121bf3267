#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""serve-foreign-clients.py PROGRAM|URL...: clients that are not ours (python3-websockets, node-ws, http.client) against every
path of the demo server: of the one that PROGRAM serve starts, without and with TLS, or of those at ws://HOST:PORT or
wss://HOST:PORT."""
import asyncio
import http.client
import json
import os
import re
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatusCode, PayloadTooBig

# of the server that is tried
URL = ''
TLS = None

cases = []


def case(function):
    cases.append(function)
    return function


def connect(path, **options):
    return websockets.connect(URL + path, ssl=TLS, open_timeout=20, **options)


async def refusal(path, **options):
    """The status, headers and body with which PATH refuses a WebSocket."""
    try:
        async with connect(path, **options):
            raise AssertionError(f'{path} was accepted')
    except InvalidStatusCode as refused:
        return refused.status_code, refused.headers


def get(path, method='GET'):
    place = urllib.parse.urlsplit(URL)
    kind = http.client.HTTPSConnection if TLS else http.client.HTTPConnection
    options = {'context': TLS} if TLS else {}
    connection = kind(place.hostname, place.port, timeout=20, **options)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


async def closing(socket):
    """Reads to the end. Returns the messages and how it closed."""
    messages = []
    try:
        while True:
            messages.append(await socket.recv())
    except ConnectionClosed:
        return messages, socket.close_code, socket.close_reason


@case
async def echo():
    async with connect('/echo', max_size=None) as socket:
        for message in 'hello', '', b'\x00\xff', 'é' * 100000, b'n' * (16 << 20):
            await socket.send(message)
            assert await socket.recv() == message


@case
async def echo_at_root_and_ping():
    async with connect('/', compression=None) as socket:
        await socket.send('root')
        assert await socket.recv() == 'root'
        await asyncio.wait_for(await socket.ping(b'now'), 20)


@case
async def echo_of_fragments():
    async with connect('/echo') as socket:
        await socket.send(['a', 'b', 'c'])
        assert await socket.recv() == 'abc'


@case
async def silent():
    async with connect('/silent', ping_interval=None) as socket:
        pong = await socket.ping()
        await socket.send('after the ping')
        assert await socket.recv() == 'after the ping'
        assert not pong.done()
        pong.cancel()


@case
async def ticker():
    async with connect('/ticker?rate=1000&size=100&count=50') as socket:
        messages, code, _ = await closing(socket)
        assert [json.loads(text)['seq'] for text in messages] == list(range(1, 51))
        assert {len(text) for text in messages} == {100}
        assert code == 1000


@case
async def ticker_is_accurate():
    async with connect('/ticker?rate=10000&count=20000', compression=None) as socket:
        start = time.monotonic()
        messages, _, _ = await closing(socket)
        elapsed = time.monotonic() - start
        assert len(messages) == 20000
        assert 1.9 < elapsed, elapsed


@case
async def flood():
    async with connect('/flood?count=50000&size=100') as socket:
        messages, code, _ = await closing(socket)
        assert len(messages) == 50000 and {len(text) for text in messages} == {100}
        assert code == 1000
    async with connect('/flood?count=3&size=1MiB&binary=1', max_size=None) as socket:
        messages, code, _ = await closing(socket)
        assert [len(data) for data in messages] == [1 << 20] * 3
        assert isinstance(messages[0], bytes)


@case
async def chat():
    async with connect('/chat') as anna, connect('/chat') as bert, connect('/chat') as carl:
        await anna.send('hi')
        assert [await one.recv() for one in (anna, bert, carl)] == ['hi'] * 3
        await carl.send(b'\xff')
        assert [await one.recv() for one in (anna, bert, carl)] == [b'\xff'] * 3


@case
async def close():
    async with connect('/close?code=4321&reason=good%20night') as socket:
        assert await closing(socket) == ([], 4321, 'good night')
    async with connect('/close') as socket:
        assert await closing(socket) == ([], 1000, '')
    async with connect('/close?code=0') as socket:
        assert await closing(socket) == ([], 1005, '')


@case
async def close_from_the_client():
    async with connect('/echo') as socket:
        await socket.close(4000, 'enough')
        assert socket.close_code == 4000


@case
async def close_with_a_code_that_is_forbidden():
    async with connect('/close?code=1006') as socket:
        assert (await closing(socket))[1] != 1000


@case
async def drop():
    async with connect('/drop') as socket:
        assert await closing(socket) == ([], 1006, '')


@case
async def binary():
    async with connect('/binary') as socket:
        assert await socket.recv() == bytes(range(256))
        await socket.send('text')
        assert await socket.recv() == b'text'


@case
async def fragments():
    for n in 1, 7, 10000:
        async with connect(f'/fragments?n={n}') as socket:
            assert len(await socket.recv()) == max(n, 64)


@case
async def headers():
    async with connect('/headers?a=b', extra_headers=[('X-Twice', '1'), ('X-Twice', '2')]) as socket:
        told = json.loads(await socket.recv())
        assert told['method'] == 'GET' and told['target'] == '/headers?a=b'
        assert [h['value'] for h in told['headers'] if h['name'] == 'X-Twice'] == ['1', '2']


@case
async def cookies():
    async with connect('/cookies', extra_headers={'Cookie': 'visits=6; a=b'}) as socket:
        told = json.loads(await socket.recv())
        assert told['cookies'] == [{'name': 'visits', 'value': '6'}, {'name': 'a', 'value': 'b'}]
        given = socket.response_headers.get_all('Set-Cookie')
        assert given[0] == 'visits=7; Path=/' and len(given) == 3


@case
async def subprotocol():
    async with connect('/subprotocol', subprotocols=['v1', 'v2']) as socket:
        assert socket.subprotocol == 'v2'
        assert json.loads(await socket.recv()) == {'picked': 'v2', 'offered': ['v1', 'v2']}
    async with connect('/echo', subprotocols=['v1', 'v2']) as socket:
        assert socket.subprotocol == 'v1'


@case
async def basic():
    status, fields = await refusal('/basic')
    assert status == 401 and fields['WWW-Authenticate'].startswith('Basic ')
    with_user = URL.replace('://', '://noctule:echo@') + '/basic'
    async with websockets.connect(with_user, ssl=TLS) as socket:
        await socket.send('in')
        assert await socket.recv() == 'in'
    answer, body = get('/basic')
    assert answer.status == 401 and 'noctule' in body


@case
async def bearer():
    status, fields = await refusal('/bearer', extra_headers={'Authorization': 'Bearer wrong'})
    assert status == 401 and fields['WWW-Authenticate'].startswith('Bearer')
    async with connect('/bearer', extra_headers={'Authorization': 'Bearer noctule'}) as socket:
        await socket.send('in')
        assert await socket.recv() == 'in'


@case
async def redirect():
    answer, _ = get('/redirect?to=/headers&code=307')
    assert answer.status == 307 and answer.headers['Location'] == '/headers'
    async with connect('/redirect') as socket:  # this client follows
        await socket.send('found')
        assert await socket.recv() == 'found'


@case
async def delay():
    start = time.monotonic()
    async with connect('/delay?ms=300') as socket:
        assert time.monotonic() - start >= 0.3
        await socket.send('late')
        assert await socket.recv() == 'late'


@case
async def status():
    assert (await refusal('/status?code=418'))[0] == 418
    answer, body = get('/status?code=503')
    assert answer.status == 503 and '503' in body


@case
async def bomb():
    async with connect('/bomb', max_size=1 << 20, close_timeout=1) as socket:
        try:
            await socket.recv()
            raise AssertionError('it went off')
        except (ConnectionClosed, PayloadTooBig):
            assert socket.close_code in (1006, 1009), socket.close_code
    async with connect('/bomb', compression=None) as socket:
        assert (await closing(socket))[1] == 1008


@case
async def page():
    answer, body = get('/')
    assert answer.status == 200 and answer.headers['Content-Type'] == 'text/html; charset=utf-8'
    for path in ('/echo /ticker /flood /chat /close /drop /binary /fragments /headers /cookies /basic '
                 '/bearer /redirect /delay /status /subprotocol /silent /bomb').split():
        assert f'>{path}<' in body, path
    answer, body = get('/', 'HEAD')
    assert answer.status == 200 and body == ''


@case
async def plain_requests():
    answer, body = get('/echo')
    assert answer.status == 426 and answer.headers['Upgrade'] == 'websocket' and body
    answer, body = get('/nowhere')
    assert answer.status == 404 and '/' in body
    answer, body = get('/ticker?rate=0')
    assert answer.status == 400 and 'rate' in body
    answer, body = get('/echo', 'POST')
    assert answer.status == 405 and answer.headers['Allow'] == 'GET, HEAD'


@case
async def many_at_once():
    sockets = await asyncio.gather(*(connect('/echo', compression=None) for _ in range(200)))
    for number, socket in enumerate(sockets):
        await socket.send(str(number))
    assert [await socket.recv() for socket in sockets] == [str(n) for n in range(200)]
    await asyncio.gather(*(socket.close() for socket in sockets))


NODE_CASES = 'echo', 'deflate', 'deflate_without_takeover', 'close', 'headers', 'bomb'

NODE = r'''
const assert = require('assert');
const WebSocket = require('ws');
const [url, name] = process.argv.slice(1);
const open = (path, options) => new WebSocket(url + path, options ? options.protocols : undefined,
  { rejectUnauthorized: false, ...options });
const done = () => process.exit(0);
process.on('uncaughtException', error => { console.error(error); process.exit(1); });
setTimeout(() => { console.error('too late'); process.exit(1); }, 20000);
const cases = {
  echo () {
    const sent = ['hello', 'é'.repeat(70000), ''];
    const socket = open('/echo', { perMessageDeflate: false });
    socket.on('open', () => sent.forEach(text => socket.send(text)));
    socket.on('message', (data, isBinary) => {
      assert(!isBinary);
      assert.strictEqual(data.toString(), sent.shift());
      if (sent.length === 0) socket.ping('now');
    });
    socket.on('pong', data => { assert.strictEqual(data.toString(), 'now'); done(); });
  },
  deflate () {
    const sent = [Buffer.alloc(1 << 20, 'noctule'), Buffer.alloc(200, 'x'), Buffer.from('short'),
                  require('crypto').randomBytes(300000)];
    const socket = open('/echo', { perMessageDeflate: { threshold: 0 } });
    socket.on('open', () => {
      assert(socket.extensions.startsWith('permessage-deflate'));
      sent.forEach(data => socket.send(data));
    });
    socket.on('message', (data, isBinary) => {
      assert(isBinary && data.equals(sent.shift()));
      if (sent.length === 0) done();
    });
  },
  deflate_without_takeover () {
    const socket = open('/echo', { perMessageDeflate: { threshold: 0, serverNoContextTakeover: true,
      clientNoContextTakeover: true, serverMaxWindowBits: 10, clientMaxWindowBits: 10 } });
    let left = 50;
    const data = Buffer.alloc(50000, 'the noctule hears its echo');
    socket.on('open', () => socket.send(data));
    socket.on('message', got => {
      assert(got.equals(data));
      if (--left === 0) done(); else socket.send(data);
    });
  },
  close () {
    const socket = open('/close?code=4000&reason=good+night');
    socket.on('close', (code, reason) => {
      assert.strictEqual(code, 4000);
      assert.strictEqual(reason.toString(), 'good night');
      const other = open('/drop');
      other.on('close', code => { assert.strictEqual(code, 1006); done(); });
    });
  },
  headers () {
    const socket = open('/headers', { headers: { 'X-Client': 'node' }, protocols: ['v1', 'v2'] });
    socket.on('message', data => {
      const told = JSON.parse(data);
      assert(told.headers.some(h => h.name === 'X-Client' && h.value === 'node'));
      assert.strictEqual(socket.protocol, 'v1');
      done();
    });
  },
  bomb () {
    let error = null;
    const socket = open('/bomb', { maxPayload: 1 << 20 });
    socket.on('message', () => assert.fail('it went off'));
    socket.on('error', e => { error = e; });
    socket.on('close', () => { assert(error); done(); });
  },
};
cases[name]();
'''


def run_node(name):
    run = subprocess.run(['node', '-e', NODE, URL, name], capture_output=True, text=True, timeout=60,
                         env={**os.environ, 'NODE_PATH': '/usr/share/nodejs'}, check=False)
    assert run.returncode == 0, run.stderr


def check(name, function):
    try:
        function()
        print(f'ok {name}')
        return True
    except Exception as error:  # whatever it is, the others are tried
        print(f'not ok {name}: {error!r}')
        return False


def try_server(url):
    """Returns whether each check passed."""
    global URL, TLS
    URL = url.rstrip('/')
    TLS = None
    if URL.startswith('wss:'):
        TLS = ssl.create_default_context()
        TLS.check_hostname = False
        TLS.verify_mode = ssl.CERT_NONE
    results = [check(f'websockets {function.__name__} {URL}',
                     lambda: asyncio.run(asyncio.wait_for(function(), 60))) for function in cases]
    results += [check(f'node-ws {name} {URL}', lambda: run_node(name)) for name in NODE_CASES]
    return results


def try_program(program, *options):
    server = subprocess.Popen([program, 'serve', '--port', '0', *options], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
    # its log must not fill the pipe
    reader = None
    try:
        for line in server.stdout:
            found = re.search(r'wss?://[^\s/]+', line)
            if found:
                reader = threading.Thread(target=server.stdout.read, daemon=True)
                reader.start()
                return try_server(found.group())
        print(f'not ok {program} serve tells no address')
        return [False]
    finally:
        server.terminate()
        server.wait()
        if reader:
            reader.join()


def main():
    results = []
    for argument in sys.argv[1:]:
        if '://' in argument:
            results += try_server(argument)
        else:
            results += try_program(argument) + try_program(argument, '--tls')
    print(f'{sum(results)} passed, {len(results) - sum(results)} failed')
    sys.exit(not all(results))


main()
