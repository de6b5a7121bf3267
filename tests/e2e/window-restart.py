#!/usr/bin/env python3
"""window-restart.py [NOCTULE [PART OF A TEST'S NAME]...]: what is there again after the program was killed in the middle.
The last line is "N passed, N failed"."""
import re
import sys

from window_harness import Window, end_all, make_workspace, shoot, wait  # first: it may start this script anew

from harness import run, server


def test_kill_loses_nothing():
    folder = make_workspace('Killed', first='ws://127.0.0.1:1/', echo=server.url + '/echo')
    window = Window(folder)
    window.choose('echo')
    window.connect()
    window.editor.type('{"typed": "before the end"}')
    window.find('push button', 'Send').press()
    window.wait_event(re.compile('^Received: .*before the end'))
    window.address.type(server.url + '/echo?typed=too')
    # autosave waits a moment for the next key; what it has written stays
    wait(lambda: 'typed=too' in (folder / 'requests/echo.yaml').read_text(), 'what was typed to be on disk')
    wait(lambda: 'before the end' in (folder / 'requests/echo.yaml').read_text(), 'the message to be on disk')
    window.kill()

    window = Window()
    wait(lambda: window.frame.name.startswith('echo'), lambda: f'the same request, not {window.frame.name}')
    window.address.wait_text(server.url + '/echo?typed=too')
    window.editor.wait_text('{"typed": "before the end"}')
    window.wait_event(re.compile('^Received: .*before the end'))
    window.wait_event('Open: Connected Successfully')
    window.url_bar.find('push button', 'Connect')  # what was connected is not, and says so
    shoot('restored')
    window.connect()
    window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
