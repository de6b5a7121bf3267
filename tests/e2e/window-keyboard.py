#!/usr/bin/env python3
"""window-keyboard.py [NOCTULE [PART OF A TEST'S NAME]...]: the window without a mouse, and the names of its controls.
The last line is "N passed, N failed"."""
import re
import sys

from window_harness import Window, end_all, key, shoot, type_text  # first: it may start this script anew

from harness import run, server

CONTROLS = ('push button', 'toggle button', 'check box', 'radio button', 'text', 'entry', 'password text', 'combo box', 'list', 'switch',
            'spin button', 'slider')
# a control without a name of its own is called like its class; what is inside of one that has a name needs none
CLASS = re.compile('^((Gtk|Adw|App)[A-Z][A-Za-z]*)?$')


def unnamed(node, is_inside=False):
    """The controls without a name, with where they are."""
    has_name = not CLASS.match(node.name)
    if node.role in CONTROLS and not has_name and not is_inside:
        yield f'{node} at {node.extents}'
    for child in node.shown_children():
        yield from unnamed(child, is_inside or (node.role in CONTROLS and has_name))


def test_every_control_has_a_name():
    window = Window()
    window.connect()
    found = list(unnamed(window.frame))
    assert not found, '\n'.join(found)
    window.close()


def test_the_walk_by_keyboard():
    window = Window()
    window.focus()
    key('ctrl+n')
    window.find('text', 'Name').wait('focused')
    type_text('By hand')
    key('Return')
    window.address.wait('focused')
    type_text(server.url + '/echo')
    key('Return')
    window.status('CONNECTED')
    window.editor.set_text('{"by": "keyboard"}')
    key('ctrl+shift+Return')
    window.wait_event(re.compile('^Received: .*keyboard'))
    shoot('keyboard')
    window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
