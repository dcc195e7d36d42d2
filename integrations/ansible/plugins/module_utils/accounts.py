"""Accounts, groups and shells, as passwd(5), group(5), shadow(5), shells(5) and nsswitch.conf(5) give them."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import grp
import os
import re

# Of more accounts than these only the first are told; the list is then not complete.
MOST_ACCOUNTS = 20000
# Asking a directory service for the groups of more accounts than these takes too long.
MOST_ASKED = 500


def accounts_of(files):
    """What a snapshot says of accounts: nothing where /etc/passwd cannot be read."""
    passwd = text_of(files, '/etc/passwd')
    told = {}
    shells = shells_of(files)
    if shells is not None:
        told['shells'] = shells
    if passwd is None:
        return told
    sources = name_services(text_of(files, '/etc/nsswitch.conf'))
    locks = locks_of(text_of(files, '/etc/shadow'))
    accounts = accounts_in(passwd, locks)
    told['allAccounts'] = only_files(sources, 'passwd') and len(accounts) <= MOST_ACCOUNTS
    told['accounts'] = accounts[:MOST_ACCOUNTS]
    group = text_of(files, '/etc/group')
    if only_files(sources, 'group') and only_files(sources, 'initgroups'):
        if group is not None:
            told['groups'] = groups_in(group)
    elif files.root == '':
        for account in told['accounts'][:MOST_ASKED]:
            account.update(asked_groups(account))
    return told


def text_of(files, path):
    content = files.peek(path)
    return None if content is None else content.decode('utf-8', 'replace')


def name_services(text):
    """The sources of each database; without a file glibc asks only files."""
    sources = {}
    for line in (text or '').split('\n'):
        match = re.match(r'\s*(\w+)\s*:([^#]*)', line)
        if match:
            sources[match.group(1)] = re.sub(r'\[[^\]]*\]', ' ', match.group(2)).split()
    return sources


def only_files(sources, database):
    return all(name in ('files', 'compat', 'systemd') for name in sources.get(database, ['files']))


def accounts_in(passwd, locks):
    accounts = []
    seen = set()
    for fields in records(passwd):
        name, password, uid, gid, _gecos, home, shell = (fields + [''] * 7)[:7]
        # getpwnam(3) returns the first record of a name, and skips records without numbers.
        if name == '' or name in seen or not is_id(uid) or not is_id(gid):
            continue
        seen.add(name)
        account = {'name': name, 'uid': int(uid), 'gid': int(gid), 'home': home, 'shell': shell}
        field = (locks or {}).get(name) if password == 'x' else form_of(password)
        if field is not None:
            account['locked'] = field != ''
            if field:
                account['lock'] = field
        accounts.append(account)
    return accounts


def groups_in(text):
    groups = []
    for fields in records(text):
        name, _password, gid, members = (fields + [''] * 4)[:4]
        if name and is_id(gid):
            groups.append({'name': name, 'gid': int(gid), 'members': [one for one in members.split(',') if one]})
    return groups


def asked_groups(account):
    """What a directory service says; the primary group comes first."""
    try:
        numbers = os.getgrouplist(account['name'], account['gid'])
        ordered = [account['gid']] + [number for number in numbers if number != account['gid']]
        return {'groups': [grp.getgrgid(number).gr_name for number in ordered]}
    except (OSError, KeyError):
        return {}


def locks_of(text):
    if text is None:
        return None
    return dict((fields[0], form_of(fields[1])) for fields in records(text) if len(fields) > 1)


def form_of(password):
    """All that leaves this module of a password: '!' or '*' where it is locked."""
    return password[:1] if password.startswith('!') or password == '*' else ''


def shells_of(files):
    """As getusershell(3) reads them, with the C library's own two where there is no file."""
    text = text_of(files, '/etc/shells')
    if text is None:
        return None if files.exists('/etc/shells') else ['/bin/sh', '/bin/csh']
    matches = (re.match(r'[^#/]*(/[^\s#]*)', line) for line in text.split('\n'))
    return [match.group(1) for match in matches if match]


def records(text):
    """Comments, and the + and - lines of NIS, are no records."""
    return [line.split(':') for line in text.split('\n') if not re.match(r'\s*(#|[+-]|$)', line)]


def is_id(text):
    return re.match(r'\d{1,10}$', text) is not None and int(text) < 2 ** 32
