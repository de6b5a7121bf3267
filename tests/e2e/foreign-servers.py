#!/usr/bin/env python3
"""foreign-servers.py [NOCTULE [PART OF A TEST'S NAME]...]: `connect` and servers that are not ours: python3-websockets, node-ws,
libwebsockets, and nginx with TLS in front. The last line is "N passed, N failed"."""
import asyncio
import contextlib
import http
import json
import os
import random
import socket
import ssl
import subprocess
import sys
import threading
import time

import websockets

from harness import ENV, HOME, LIMIT, expect, finish, noctule, run, start, temporary

NODE = r'''
const { WebSocketServer } = require('ws');
const random = require('crypto').randomBytes(1500000);
const handlers = {
  '/echo': socket => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
  '/large': socket => {
    socket.send('noctule '.repeat(400000));
    socket.send(random);
    socket.send(random, { compress: false });
    socket.close();
  },
  '/close': socket => socket.close(4001, 'servers may go first'),
  '/terminate': socket => socket.send('last words', () => socket.terminate()),
  '/pinged': socket => { socket.on('ping', data => socket.send('ping of ' + data.length)); },
  '/many': socket => {
    for (let i = 1; i <= 5000; i++) socket.send(JSON.stringify({ seq: i, text: 'more of the same' }));
    socket.close(1000);
  },
};
const deflate = {
  plain: true,
  forgetful: { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true },
  small: { threshold: 0, serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
  none: false,
}[process.argv[1]];
const server = new WebSocketServer({
  host: '127.0.0.1', port: 0, perMessageDeflate: deflate,
  handleProtocols: offered => [...offered].pop(),
  verifyClient: (info, done) => done(info.req.url !== '/refused', 401, 'not you', { 'X-Why': 'no badge' }),
}, () => console.log(server.address().port));
server.on('connection', (socket, request) => handlers[request.url](socket));
process.stdin.on('end', () => process.exit(0)).resume();
'''

NGINX = '''
daemon off;
master_process off;
pid {home}/nginx.pid;
error_log stderr;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {home}/nginx-body;
  proxy_temp_path {home}/nginx-proxy;
  fastcgi_temp_path {home}/nginx-fastcgi;
  scgi_temp_path {home}/nginx-scgi;
  uwsgi_temp_path {home}/nginx-uwsgi;
  ssl_certificate {home}/server.pem;
  ssl_certificate_key {home}/server.key;
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection upgrade;
  proxy_set_header X-Alpn $ssl_alpn_protocol;
  proxy_set_header X-Client $ssl_client_s_dn;
  proxy_set_header X-Tls $ssl_protocol;
  server {{
    listen 127.0.0.1:{open} ssl http2;
    ssl_protocols TLSv1.3;
    location / {{ proxy_pass http://127.0.0.1:{python}; }}
    location /node/ {{ proxy_pass http://127.0.0.1:{node}/; }}
    location /impatient {{ proxy_pass http://127.0.0.1:{python}; proxy_read_timeout 300ms; }}
    location /gone {{ proxy_pass http://unix:{home}/nobody-listens; }}
    location /elsewhere {{ return 302 /told; }}
    location /page {{ return 200 "only a page"; }}
  }}
  server {{
    listen 127.0.0.1:{closed} ssl http2;
    ssl_protocols TLSv1.2;
    ssl_client_certificate {home}/ca.pem;
    ssl_verify_client on;
    location / {{ proxy_pass http://127.0.0.1:{python}; }}
  }}
  server {{
    listen 127.0.0.1:{named} ssl;
    ssl_certificate {home}/named.pem;
    ssl_certificate_key {home}/named.key;
    location / {{ proxy_pass http://127.0.0.1:{python}; }}
  }}
}}
'''

children = contextlib.ExitStack()  # of everything that has to end with the tests


def free_ports(n):
    """Of servers that cannot pick one themselves."""
    with contextlib.ExitStack() as taken:
        listeners = [taken.enter_context(socket.create_server(('127.0.0.1', 0))) for _ in range(n)]
        return [listener.getsockname()[1] for listener in listeners]


def spawn(*args, **more):
    process = subprocess.Popen([*map(str, args)], env={**ENV, 'NODE_PATH': '/usr/share/nodejs'}, **more)
    children.callback(process.wait, LIMIT)
    children.callback(process.kill)
    return process


