"""What the end-to-end tests of the window share: the real program on a display of its own, its accessibility tree, a mouse and a
keyboard. A script that imports this runs itself again below tools/with-display when it is not there yet.

Nothing sleeps to wait for the program: wait() asks until it is so, up to LIMIT."""
import os
import pathlib
import sys

if 'WITH_DISPLAY' not in os.environ:
    runner = pathlib.Path(__file__).resolve().parents[2] / 'tools/with-display'
    # the modules are the system's, whichever Python stands first in PATH
    os.execv(runner, [runner, '/usr/bin/python3', *sys.argv])

import contextlib
import functools
import itertools
import re
import shutil
import signal
import subprocess
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from harness import ENV, HOME, LIMIT, NOCTULE, ROOT  # noqa: E402

warnings.simplefilter('ignore')  # Atspi's own names are deprecated

WINDOW = NOCTULE + '-window'
SHOTS = ROOT / 'build/screenshots'
FAILURES = itertools.count(1)
ENTRIES = ('text', 'entry', 'password text')
GONE = (GLib.Error, AttributeError)  # what an element answers that went away in the middle of a question
TURN = 0.05  # seconds between two looks, which cost the program time as well
ROW_DETAILS = ('WebSocket request',)  # labels of a row of the sidebar that are not its name

SETTINGS = '''[Settings]
gtk-font-name=Cantarell 11
gtk-cursor-blink=false
gtk-enable-animations=false
'''


def wait(condition, what, limit=LIMIT):
    """-> the first true answer of condition(); what: what was waited for, a text or a function of one."""
    deadline = time.monotonic() + limit
    while True:
        with contextlib.suppress(*GONE):
            answer = condition()
            if answer:
                return answer
        ended = [window for window in Window.started if window.process.poll() not in (None, 0, -signal.SIGKILL)]
        assert not ended, f'the window ended with {ended[-1].process.returncode}: {ended[-1].said()}'
        if time.monotonic() > deadline:
            raise AssertionError(f'waited {limit} s for {what() if callable(what) else what}')
        time.sleep(TURN)


def tool(*words):
    return subprocess.run([*map(str, words)], check=True, capture_output=True, timeout=LIMIT).stdout


def key(*names):
    """Presses keys as xdotool names them: "ctrl+n", "Return"."""
    tool('xdotool', 'key', '--delay', 4, *names)


def type_text(text):
    """ASCII, as the keyboard of the display has it"""
    tool('xdotool', 'type', '--delay', 4, text)


