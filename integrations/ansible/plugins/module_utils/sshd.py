"""What a configuration of sshd consists of, and which files decide what it means."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re

from .files import directory_of
from .patterns import glob, has_wildcard
from .secrets import without_arguments

MAIN = '/etc/ssh/sshd_config'
PLACES = [MAIN, '/usr/etc/ssh/sshd_config', '/usr/local/etc/ssh/sshd_config']
# Where relative names of Include begin, whatever file they stand in.
DIRECTORY = '/etc/ssh'
# sshd gives up behind this many files in one another (servconf.h, SERVCONF_MAX_DEPTH).
DEEPEST = 16
MOST_FILES = 2000

# Of how many accounts the homes, keys and chroots are looked at.
MOST_ACCOUNTS = 5000

# Keywords that name one file or program, without tokens.
FILES = [
    'banner', 'hostkey', 'hostcertificate', 'trustedusercakeys', 'revokedkeys', 'modulifile', 'xauthlocation',
    'authorizedkeyscommand', 'authorizedprincipalscommand', 'forcecommand', 'securitykeyprovider', 'hostkeyagent',
]
HOST_KEYS = ['/etc/ssh/ssh_host_%s_key' % kind for kind in ('rsa', 'ecdsa', 'ed25519', 'dsa')]
USUAL_KEYS = ['.ssh/authorized_keys', '.ssh/authorized_keys2']
# Whether systemd listens in the place of sshd.
SOCKETS = [
    '/etc/systemd/system/sockets.target.wants/ssh.socket',
    '/etc/systemd/system/sockets.target.wants/sshd.socket',
    '/etc/systemd/system/ssh.service.requires/ssh.socket',
    '/usr/lib/systemd/system-generators/sshd-socket-generator',
    '/lib/systemd/system-generators/sshd-socket-generator',
]
# What a chroot is looked into for.
INSIDE = [
    '/bin/sh', '/bin/bash', '/bin/rbash', '/bin/dash', '/bin/ash', '/usr/bin/bash', '/usr/bin/sh', '/dev/log',
]
SERVERS = ['/usr/lib/openssh/sftp-server', '/usr/libexec/openssh/sftp-server', '/usr/libexec/sftp-server']


def gather(main, files, accounts):
    """
    Reads a main file and all that it includes, and looks at whatever their lines name. 'accounts': those for which names with
    tokens are looked at.
    """
    files.list(directory_of(main))
    lines = read_tree(main, files)
    for path in HOST_KEYS + SOCKETS + SERVERS:
        files.note(path)
    named = {}
    for keyword, arguments, rest in lines:
        named.setdefault(keyword, []).append(arguments)
        if keyword in FILES:
            # Some take the rest of the line, some a command with its arguments.
            note_path(arguments[:1] + [' '.join(arguments), rest], files)
    for arguments in named.get('subsystem', []):
        note_path(arguments[1:2], files)
    services = ['sshd'] + [words[0] for words in named.get('pamservicename', []) if words]
    for service in services:
        read_pam(service, files)
    if names_a_service(named):
        files.read('/etc/services')
    look_at_accounts(named, files, accounts)


def read_tree(main, files):
    """The lines of a main file and of all that it includes, as 'lines_of' gives them."""
    lines = []
    seen = set([main])
    level = [main]
    for _depth in range(DEEPEST + 1):
        included = []
        for path in level:
            content = files.read(path)
            for keyword, arguments, rest in lines_of(content or b''):
                lines.append((keyword, arguments, rest))
                if keyword != 'include':
                    continue
                for pattern in arguments:
                    included += [one for one in included_by(pattern, path, files) if one not in seen]
                    seen.update(included)
        level = list(dict.fromkeys(included))
        if not level or len(seen) > MOST_FILES:
            break
    return lines


def included_by(pattern, path, files):
    absolute = pattern if pattern.startswith(('/', '~')) else DIRECTORY + '/' + pattern
    if absolute.startswith('~'):
        return []
    directory = directory_of(absolute)
    if not has_wildcard(directory):
        for name in files.list(directory)[:MOST_FILES]:
            files.note(directory + '/' + name)
    if not pattern.startswith('/') and directory_of(path) != DIRECTORY:
        # A name that was meant to begin beside its file.
        glob(directory_of(path) + '/' + pattern, files)
    return glob(absolute, files)


def lines_of(content):
    """Keyword, arguments, and the rest of the line as it is written; what sshd refuses is read as well as may be."""
    lines = []
    for raw in content.decode('utf-8', 'replace').split('\n'):
        match = re.match(r'[ \t\r\f]*([^\s="#]+)[ \t]*=?(.*)', raw, re.DOTALL)
        if match:
            lines.append((match.group(1).lower(), words_of(match.group(2)), match.group(2).strip()))
    return lines


WORD = re.compile(r'[ \t\r\f]*((?:\\.|"(?:\\.|[^"\\])*"?|\'(?:\\.|[^\'\\])*\'?|[^\s"\'\\])+|\\)')


def words_of(text):
    """Words as argv_split of misc.c parts them; a # in front of one begins a comment."""
    words = []
    at = 0
    while True:
        match = WORD.match(text, at)
        if not match or match.group(1).startswith('#'):
            return words
        words.append(re.sub(r'\\(.)|["\']', lambda found: found.group(1) or '', match.group(1)))
        at = match.end()