def wait_for_port(process, port):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        assert process.poll() is None, f'{process.args[0]} ended with {process.returncode}'
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(('127.0.0.1', port)).close()
            return
        time.sleep(0.01)
    raise AssertionError(f'{process.args[0]} does not listen')


class Python:
    """python3-websockets in a thread: handlers by path, and how its connections closed."""

    def __init__(self, **options):
        self.options = options
        self.loop = asyncio.new_event_loop()
        self.closes = asyncio.Queue()
        ready = threading.Event()
        threading.Thread(target=self.run, args=[ready], daemon=True).start()
        assert ready.wait(LIMIT)
        self.url = f'ws://127.0.0.1:{self.port}'

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        serving = websockets.serve(self.handle, '127.0.0.1', 0, process_request=self.judge,
                                   subprotocols=['v2', 'v1'], ping_interval=None, **self.options)
        self.port = self.loop.run_until_complete(serving).sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    def next_close(self):
        return asyncio.run_coroutine_threadsafe(self.closes.get(), self.loop).result(LIMIT)

    async def judge(self, path, _):
        if path == '/refused':
            return http.HTTPStatus.FORBIDDEN, [('X-Why', 'moon')], b'come back at night\n'
        return None

    async def handle(self, peer):
        with contextlib.suppress(websockets.ConnectionClosed):
            await getattr(self, 'on_' + peer.path.strip('/'))(peer)
        await peer.wait_closed()
        await self.closes.put((peer.close_code, peer.close_reason))

    async def on_echo(self, peer):
        async for message in peer:
            await peer.send(message)

    async def on_told(self, peer):
        await peer.send(json.dumps({
            'subprotocol': peer.subprotocol,
            'extensions': [extension.name for extension in peer.extensions],
            'headers': dict(peer.request_headers.raw_items())}))
        await peer.close()

    async def on_fragments(self, peer):
        async def pieces():
            for piece in ('one ', 'two ', '', 'thrée'):
                yield piece
                await peer.ping()
        await peer.send(pieces())
        await peer.send([b'\x00', b'\xff' * 70000])
        await peer.close()

    async def on_ping(self, peer):
        pong = await peer.ping(b'are you there')
        await asyncio.wait_for(pong, LIMIT)
        await peer.send('you are')
        await peer.close()

    async def on_kinds(self, peer):
        for message in ('text', b'\x00\x01', '', b'', 'é\n"x"', 'x' * 126, 'x' * 65536):
            await peer.send(message)
        await peer.close()

    async def on_close(self, peer):
        await peer.close(4321, 'schönes Ende')

    async def on_internal(self, peer):
        await peer.close(1011, 'broken')

    async def on_silence(self, peer):
        await peer.wait_closed()

    on_impatient = on_silence


