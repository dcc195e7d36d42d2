"""The versions of the daemons that are installed, and of the system."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re
import subprocess

# None of this starts a daemon, or needs root. Releases of sshd before 9.2 name their version in the complaint about -V.
QUESTIONS = {
    'sshd': (['/usr/sbin/sshd', '/usr/local/sbin/sshd'], '-V', br'OpenSSH_(\d+\.\d+(?:\.\d+)?(?:p\d+)?)'),
    'pure-ftpd': (
        ['/usr/sbin/pure-ftpd', '/usr/local/sbin/pure-ftpd', '/www/server/pure-ftpd/sbin/pure-ftpd'],
        '--help',
        br'pure-ftpd v(\d+\.\d+\.\d+)',
    ),
}
SECONDS = 5


def versions(files):
    """By daemon; nothing where the files are not those of this machine."""
    found = {}
    if files.root:
        return found
    for daemon, (programs, option, answer) in QUESTIONS.items():
        for program in programs:
            match = re.search(answer, said([program, option]))
            if match:
                found[daemon] = match.group(1).decode('ascii')
                break
    return found


def said(command):
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={'LC_ALL': 'C'}
        )
    except OSError:
        return b''
    try:
        return process.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def system(files):
    """ID and VERSION_ID of os-release(5)."""
    text = files.peek('/etc/os-release') or files.peek('/usr/lib/os-release') or b''
    fields = dict(re.findall(r'^(\w+)=["\']?([^"\'\n]*)', text.decode('utf-8', 'replace'), re.MULTILINE))
    return dict((name, fields[field]) for name, field in (('id', 'ID'), ('version', 'VERSION_ID')) if field in fields)
