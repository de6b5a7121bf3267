#!/usr/bin/env python3
"""window-workspace.py [NOCTULE [PART OF A TEST'S NAME]...]: a workspace that others change while it is open.
The last line is "N passed, N failed"."""
import re
import sys

from window_harness import Window, end_all, make_workspace, shoot, wait  # first: it may start this script anew

from harness import noctule, run, server


def request(name, url, more=''):
    return f'# kept by hand\nid: req_{name}\ntype: websocket\nname: {name}\nurl: {url}   # the address\n{more}'


def test_changes_on_disk_are_followed():
    folder = make_workspace('Followed', echo=request('echo', 'ws://127.0.0.1:1/', 'later: kept\n'), http='id: req_h\ntype: http\nname: Of later\n')
    window = Window(folder)
    window.choose('echo')
    file = folder / 'requests/echo.yaml'
    file.write_text(file.read_text().replace('ws://127.0.0.1:1/', server.url + '/echo'))
    window.address.wait_text(server.url + '/echo')
    # one of ours is a line of the file, and nothing else of it
    window.address.type(server.url + '/echo?mine=1')
    wait(lambda: 'mine=1' in file.read_text(), 'what was typed to be on disk')
    assert file.read_text() == request('echo', server.url + '/echo?mine=1', 'later: kept\n'), file.read_text()
    # a request that comes, and a kind of a newer version
    (folder / 'requests/new.yaml').write_text(request('new', server.url + '/echo'))
    window.row('new')
    window.choose('Of later')
    window.find('label', re.compile('does not know'))
    shoot('workspace-unknown')
    assert (folder / 'requests/http.yaml').read_text() == 'id: req_h\ntype: http\nname: Of later\n'
    # the terminal works on it meanwhile
    done = noctule('run', '-W', folder, 'echo', '-m', '{"from": "the terminal"}', '-c', '1')
    assert done.status == 0 and b'the terminal' in done.out, done
    window.close()


def test_a_broken_file_is_shown_and_heals():
    folder = make_workspace('Broken', good=request('good', server.url + '/echo'))
    file = folder / 'requests/bad.yaml'
    file.write_text('id: req_bad\ntype: websocket\nname: bad\nurl: "unfinished\n')
    window = Window(folder)
    window.choose('bad')
    window.find('label', re.compile('line [45], column'))
    shoot('workspace-broken')
    assert file.read_text().endswith('"unfinished\n')
    file.write_text(request('bad', server.url + '/echo'))
    window.address.wait_text(server.url + '/echo')
    window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