class Node:
    def __init__(self, deflate):
        process = spawn('node', '-e', NODE, deflate, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(process.stdout.readline())
        self.url = f'ws://127.0.0.1:{self.port}'


class Lws:
    def __init__(self):
        self.port, = free_ports(1)
        process = spawn('libwebsockets-test-server', f'--port={self.port}',
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(process, self.port)
        self.url = f'ws://127.0.0.1:{self.port}'


def openssl(*args):
    subprocess.run(['openssl', *map(str, args)], check=True, capture_output=True, cwd=HOME, timeout=LIMIT)


def make_certificate(name, issuer, extension):
    """NAME.pem and NAME.key; an issuer of its own name signs itself."""
    made = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj',
            f'/CN={name}', '-keyout', f'{name}.key']
    if issuer == name:
        openssl(*made, '-x509', '-days', 2, '-out', f'{name}.pem')
        return
    temporary(f'{name}.ext', extension.encode())
    openssl(*made, '-out', f'{name}.csr')
    openssl('x509', '-req', '-in', f'{name}.csr', '-CA', f'{issuer}.pem', '-CAkey', f'{issuer}.key',
            '-CAcreateserial', '-days', 2, '-extfile', f'{name}.ext', '-out', f'{name}.pem')


class Nginx:
    def __init__(self):
        for name, issuer, extension in (
                ('ca', 'ca', ''), ('stranger', 'stranger', ''),
                ('server', 'ca', 'subjectAltName=IP:127.0.0.1,DNS:localhost'),
                ('named', 'ca', 'subjectAltName=DNS:noctule.example'),
                ('client', 'ca', 'extendedKeyUsage=clientAuth'),
                ('impostor', 'stranger', 'extendedKeyUsage=clientAuth')):
            make_certificate(name, issuer, extension)
        self.ca = HOME / 'ca.pem'
        ports = free_ports(3)
        self.url, self.closed, self.named = (f'wss://127.0.0.1:{port}' for port in ports)
        self.port = ports[0]
        configuration = NGINX.format(home=HOME, python=python.port, node=node.port, open=ports[0],
                                     closed=ports[1], named=ports[2])
        process = spawn('nginx', '-e', 'stderr', '-p', HOME, '-c',
                        temporary('nginx.conf', configuration.encode()), stderr=subprocess.DEVNULL)
        for port in ports:
            wait_for_port(process, port)

    def connect(self, path, *args, **more):
        return noctule('connect', path if '://' in path else self.url + path, '--cacert', self.ca,
                       *args, **more)


def connect(peer, path, *args, **more):
    return noctule('connect', peer.url + path, *args, **more)


def messages(result):
    return [event for event in result.events if event['type'] == 'message' and event['dir'] == 'in']


def test_websockets_echo():
    for args in ([], ['--no-compression']):
        result = connect(python, '/echo', '-c', '3', *args, stdin='eins\nzwei\nvièr\n'.encode())
        expect(result, out='eins\nzwei\nvièr\n'.encode())
    data = random.Random(1).randbytes(300000)
    out = HOME / 'echo.bin'
    expect(connect(python, '/echo', '-B', '-1', '-f', temporary('random', data), '-o', out))
    assert out.read_bytes() == data


def test_websockets_kinds():
    came = messages(expect(connect(python, '/kinds', '--json')))
    assert [(m['opcode'], m['size']) for m in came] == [
        ('text', 4), ('binary', 2), ('text', 0), ('binary', 0), ('text', 6), ('text', 126),
        ('text', 65536)]
    assert came[1]['base64'] == 'AAE=' and came[4]['data'] == 'é\n"x"'
    assert came[6]['wire'] < 1000, 'it was compressed'
    plain = messages(expect(connect(python, '/kinds', '--json', '--no-compression')))
    assert plain[6]['wire'] > 65536


def test_websockets_fragments_with_pings_between():
    result = expect(connect(python, '/fragments', '--json'))
    text, binary = messages(result)
    assert text['data'] == 'one two thrée' and text['frames'] == 5
    assert binary['size'] == 70001 and binary['frames'] == 3
    assert [e['dir'] for e in result.events if e['type'] == 'ping'] == ['in'] * 4
    assert [e['dir'] for e in result.events if e['type'] == 'pong'] == ['out'] * 4


def test_websockets_ping():
    expect(connect(python, '/ping'), out=b'you are\n')
    process = start('connect', python.url + '/silence', '--ping-interval', '50ms', '--ping-timeout',
                    '5s', '--json')
    for line in process.stdout:
        event = json.loads(line)
        if event['type'] == 'pong' and event['dir'] == 'in':
            break
    process.terminate()
    finish(process)


def test_websockets_subprotocol_and_compression():
    for args, subprotocol, extensions in (
            ([], None, ['permessage-deflate']), (['--no-compression'], None, []),
            (['-s', 'v1'], 'v1', ['permessage-deflate']), (['-s', 'v9', '-s', 'v2'], 'v2', ['permessage-deflate'])):
        told = json.loads(expect(connect(python, '/told', *args, '-H', 'X-Bat: noctule')).out)
        assert told['subprotocol'] == subprotocol, told
        assert told['extensions'] == extensions, told
        assert told['headers']['X-Bat'] == 'noctule'


def test_websockets_close():
    peer = Python()
    expect(connect(peer, '/close'), 7, err='4321.*schönes Ende')
    expect(connect(peer, '/close', '--expect-close', '4321'))
    expect(connect(peer, '/internal'), 7, err='1011.*broken')
    assert [peer.next_close()[0] for _ in range(3)] == [4321, 4321, 1011]
    expect(connect(peer, '/silence', '-w', '0', '--close-code', '4002', '--close-reason', 'gute Nacht'))
    assert peer.next_close() == (4002, 'gute Nacht')


def test_websockets_refuses():
    expect(connect(python, '/refused', '-v'), 5, err='(?s)X-Why: moon.*403 Forbidden.*come back at night')


def test_websockets_limits():
    small = Python(max_size=1000)
    result = connect(small, '/echo', '-f', temporary('long', b'x' * 1001), '-w', '5s', '--no-compression')
    expect(result, 7, err='1009')


def test_node_echo_with_every_deflate():
    random_data = random.Random(2).randbytes(3 << 20)
    long_line = b'the noctule hears its echo, ' * 50000
    for deflate, peer in nodes.items():
        result = connect(peer, '/echo', '-c', '3', stdin=b'short\n' + long_line + b'\nshort\n')
        expect(result, out=b'short\n' + long_line + b'\nshort\n')
        out = HOME / f'node-{deflate}'
        expect(connect(peer, '/echo', '-B', '-1', '-f', temporary('random', random_data), '-o', out))
        assert out.read_bytes() == random_data, deflate


def test_node_extensions():
    for deflate, expected in (('plain', 'permessage-deflate'), ('none', None),
                              ('forgetful', 'server_no_context_takeover'),
                              ('small', 'server_max_window_bits=9')):
        result = expect(connect(nodes[deflate], '/close', '--json', '--expect-close', '4001'))
        opened, = (event for event in result.events if event['type'] == 'open')
        agreed = [h['value'] for h in opened['headers'] if h['name'].lower() == 'sec-websocket-extensions']
        assert (expected in agreed[0]) if expected else not agreed, (deflate, opened)


def test_node_large_messages():
    text, packed, plain = messages(expect(connect(node, '/large', '--json')))
    assert (text['opcode'], text['size']) == ('text', 3200000) and text['wire'] < 100000
    assert packed['base64'] == plain['base64'] and packed['size'] == 1500000
    assert packed['wire'] > 1500000 and plain['wire'] > 1500000
    expect(connect(node, '/large', '--max-message-size', '1MiB'), 6, err='larger')


def test_node_many_messages_then_close():
    lines = expect(connect(node, '/many')).lines
    assert [json.loads(line)['seq'] for line in lines] == list(range(1, 5001))


def test_node_ends_it():
    expect(connect(node, '/close'), 7, err='4001.*servers may go first')
    expect(connect(node, '/close', '--expect-close', '4001'))
    expect(connect(node, '/terminate'), 7, out=b'last words\n')
    expect(connect(node, '/terminate', '--expect-close', '1006'), out=b'last words\n')


def test_node_ping_refusal_and_subprotocol():
    assert connect(node, '/pinged', '--ping-interval', '50ms', '-c', '2').lines[0].startswith('ping of ')
    expect(connect(node, '/refused', '-v'), 5, err='(?s)X-Why: no badge.*401.*not you')
    result = expect(connect(node, '/echo', '-s', 'a', '-s', 'b', '-w', '0', '--json'))
    assert [e['subprotocol'] for e in result.events if e['type'] == 'open'] == ['b']


def test_libwebsockets_increments():
    result = expect(connect(lws, '/', '-s', 'dumb-increment-protocol', '-c', '5'))
    assert result.lines == ['0', '1', '2', '3', '4']
    # it starts again when it is told to
    result = expect(connect(lws, '/', '-s', 'dumb-increment-protocol', '-m', 'reset\n', '-c', '10'))
    assert result.lines.count('0') >= 1
    # and goes when it is told to
    expect(connect(lws, '/', '-s', 'dumb-increment-protocol', '-m', 'closeme\n'), out=None)


def test_libwebsockets_mirror():
    sent = [f'line {i}' for i in range(20)]
    result = connect(lws, '/', '-s', 'lws-mirror-protocol', '-c', '20', stdin='\n'.join(sent).encode())
    assert expect(result).lines == sent


def test_libwebsockets_status():
    result = expect(connect(lws, '/', '-s', 'lws-status', '-c', '1', '-H', 'User-Agent: bat'))
    told = json.loads(result.out)
    assert told['conns'][0]['ua'] == 'bat'


def test_libwebsockets_knows_no_such_protocol():
    # it hangs up without an answer
    expect(connect(lws, '/', '-s', 'nobody-speaks-this'), 3, err='before it had answered')


def test_libwebsockets_serves_files_too():
    expect(connect(lws, '/no-such-file', '-s', 'http'), 3)


def test_nginx_trust():
    expect(nginx.connect('/echo', '-1', '-m', 'through TLS'), out=b'through TLS\n')
    expect(noctule('connect', nginx.url + '/echo', '-1', '-m', 'x', '-k'), out=b'x\n')
    expect(noctule('connect', nginx.url + '/echo', '-1', '-m', 'x'), 8)
    expect(noctule('connect', nginx.url + '/echo', '-1', '-m', 'x', '--cacert', HOME / 'stranger.pem'), 8)
    expect(nginx.connect(nginx.named + '/echo', '-1', '-m', 'x'), 8, err='127.0.0.1')
    expect(noctule('connect', nginx.url.replace('127.0.0.1', 'localhost') + '/echo', '-1', '-m', 'x',
                   '--cacert', nginx.ca), out=b'x\n')


def test_nginx_alpn():
    # the server does speak HTTP/2 to who asks for it ...
    context = ssl.create_default_context(cafile=nginx.ca)
    context.set_alpn_protocols(['h2', 'http/1.1'])
    with socket.create_connection(('127.0.0.1', nginx.port)) as plain, \
            context.wrap_socket(plain, server_hostname='127.0.0.1') as secure:
        assert secure.selected_alpn_protocol() == 'h2'
    # ... which is nothing that a WebSocket of HTTP/1.1 may
    told = json.loads(expect(nginx.connect('/told')).out)
    assert told['headers'].get('X-Alpn') == 'http/1.1', told
    assert told['headers']['X-Tls'] == 'TLSv1.3'


def test_nginx_passes_all_of_it_on():
    data = random.Random(3).randbytes(2 << 20)
    out = HOME / 'nginx.bin'
    expect(nginx.connect('/node/echo', '-B', '-1', '-f', temporary('random', data), '-o', out))
    assert out.read_bytes() == data
    assert len(expect(nginx.connect('/node/many')).lines) == 5000
    expect(nginx.connect('/node/close'), 7, err='4001.*servers may go first')
    expect(nginx.connect('/node/terminate'), 7, out=b'last words\n')
    expect(nginx.connect('/close', '--expect-close', '4321'))
    assert len(messages(expect(nginx.connect('/fragments', '--json')))) == 2


def test_nginx_answers_itself():
    expect(nginx.connect('/gone'), 5, err='502 Bad Gateway')
    expect(nginx.connect('/page'), 5, err='(?s)200.*only a page')
    expect(nginx.connect('/elsewhere'), 5, err='302')
    assert json.loads(expect(nginx.connect('/elsewhere', '-L')).out)['headers']
    expect(nginx.connect('/refused', '-v'), 5, err='(?s)X-Why: moon.*403 Forbidden.*come back at night')
    expect(nginx.connect('/impatient'), 7)


def test_nginx_wants_a_client_certificate():
    expect(nginx.connect(nginx.closed + '/told'), 5, err='No required SSL certificate')
    openssl('pkcs12', '-export', '-in', 'client.pem', '-inkey', 'client.key', '-passout', 'pass:moon',
            '-out', 'client.p12')
    openssl('ec', '-aes256', '-in', 'client.key', '-passout', 'pass:moon', '-out', 'locked.key')
    temporary('both.pem', (HOME / 'client.pem').read_bytes() + (HOME / 'client.key').read_bytes())
    for args in (['--cert', 'client.pem', '--key', 'client.key'], ['-E', 'both.pem'],
                 ['-E', 'client.pem', '--key', 'locked.key', '--pass', 'moon'],
                 ['-E', 'client.p12', '--pass', 'moon']):
        told = json.loads(expect(nginx.connect(nginx.closed + '/told', *args, cwd=HOME)).out)
        assert told['headers']['X-Client'] == 'CN=client', args
        assert told['headers']['X-Tls'] == 'TLSv1.2'
    expect(nginx.connect(nginx.closed + '/told', '-E', 'client.p12', '--pass', 'sun', cwd=HOME), 8)
    expect(nginx.connect(nginx.closed + '/told', '-E', 'impostor.pem', '--key', 'impostor.key', cwd=HOME),
           5, err='SSL certificate error')


if __name__ == '__main__':
    with children:
        python = Python()
        nodes = {name: Node(name) for name in ('plain', 'forgetful', 'small', 'none')}
        node = nodes['plain']
        lws = Lws()
        nginx = Nginx()
        status = run(globals())
    sys.exit(status)
