#!/usr/bin/env python3
"""window-walk.py [NOCTULE [PART OF A TEST'S NAME]...]: the first minutes with the window, as a person spends them.
The last line is "N passed, N failed"."""
import contextlib
import re
import subprocess
import sys
import textwrap

from window_harness import Window, end_all, key, shoot, wait  # first: it may start this script anew

from harness import run, server

ECHO = textwrap.dedent('''
    import asyncio, websockets
    async def echo(socket):
        async for message in socket:
            await socket.send(message)
    async def main():
        async with websockets.serve(echo, '127.0.0.1', 0) as server:
            print(server.sockets[0].getsockname()[1], flush=True)
            await asyncio.Future()
    asyncio.run(main())
''')


@contextlib.contextmanager
def python_server():
    process = subprocess.Popen([sys.executable, '-c', ECHO], stdout=subprocess.PIPE, text=True)
    yield f'ws://127.0.0.1:{int(process.stdout.readline())}/'
    process.kill()
    process.wait()


def walk(window, name, url, picture):
    window.new_request(name, url)
    window.connect()
    message = '{"op":"hello","n":[1,2,3]}'
    window.editor.type(message)
    window.editor.wait_text(message)
    window.find('push button', 'Send').press()
    sent = window.wait_event(re.compile('^Sent: .*hello'))
    received = window.wait_event(re.compile('^Received: .*hello'))
    assert window.events()[0] == received.name, 'the newest is on top'
    assert window.events()[-1] == 'Open: Connected Successfully', window.events()
    assert sent.name == f'Sent: {message}', sent.name
    received.mouse()
    preview = window.find('filler', 'AppPreview')
    preview.find('label', 'Text message received')
    preview.find('label', re.compile(f'^{len(message)} B · .* 1 frame'))
    shoot(picture)
    # GTK 4.8 lets no widget of an application tell its text: what is shown there is what can be copied
    window.focus()
    window.editor.type('something else')
    preview.find('push button', 'Copy the data').press()
    window.editor.mouse()

    def is_pasted():
        key('ctrl+a', 'ctrl+v')
        return window.editor.text == message
    wait(is_pasted, lambda: f'the copied message where there is {window.editor.text!r}')


def test_first_start_connects_at_the_first_click():
    window = Window()
    window.connect()
    window.row('Echo').find('image', 'Connected')
    window.find('push button', 'Send').press()
    window.wait_event(re.compile('^Received: .*hello'))
    shoot('walk-first-start')
    window.url_bar.find('push button', 'Disconnect').press()
    window.status('Closed 1000')
    window.wait_event(re.compile('^Closed|^Disconnected|1000'))
    window.close()


def test_walk_with_our_server():
    window = Window()
    walk(window, 'My first', server.url + '/echo', 'walk-serve')
    window.close()


def test_walk_with_python_websockets():
    window = Window()
    with python_server() as url:
        walk(window, 'Not ours', url, 'walk-python')
        window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