def note_path(words, files):
    """Relative names begin in the directory that sshd is started from, the root."""
    for word in words:
        for path in (word, word.split(' ')[0]):
            if path and '%' not in path:
                files.note('/' + at_home(path))


def at_home(word):
    """sshd takes a tilde for the home of whoever runs it: root (servconf.c, tilde_expand_filename)."""
    return re.sub(r'^~(?=/|$)', '/root', word)


def read_pam(service, files, seen=None):
    """The file of a PAM service, and those that it includes (pam.d(5))."""
    seen = set() if seen is None else seen
    path = service if service.startswith('/') else '/etc/pam.d/' + service
    if path in seen or len(seen) > 50 or '..' in path:
        return
    seen.add(path)
    content = files.read(path, hide=without_arguments) or b''
    for line in content.decode('utf-8', 'replace').split('\n'):
        match = re.match(r'\s*(?:@include|-?\w+\s+(?:include|substack))\s+(\S+)', line, re.IGNORECASE)
        if match:
            read_pam(match.group(1), files, seen)


def names_a_service(named):
    """Whether a port is written as the name of a service."""
    words = [
        word
        for keyword in ('port', 'listenaddress', 'permitopen', 'permitlisten')
        for arguments in named.get(keyword, [])
        for word in arguments
    ]
    return any(re.search(r'(^|:)[A-Za-z][A-Za-z0-9-]*$', word) for word in words)


def look_at_accounts(named, files, accounts):
    """Homes, files of keys, and chroots, with all the directories on the way."""
    keys = USUAL_KEYS + [word for words in named.get('authorizedkeysfile', []) for word in words]
    keys += [word for words in named.get('authorizedprincipalsfile', []) for word in words]
    chroots = [words[0] for words in named.get('chrootdirectory', []) if words]
    programs = [word for words in named.get('subsystem', []) for word in words[1:2]]
    programs += [words[0] for words in named.get('forcecommand', []) if words]
    inside = INSIDE + [program for program in programs if program.startswith('/')]
    for path in keys:
        files.note(at_home(path) if path.startswith(('/', '~')) else '/')
    for path in chroots:
        look_inside(path, keys, inside, files)
    for account in accounts[:MOST_ACCOUNTS]:
        home = account.get('home', '')
        files.note(home or '/')
        if account['uid'] == 0 or account['uid'] >= 1000:
            for word in keys:
                path = expanded(at_home(word), account)
                files.note(path if path.startswith('/') else home + '/' + path)
        for path in chroots:
            look_inside(expanded(re.sub(r'^~(?=/|$)', '%h', path), account), keys, inside, files)


def look_inside(chroot, keys, inside, files):
    """Names with tokens are looked at as they are written, too, and are then rarely there."""
    if not chroot.startswith('/'):
        return
    # What is in front of a token is the same for everybody.
    fixed = chroot.split('%')[0]
    if files.note(fixed) is None:
        return
    for path in (inside if fixed == chroot else []) + [word for word in keys if word.startswith('/')]:
        files.note(chroot.rstrip('/') + path)


def expanded(word, account):
    tokens = {'u': account['name'], 'U': str(account['uid']), 'h': account.get('home', ''), '%': '%'}
    return re.sub(r'%(.)', lambda match: tokens.get(match.group(1), match.group(0)), word)