def drag(source, target):
    """The real mouse, from one element onto another."""
    (x, y), (to_x, to_y) = source.centre(), target.centre()
    tool('xdotool', 'mousemove', x, y, 'mousedown', 1)
    for step in range(1, 11):  # GTK takes it for a drag once it has gone some way, and drops where it was told to move
        tool('xdotool', 'mousemove', x + (to_x - x) * step // 10, y + (to_y - y) * step // 10)
    tool('xdotool', 'mousemove', to_x + 1, to_y, 'mousemove', to_x, to_y, 'mouseup', 1)


def make_workspace(name, **requests):
    """A workspace of requests, by the names of their files (a__b is b in the folder a); a request is its text, or its address."""
    folder = HOME / name
    shutil.rmtree(folder, ignore_errors=True)  # of a first try
    (folder / 'requests').mkdir(parents=True)
    (folder / 'noctule.yaml').write_text(f'format: 1\nname: {name}\n')
    for path, text in requests.items():
        file = folder / 'requests' / (path.replace('__', '/') + '.yaml')
        if not file.parent.exists():
            file.parent.mkdir()
            (file.parent / 'folder.yaml').write_text(f'id: fld_{file.parent.name}\ntype: folder\nname: {file.parent.name}\n')
        if '\n' not in text:
            text = f'id: req_{path}\ntype: websocket\nname: {file.stem}\nurl: {text}\n'
        file.write_text(text)
    return folder


class Node:
    """An element of the accessibility tree. Equal are those that are the same element."""

    def __init__(self, accessible, window):
        self.accessible, self.window = accessible, window

    def __eq__(self, other):
        return isinstance(other, Node) and self.accessible == other.accessible

    def __hash__(self):
        return hash(self.accessible)

    def __repr__(self):
        try:
            return f'{self.role} “{self.name}”'
        except GONE:
            return 'an element that is gone'

    @property
    def name(self):
        name = self.accessible.get_name() or ''
        # libadwaita 1.2 calls the buttons of its toasts and questions "_Undo Undo"
        half = name.replace('_', '', 1)[:len(name) // 2].rstrip()
        return half if half and name.replace('_', '', 1) == f'{half} {half}' else name

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def description(self):
        return self.accessible.get_description() or ''

    @property
    def children(self):
        n = self.accessible.get_child_count()
        found = (self.accessible.get_child_at_index(i) for i in range(n))
        return [Node(child, self.window) for child in found if child]

    @property
    def parent(self):
        return Node(self.accessible.get_parent(), self.window)

    def has(self, *states):
        """"showing", "sensitive", "focused", "checked", "selected", "expanded", "visible", "focusable" ..."""
        there = self.accessible.get_state_set()
        return all(there.contains(getattr(Atspi.StateType, state.upper())) for state in states)

    @property
    def text(self):
        """What an editor, an entry or a label shows."""
        face = self.accessible.get_text_iface()
        if face is None:
            return self.name
        return Atspi.Text.get_text(face, 0, Atspi.Text.get_character_count(face))

    @property
    def value(self):
        return self.accessible.get_value_iface().get_current_value()

    @property
    def extents(self):
        """x, y, width, height in the window"""
        box = self.accessible.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def walk(self, hidden=False, depth=0):
        """Every element below (itself included) that is shown, with its depth."""
        yield self, depth
        for child in self.children if hidden else self.shown_children():
            with contextlib.suppress(*GONE):
                yield from child.walk(hidden, depth + 1)

    def shown_children(self):
        """GTK 4.8 says "showing" of windows alone. What was never shown has no size; but all pages of a stack that were shown once are
        "visible" in their old place. Pages are no widgets, and the one that is on top is where a click would go."""
        children = []
        for child in self.children:
            with contextlib.suppress(*GONE):
                if child.has('visible'):
                    children.append(child)
        pages = [child for child in children if not child.is_widget()]
        if pages:
            top = self.page_on_top(pages)
            return [top] if top else []
        return [child for child in children if min(child.extents[2:]) > 0]

    def is_widget(self):
        return self.accessible.get_component_iface() is not None

    def hit(self):
        """-> what is on top in the middle, or elsewhere: what is inside of some widgets has no name"""
        x, y, width, height = self.extents
        face = self.accessible.get_component_iface()
        for across, down in ((4, 4), (2, 2), (6, 2), (2, 6), (6, 6), (4, 1)):
            hit = face.get_accessible_at_point(x + width * across // 8, y + height * down // 8, Atspi.CoordType.WINDOW)
            if hit and hit != self.accessible:
                return hit
        return None

    def page_on_top(self, pages):
        hit = self.hit()
        if hit is None:
            # GTK names only what was asked for once, as a child of its parent
            for page in pages:
                for _ in page.walk(hidden=True):
                    pass
            hit = self.hit()
        if hit is None:
            # what is inside of an entry has no name at all
            return next((page for page in pages for child in page.children if child.role in ENTRIES), None)
        while hit:
            page = next((page for page in pages if page.accessible == hit), None)
            if page or hit == self.accessible:
                return page
            hit = hit.get_parent()
        return None

    def all(self, role=None, name=None, hidden=False):
        found = []
        for node, _ in self.walk(hidden):
            with contextlib.suppress(*GONE):
                if matches(node, role, name):
                    found.append(node)
        return found

    def seek(self, role=None, name=None):
        """-> the first one as it is now, or None"""
        for node, _ in self.walk():
            with contextlib.suppress(*GONE):
                if matches(node, role, name):
                    return node
        return None

    def find(self, role=None, name=None, limit=LIMIT):
        """The first element of this role ("button", or a tuple of them) and name (text, or a compiled pattern), once it is there."""
        return wait(lambda: self.seek(role, name), lambda: f'{role} {name!r}; {self.keep_tree()}', limit)

    def gone(self, role=None, name=None, limit=LIMIT):
        wait(lambda: self.seek(role, name) is None, f'{role} {name!r} to go', limit)

    def keep_tree(self):
        shot = shoot(f'failed-{pathlib.Path(sys.argv[0]).stem}-{next(FAILURES)}')
        path = shot.with_suffix('.txt')
        path.write_text(self.tree())
        return f'see {path} and .png'

    def tree(self):
        lines = []
        for node, depth in self.walk():
            with contextlib.suppress(*GONE):
                lines.append('  ' * depth + repr(node))
        return '\n'.join(lines)

    # what a person does to it

    @property
    def actions(self):
        face = self.accessible.get_action_iface()
        return [face.get_action_name(i) for i in range(face.get_n_actions())] if face else []

    def act(self, name):
        """One of its actions, by name: "click", or "win.new-request" of a window."""
        actions = self.actions
        assert name in actions, f'{self} has no {name}, but {actions}'
        self.accessible.get_action_iface().do_action(actions.index(name))

    def press(self):
        """What a screen reader does to press it: waits until it may be pressed, then its "click"."""
        wait(self.try_press, lambda: f'{self} to be there for a click')

    def try_press(self):
        target = next((node for node in [self, *self.children] if 'click' in node.actions), None)
        if target is None or not target.has('sensitive'):
            return False
        target.act('click')
        return True

    def centre(self):
        x, y, width, height = wait(lambda: self.extents if self.extents[2] > 0 else None, lambda: f'{self} to have a place')
        left, top = self.window.origin()
        return left + x + width // 2, top + y + height // 2

    def mouse(self, button=1, times=1, at=None):
        """The real mouse: moves there and presses."""
        x, y = at or self.centre()
        tool('xdotool', 'mousemove', x, y, 'click', '--repeat', times, '--delay', 30, button)

    def set_text(self, text):
        """As an assistive technology enters text: all at once, in place of what is there."""
        face = self.accessible.get_editable_text_iface()
        assert face, f'{self} cannot be edited'
        Atspi.EditableText.set_text_contents(face, text)

    def type(self, text, end=None):
        """Clicks into it, replaces what is there by keys, and presses the key END."""
        self.mouse()
        key('ctrl+a')
        type_text(text)
        if end:
            key(end)

    def select(self, index):
        self.accessible.get_selection_iface().select_child(index)

    def wait(self, *states):
        wait(lambda: self.has(*states), lambda: f'{self} to be {states}')
        return self

    def wait_text(self, wanted):
        wait(lambda: matches_text(self.text, wanted), lambda: f'{wanted!r} in {self}, which has {self.text[:400]!r}')
        return self


def matches_text(text, wanted):
    return bool(wanted.search(text)) if hasattr(wanted, 'search') else text == wanted


def matches(node, role, name):
    if role is not None and (node.role not in role if isinstance(role, tuple) else node.role != role):
        return False
    return name is None or matches_text(node.name, name)


# GTK does not know where its window is, and says so when it is asked which element is at a place
# the tests of tests/app look for leaks; what GTK keeps at the end of a whole program is not ours
SANITIZED = {'ASAN_OPTIONS': 'detect_leaks=0'}
HARMLESS = re.compile('Screen coordinates not supported|dbind-WARNING')
COMPLAINT = re.compile('(WARNING|CRITICAL|ERROR) \\*\\*|AddressSanitizer|LeakSanitizer|runtime error')


class Window:
    """The program with the window, as it was started. NAME.log of build/screenshots/ is what it said."""

    started = []

    def __init__(self, *args, env=None, is_second=False, **more):
        if not is_second:
            end_all()  # what a failed test left
        config = HOME / 'config/gtk-4.0'
        config.mkdir(parents=True, exist_ok=True)
        (config / 'settings.ini').write_text(SETTINGS)
        shown = {name: os.environ[name] for name in ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR')}
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.log = SHOTS / f'{pathlib.Path(sys.argv[0]).stem}.log'
        with open(self.log, 'ab' if Window.started else 'wb') as log:
            self.process = subprocess.Popen([WINDOW, *map(str, args)], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={**ENV, **shown, 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', **SANITIZED, **(env or {})},
                                            **more)
        Window.started.append(self)
        self.app = wait(self._seek_app, 'the window to be on the accessibility bus')
        self.app.set_cache_mask(Atspi.Cache.ROLE | Atspi.Cache.INTERFACES)
        self.frame = self.find_frame()

    def _seek_app(self):
        assert self.process.poll() is None, f'the window ended with {self.process.returncode}: {self.said()}'
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                return app
        return None

    def said(self):
        return self.log.read_text(errors='replace')[-4000:]

    @property
    def frames(self):
        return [Node(self.app.get_child_at_index(i), self) for i in range(self.app.get_child_count())]

    def find_frame(self, name=None, limit=LIMIT):
        """A window of the program by its title; the first one without."""
        return wait(lambda: next((node for node in self.frames if name is None or matches_text(node.name, name)), None),
                    lambda: f'a window {name!r} among {self.frames}', limit)

    def xid(self):
        """The X window of the frame; tooltips and what is dragged are windows as well."""
        return self.xid_of(self.frame)

    def xid_of(self, frame):
        out = tool('xdotool', 'search', '--all', '--onlyvisible', '--pid', self.process.pid, '--name', f'^{re.escape(frame.name)}$')
        return out.split()[-1].decode()

    def origin(self):
        out = tool('xdotool', 'getwindowgeometry', '--shell', self.xid())
        place = {name: int(value) for name, value in (line.split('=') for line in out.decode().split())}
        # what GTK draws around its window is not part of the frame
        width = Node(self.frame.accessible, self).extents[2]
        edge = (place['WIDTH'] - width) // 2
        return place['X'] + edge, place['Y'] + edge

    def focus(self):
        """There is no window manager: the keyboard has to be given to a window."""
        tool('xdotool', 'windowfocus', '--sync', self.xid())

    def find(self, *args, **more):
        return self.frame.find(*args, **more)

    def seek(self, *args, **more):
        return self.frame.seek(*args, **more)

    def act(self, name):
        self.frame.act(name)

    # the parts of the window, and what people do with them

    # There is one of each for the whole life of the window; to look for them is what takes time.

    @functools.cached_property
    def address(self):
        return self.find('text', 'Address')

    @functools.cached_property
    def editor(self):
        return self.find('text', 'Message text')

    @functools.cached_property
    def url_bar(self):
        return self.find('filler', 'AppUrlBar')

    @functools.cached_property
    def sidebar(self):
        return self.find('list', 'Requests')

    def names(self):
        """What the rows of the sidebar are called, from the top."""
        return [self.name_of(item) for item in self.sidebar.children if item.has('visible')]

    @staticmethod
    def name_of(item):
        labels = [label.name for label in item.all('label') if label.name not in ROW_DETAILS]
        return labels[0] if labels else ''

    def row(self, name, limit=LIMIT):
        """The row of the sidebar with this name, once it is there."""
        return wait(lambda: next((item for item in self.sidebar.children if self.name_of(item) == name), None),
                    lambda: f'a row {name!r} among {self.names()}', limit)

    def choose(self, name):
        """Clicks a row of the sidebar, and waits until it is what is shown."""
        self.row(name).find('label', name).mouse()
        wait(lambda: self.frame.name.startswith(name), lambda: f'{name} in the title {self.frame.name!r}')

    def menu(self, button, *words):
        """Opens the menu of a button, and presses the item of each word, one menu below the other."""
        (button if isinstance(button, Node) else self.find('push button', button)).press()
        for word in words:
            self.choose_item(word)

    def choose_item(self, word):
        """An item of the menu that opens now: its rows are made anew while it does."""
        def look():
            item = self.seek('menu item', word)
            return item and item.try_press()
        wait(look, lambda: f'the item {word!r} of a menu; {self.frame.keep_tree()}')

    def new_request(self, name, url):
        """The way of a person: the + menu, the name typed over, the address typed."""
        before = len(self.sidebar.children)
        self.focus()
        self.menu('New request or folder', 'WebSocket Request')
        self.find('text', 'Name').wait('focused')
        type_text(name)
        key('Return')
        self.row(name)
        assert len(self.sidebar.children) == before + 1
        self.address.wait('focused')
        type_text(url)
        self.address.wait_text(url)

    def status(self, wanted, limit=LIMIT):
        """Waits until the address bar shows this state."""
        return self.url_bar.find('label', wanted, limit)

    @functools.cached_property
    def event_list(self):
        return self.find('list', 'Events')

    def event_rows(self):
        """The rows of events that can be seen, from the top. The widgets are used again, in any order."""
        found = [(item.extents[1], item) for item in self.event_list.children if item.has('visible') and item.extents[3] > 0]
        return [item for _, item in sorted(found, key=lambda pair: pair[0])]

    def events(self):
        return [item.name for item in self.event_rows()]

    def wait_event(self, wanted, limit=LIMIT):
        """-> the topmost row whose name matches, once it is there"""
        def look():
            return next((item for item in self.event_rows() if matches_text(item.name, wanted)), None)
        return wait(look, lambda: f'{wanted!r} among {self.events()}', limit)

    def connect(self):
        self.url_bar.find('push button', 'Connect').press()
        self.status('CONNECTED')

    def memory(self):
        """Proportional resident bytes."""
        for line in pathlib.Path(f'/proc/{self.process.pid}/smaps_rollup').read_text().splitlines():
            if line.startswith('Pss:'):
                return int(line.split()[1]) * 1024
        raise AssertionError('no Pss')

    def cpu(self):
        """Seconds of processor time so far."""
        fields = pathlib.Path(f'/proc/{self.process.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def kill(self):
        """As a crash would: without a word."""
        self.process.kill()
        self.process.wait(LIMIT)

    def close(self):
        """As a person does; the program ends by itself."""
        self.focus()
        key('ctrl+q')
        wait(self._has_ended, lambda: f'the end of the program; {self.frame.keep_tree()}')
        status = self.process.returncode
        assert status == 0, f'the window ended with {status}: {self.said()}'
        self.expect_silence()

    def _has_ended(self):
        if self.process.poll() is not None:
            return True
        # it asks when there are connections
        for frame in self.frames:
            button = frame.role == 'dialog' and frame.seek('push button', re.compile('End and Close$'))
            if button:
                button.press()
        return False

    def expect_silence(self):
        bad = [line for line in self.said().splitlines() if COMPLAINT.search(line) and not HARMLESS.search(line)]
        assert not bad, '\n'.join(bad)


def shoot(name):
    """A picture of the display once it stands still, build/screenshots/NAME.png."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f'{name}.png'
    last = [None]

    def is_still():
        now = tool('import', '-silent', '-window', 'root', 'png:-')
        last[0], before = now, last[0]
        return now == before
    with contextlib.suppress(AssertionError):  # what moves is taken as it is
        wait(is_still, 'the display to stand still', 3)
    path.write_bytes(last[0])
    return path


def end_all():
    for window in Window.started:
        with contextlib.suppress(Exception):
            window.process.send_signal(signal.SIGKILL)
            window.process.wait(LIMIT)
