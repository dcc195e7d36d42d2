"""Whether a connection to sshd that can be made now can still be made when a configuration has changed."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re
from collections import namedtuple

# 'user', 'groups' and 'address' of the client, 'local_address' and 'local_port' of the server, each None where it is not
# known; 'secrets': 'publickey', 'password'.
Client = namedtuple('Client', 'user groups address local_address local_port secrets')

# What a client with a password can answer.
WITH = {'publickey': ['publickey'], 'password': ['password', 'keyboard-interactive']}


class Guard(object):
    """
    'before' and 'after' are names that conflint understands; 'before' is None where sshd has no configuration yet. 'files'
    are those of the snapshot, and 'account' the account in it, or None.
    """

    def __init__(self, command, before, after, client, files, account):
        self.command = command
        self.before = before
        self.after = after
        self.client = client
        self.files = files
        self.account = account
        self.losses = []
        self.warnings = []

    def check(self):
        now = self._effective(self.before) if self.before else None
        status, then = self._ask_effective(self.after)
        if status:
            self.losses.append('sshd would refuse the file: %s' % then)
            return
        self._check_login(now, then)
        self._check_listener(now, then)
        self._check_session(now, then)
        self._check_keys(now, then)

    def connection(self):
        """The connection as options of conflint; what has a comma cannot be said there."""
        client = self.client
        parts = [('user', client.user), ('host', client.address), ('addr', client.address)]
        parts += [('laddr', client.local_address), ('lport', client.local_port)]
        parts += [('group', group) for group in client.groups or []]
        options = []
        for name, value in parts:
            if value and ',' not in value:
                options += ['-C', '%s=%s' % (name, value)]
        return options

    def _ask_effective(self, path):
        status, answer, complaint = self.command.ask('effective', path, *self.connection())
        return status, complaint.strip() if status else values_of(answer)

    def _effective(self, path):
        status, values = self._ask_effective(path)
        return None if status else values

    def _check_login(self, now, then):
        before = self.before or self.after
        _status, report, _complaint = self.command.ask('diff', before, self.after, *self.connection())
        login = report.get('login') or {}
        could, can = (login.get('before') if self.before else None), login.get('after')
        who = self.client.user + (' from %s' % self.client.address if self.client.address else '')
        if can is None:
            self.warnings.append('it cannot be told how %s could log in' % who)
        elif could is not None and not could['methods']:
            self.warnings.append('%s cannot log in with the present file either, and must come in another way' % who)
        elif not can['methods']:
            self.losses.append('%s could no longer log in (%s)' % (who, by(can)))
        elif could is not None and self._suffices(could, now) and not self._suffices(can, then):
            wanted = ' or '.join(can['methods'])
            known = ' and '.join(self._secrets(then))
            self.losses.append('%s has %s, and would need %s to log in' % (who, known, wanted))

    def _suffices(self, login, values):
        """Whether there is a way in with what the client has."""
        usable = [method for secret in self._secrets(values) for method in WITH[secret]]
        return any(all(one.split(':')[0] in usable for one in way.split(',')) for way in login['methods'])

    def _secrets(self, values):
        """What the client has. Who has a password has no key where there is no file of keys."""
        return [one for one in self.client.secrets if one == 'password' or self._may_have_key(values)] or self.client.secrets

    def _may_have_key(self, values):
        if values is None or self.account is None or self._has_other_keys(values):
            return True
        return self._any_there(key_files(values, self.account))

    def _has_other_keys(self, values):
        return any(first(values, keyword, 'none') != 'none' for keyword in ('authorizedkeyscommand', 'trustedusercakeys'))

    def _check_listener(self, now, then):
        here = (self.client.local_address, self.client.local_port)
        if now is None or None in here or not listens(now, *here):
            return
        if not listens(then, *here):
            self.losses.append('sshd would no longer listen on address %s, port %s' % here)

    def _check_session(self, now, then):
        for keyword, harmless, consequence in (
            ('forcecommand', 'none', 'would run in the place of what Ansible wants to run'),
            ('chrootdirectory', 'none', 'would be all that Ansible sees of the host'),
        ):
            value = first(then, keyword, harmless)
            if value != harmless and value != first(now, keyword, harmless):
                self.losses.append('%s (%s) %s' % (value, keyword, consequence))
        if first(then, 'maxsessions', '10') == '0' and first(now, 'maxsessions', '10') != '0':
            self.losses.append('no session would be allowed (maxsessions 0)')

    def _check_keys(self, now, then):
        """Where keys are what the client has, a file of keys that was there must not give way to none."""
        if now is None or self.account is None or self.client.secrets != ['publickey']:
            return
        if self._has_other_keys(then):
            return
        before, after = [key_files(values, self.account) for values in (now, then)]
        if before != after and self._any_there(before) and not self._any_there(after):
            self.losses.append('the keys of %s would be looked for in %s, which is not there' % (
                self.client.user, ' and '.join(after) or 'no file'
            ))

    def _any_there(self, paths):
        return any(self.files.get(path) != 'missing' and not self._is_below_missing(path) for path in paths)

    def _is_below_missing(self, path):
        parts = path.split('/')
        return any(self.files.get('/'.join(parts[:length])) == 'missing' for length in range(2, len(parts)))


def by(login):
    return 'no method is left' if login['by'] == 'methods' else login['by']


def values_of(answer):
    """Values by keyword, in the order of 'sshd -T'."""
    values = {}
    for setting in answer['settings']:
        values.setdefault(setting['keyword'].lower(), []).append(setting['value'])
    return values


def first(values, keyword, otherwise):
    return (values or {}).get(keyword, [otherwise])[0]


def listens(values, address, port):
    """Whether sshd listens where the client came in; [::] takes only IPv6, as sshd sets it up."""
    everywhere = '::' if ':' in address else '0.0.0.0'
    for value in values.get('listenaddress', []):
        match = re.match(r'\[?([^\]]*?)\]?:(\d+)(?:\s|$)', value)
        if match and match.group(2) == port and match.group(1).lower() in (address.lower(), everywhere):
            return True
    return False


def key_files(values, account):
    tokens = {'u': account['name'], 'U': str(account['uid']), 'h': account.get('home', ''), '%': '%'}
    words = ' '.join(values.get('authorizedkeysfile', [])).split()
    paths = [re.sub(r'%(.)', lambda match: tokens.get(match.group(1), match.group(0)), word) for word in words]
    paths = [path for path in paths if path != 'none']
    return [path if path.startswith('/') else '%s/%s' % (account.get('home', '').rstrip('/'), path) for path in paths]
