"""What the scripts of ./bench share: tables in Markdown, and on which machine."""
import os
import pathlib
import platform
import subprocess

CORES = sorted(os.sched_getaffinity(0))


def table(head, rows):
    print('| ' + ' | '.join(head) + ' |')
    print('|' + '---|' * len(head))
    for row in rows:
        print('| ' + ' | '.join(row) + ' |')
    print(flush=True)


def describe_machine():
    here = pathlib.Path(__file__).resolve().parent
    with open('/proc/cpuinfo') as info:
        model = next((line.split(':')[1].strip() for line in info if line.startswith('model name')), '?')
    commit = subprocess.run(['git', '-C', here, 'describe', '--always', '--dirty'], capture_output=True, text=True)
    print(f'{len(CORES)} cores, {model}, Linux {platform.release()}, commit {commit.stdout.strip() or "?"}.\n')
