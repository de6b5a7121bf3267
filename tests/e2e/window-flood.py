#!/usr/bin/env python3
"""window-flood.py [NOCTULE [PART OF A TEST'S NAME]...]: a million events while a person works.
The last line is "N passed, N failed"."""
import re
import sys

from window_harness import Window, end_all, make_workspace, shoot, wait  # first: it may start this script anew

from harness import run, server

COUNT = 1_000_000
MEMORY = 150 * 1024 * 1024


def test_a_million_events():
    window = Window(make_workspace('Flood', flood=f'{server.url}/flood?count={COUNT}&size=64'))
    window.choose('flood')
    window.url_bar.find('push button', 'Connect').press()
    # typing goes on while they come
    window.editor.type('{"still": "here"}')
    window.editor.wait_text('{"still": "here"}')
    window.find('label', f'{COUNT + 2:,} events', limit=60)
    rows = window.events()
    assert rows[0].startswith('Closed: Disconnected: 1000') and rows[1].startswith('Received: the noctule hears'), rows
    assert len(rows) < 100, f'{len(rows)} rows for what can be seen'
    shoot('flood')
    # to the oldest event and back
    window.menu('More', 'Go to Oldest')
    window.wait_event('Open: Connected Successfully')
    window.menu('More', 'Go to Newest')
    window.wait_event(re.compile('^Closed: Disconnected'))
    assert window.memory() < MEMORY, f'{window.memory() >> 20} MiB'
    # a filter over all of it
    window.find('entry', 'Filter events by text').type('successfully')
    wait(lambda: window.events() == ['Open: Connected Successfully'], lambda: f'one event, not {window.events()}')
    shoot('flood-filtered')
    window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
