#!/usr/bin/env python3
"""manual.py [NOCTULE]: runs the examples of docs/manual.md, the blocks called "sh".

A line that begins with "$ " is a command, those behind it are what it prints; "…" stands for
anything in a line, a line of it alone for any lines. The last line is "N passed, N failed".
"""
import os
import pathlib
import re
import subprocess
import sys

from harness import ENV, LIMIT, NOCTULE, ROOT, close_all, server

MARK = '\x1e'
PORT = str(server.port)


def read_blocks(text):
    return re.findall(r'^```sh\n(.*?)^```$', text, re.M | re.S)


def read_examples(block):
    """-> commands, each with what it should print"""
    examples = []
    for line in block.splitlines():
        if line.startswith('$ '):
            examples.append((line[2:], []))
        else:
            examples[-1][1].append(line)
    return examples


def matches(printed, expected):
    pattern = ''
    if printed and not printed.endswith('\n'):
        printed += '\n'
    for line in expected:
        if line == '…':
            pattern += r'(?:.*\n)*'
        else:
            pattern += '.*'.join(map(re.escape, re.sub(r' *… *', '…', line).split('…'))) + r'\n'
    return re.fullmatch(pattern, printed) is not None


def run_block(examples):
    """One shell for a block: the status of a command is there for the next."""
    folder = pathlib.Path(NOCTULE).parent
    script = ''.join(f'{command.replace("8080", PORT)}\n{{ s=$?; printf "{MARK}"; (exit $s); }}\n'
                     for command, _ in examples)
    done = subprocess.run(['bash', '-c', script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=LIMIT,
                          env={**ENV, 'PATH': f'{folder}:{os.environ["PATH"]}'})
    return done.stdout.decode().replace(PORT, '8080').split(MARK)


def main():
    passed = failed = 0
    for block in read_blocks((ROOT / 'docs/manual.md').read_text()):
        examples = read_examples(block)
        for (command, expected), printed in zip(examples, run_block(examples)):
            if matches(printed, expected):
                passed += 1
            else:
                failed += 1
                print(f'not ok $ {command}\n{printed}')
    close_all()
    print(f'{passed} passed, {failed} failed')
    return failed > 0 or passed == 0


if __name__ == '__main__':
    sys.exit(main())
