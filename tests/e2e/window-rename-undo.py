#!/usr/bin/env python3
"""window-rename-undo.py [NOCTULE [PART OF A TEST'S NAME]...]: names, order and deletion in the sidebar, and how all of it is undone.
The last line is "N passed, N failed"."""
import sys

from window_harness import Window, drag, end_all, key, make_workspace, shoot, type_text, wait  # first: it may start this script anew

from harness import run

KEPT = '''# by hand
id: req_kept
type: websocket
name: Kept   # a comment
url: "ws://127.0.0.1:1/"
from-the-future: {a: [1, 2]}
'''


def open_workspace(name, **requests):
    folder = make_workspace(name, **(requests or {'one': 'ws://127.0.0.1:1/', 'two': 'ws://127.0.0.1:2/'}))
    window = Window(folder)
    window.focus()
    return window, folder / 'requests'


def wait_names(window, *names):
    wait(lambda: window.names() == list(names), lambda: f'{names} where there is {window.names()}')


def row_menu(window, name, item):
    """A click that meets a row which is just made anew opens nothing: a person clicks once more."""
    def try_open():
        window.row(name).find('label', name).mouse(button=3)
        try:
            return wait(lambda: window.seek('menu item', item), f'the item {item!r}', 4)
        except AssertionError:
            key('Escape')
            return None
    wait(try_open, lambda: f'a menu with {item!r}; {window.frame.keep_tree()}')
    window.choose_item(item)


def wait_file(path, *parts):
    wait(lambda: path.exists() and all(part in path.read_text() for part in parts),
         lambda: f'{parts} in {path}: {path.read_text() if path.exists() else sorted(path.parent.iterdir())}')


def test_double_click_renames():
    window, folder = open_workspace('Double')
    window.row('one').find('label', 'one').mouse(times=2)
    window.find('text', 'Name').wait('focused')
    shoot('rename')
    type_text('First of all')
    key('Return')
    wait_names(window, 'First of all', 'two')
    wait_file(folder / 'first-of-all.yaml', 'name: First of all', 'id: req_one')
    assert not (folder / 'one.yaml').exists()
    window.close()


def test_f2_renames_and_escape_leaves_it():
    window, folder = open_workspace('Keys')
    window.choose('two')
    window.row('two').find('label', 'two').mouse()
    key('F2')
    window.find('text', 'Name').wait('focused')
    type_text('not this')
    key('Escape')
    window.frame.gone('text', 'Name')
    assert window.names() == ['one', 'two']
    key('F2')
    window.find('text', 'Name').wait('focused')
    type_text('Second')
    key('Return')
    wait_names(window, 'one', 'Second')
    window.act('win.undo')
    wait_names(window, 'one', 'two')
    window.act('win.redo')
    wait_names(window, 'one', 'Second')
    window.close()
    assert sorted(path.name for path in folder.iterdir()) == ['one.yaml', 'second.yaml']


def test_delete_and_undo_give_back_every_byte():
    window, folder = open_workspace('Delete', kept=KEPT, other='ws://127.0.0.1:1/')
    window.choose('Kept')
    window.row('Kept').find('label', 'Kept').mouse()
    key('Delete')
    wait_names(window, 'other')
    wait(lambda: not (folder / 'kept.yaml').exists(), 'the file to go')
    window.find('push button', 'Undo').press()
    wait_names(window, 'Kept', 'other')
    wait(lambda: (folder / 'kept.yaml').exists(), 'the file to come back')
    assert (folder / 'kept.yaml').read_text() == KEPT
    window.close()


def test_the_menu_of_a_row():
    window, folder = open_workspace('Menu')
    row_menu(window, 'one', 'Duplicate')
    window.find('text', 'Name').wait('focused')
    type_text('Copy')
    key('Return')
    wait_names(window, 'one', 'Copy', 'two')
    wait_file(folder / 'copy.yaml', 'url: ws://127.0.0.1:1/')
    assert 'req_one' not in (folder / 'copy.yaml').read_text(), 'a copy is another request'
    row_menu(window, 'two', 'Delete')
    wait_names(window, 'one', 'Copy')
    window.focus()
    window.row('one').find('label', 'one').mouse()
    key('ctrl+z')
    wait_names(window, 'one', 'Copy', 'two')
    window.close()


def test_drag_into_a_folder():
    window, folder = open_workspace('Drag', Chat__join='ws://127.0.0.1:1/', lone='ws://127.0.0.1:2/')
    wait_names(window, 'Chat', 'lone')
    drag(window.row('lone').find('label', 'lone'), window.row('Chat').find('label', 'Chat'))
    wait(lambda: (folder / 'Chat/lone.yaml').exists(), lambda: f'the move; there is {sorted(folder.rglob("*"))}')
    shoot('dragged')
    window.act('win.undo')
    wait(lambda: (folder / 'lone.yaml').exists() and not (folder / 'Chat/lone.yaml').exists(), 'the way back')
    window.close()


def test_a_folder_is_made_and_filled():
    window, folder = open_workspace('Folders')
    window.menu('New request or folder', 'Folder')
    window.find('text', 'Name').wait('focused')
    type_text('Rooms')
    key('Return')
    window.row('Rooms')
    row_menu(window, 'Rooms', 'New WebSocket Request')
    window.find('text', 'Name').wait('focused')
    type_text('Lobby')
    key('Return')
    wait_file(folder / 'Rooms/lobby.yaml', 'name: Lobby')
    shoot('folder')
    window.close()


def test_the_filter_keeps_the_ancestors():
    window, _ = open_workspace('Filter', Chat__join='ws://chat.example/', alone='ws://other.example/')
    window.find('entry', 'Filter by name or address').mouse()
    type_text('chat.exa')
    wait_names(window, 'Chat', 'join')
    key('Escape')
    wait(lambda: 'alone' in window.names(), 'all of them')
    window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
