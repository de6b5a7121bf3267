#!/usr/bin/env python3
"""window-failures.py [NOCTULE [PART OF A TEST'S NAME]...]: connections that fail, and what the window says about them.
The last line is "N passed, N failed"."""
import re
import sys

from window_harness import Window, end_all, make_workspace, shoot  # first: it may start this script anew

from harness import Peer, Server, run, server


def open_request(name, url):
    return Window(make_workspace(name, it=url), env={'NO_PROXY': '*'})


def start_connecting(window):
    window.choose('it')
    window.url_bar.find('push button', 'Connect').press()


def test_refused():
    window = open_request('Refused', server.url + '/bearer')
    start_connecting(window)
    window.status('Refused 401')
    window.url_bar.find('push button', 'Connect')
    shoot('refused')
    window.close()


def test_nobody_listens():
    window = open_request('Nobody', 'ws://127.0.0.1:1/')
    start_connecting(window)
    window.status('Failed')
    shoot('nobody-listens')
    window.close()


def test_a_certificate_that_nobody_knows():
    secure = Server('--tls')
    window = open_request('Certificate', secure.url + '/echo')
    start_connecting(window)
    window.status(re.compile('Failed|certificate', re.I))
    shoot('certificate')
    window.close()
    secure.stop()


def test_an_address_that_is_none():
    window = open_request('Address', 'http://')
    start_connecting(window)
    window.url_bar.find('label', re.compile('address|host|scheme|URL', re.I))
    shoot('no-address')
    window.close()


def test_the_server_goes_in_the_middle():
    with Peer() as peer:
        window = open_request('Gone', peer.url)
        start_connecting(window)
        peer.accept()
        window.status('CONNECTED')
        peer.send(1, b'the last words')
        window.wait_event('Received: the last words')
        peer.socket.close()
        window.status(re.compile('1006|Closed|Lost|Failed'))
        window.wait_event('Received: the last words')
        window.url_bar.find('push button', 'Connect')
        shoot('server-gone')
        window.close()


def test_a_handshake_that_never_ends_is_cancelled():
    with Peer(answer=False) as peer:
        window = open_request('Slow', peer.url)
        start_connecting(window)
        peer.accept()
        window.status('Waiting for the server’s answer…')
        shoot('connecting')
        window.url_bar.find('push button', 'Cancel').press()
        window.status('Cancelled')
        window.url_bar.find('push button', 'Connect')
        window.close()


try:
    sys.exit(run(globals(), tries=2))
finally:
    end_all()
