"""Takes secrets out of what a snapshot keeps."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import base64
import binascii
import re

from . import der

# A hash of crypt(3) begins with its kind: $6$ and the like.
CRYPT = re.compile(br'(\$(?:1|2[abxy]?|5|6|7|y|gy|md5|sha1|argon2(?:id|i|d))\$)[^\s:"\']+')
PEM = re.compile(
    br'(?P<begin>-----BEGIN (?P<label>[A-Z0-9 ]{0,40}PRIVATE KEY)-----[^\n]*\n)(?P<body>.*?)'
    br'(?P<end>-----END (?P=label)-----|\Z)',
    re.DOTALL,
)
# In files of LDAP, MySQL and PostgreSQL; a comment may hold the old one.
BACK_END = re.compile(br'((?:MYSQLPassword|PGSQLPassword|LDAPBindPW)[ \t]*)[^\s][^\n]*', re.IGNORECASE)
# Arguments of PAM modules.
ARGUMENT = re.compile(br'(\b\w*(?:passwd|password|secret|bindpw|_pw|key)=)[^\s\]]+', re.IGNORECASE)
# What is never kept, whatever names it.
FILES = re.compile(r'/(?:shadow|gshadow|opasswd|ssh_host_\w*_key|id_[a-z0-9]+)[-~]?$|/(?:\.pgpass|\.my\.cnf)$')

# The password field of a virtual user, by how it begins.
KINDS = [
    (re.compile(br'\$argon2[a-z]*'), 'crypt'),
    (re.compile(br'\$(?:7|g?y|2[abxy]?|6|5|1)(?=\$)'), 'crypt'),
    (re.compile(br'[*!]'), 'locked'),
    (re.compile(br'[./0-9A-Za-z]{13}\Z'), 'des'),
]


def is_secret(path):
    return FILES.search(path) is not None


def hidden(content):
    """A file without password hashes, private keys and the passwords of databases."""
    content = PEM.sub(public_half, content)
    content = CRYPT.sub(br'\1***', content)
    return BACK_END.sub(br'\1***', content)


def without_arguments(content):
    """A PAM service without passwords in the arguments of its modules."""
    return ARGUMENT.sub(br'\1***', hidden(content))


def public_half(match):
    """Of a private key only what its certificate tells everybody stays."""
    lines = match.group('body').splitlines()
    headers = [line for line in lines if line.startswith(b'Proc-Type:')]
    body = b''.join(line for line in lines if b':' not in line)
    kept = b''
    if not headers and not match.group('label').startswith(b'ENCRYPTED'):
        try:
            kept = base64.b64encode(der.public_half(base64.b64decode(body)))
        except (binascii.Error, ValueError):
            kept = b''
    pieces = headers + [kept[at:at + 64] for at in range(0, len(kept), 64)]
    return match.group('begin') + b''.join(piece + b'\n' for piece in pieces) + match.group('end')


class Hashes(object):
    """
    Puts the kind of a password hash in its place, with a number by which equal ones are known: a database that is older
    than its text can then still be told.
    """

    def __init__(self):
        self.numbers = {}

    def hidden(self, field):
        """'field': the password field of a record, as bytes."""
        if field == b'':
            return b''
        for pattern, kind in KINDS:
            match = pattern.match(field)
            if not match:
                continue
            if kind == 'locked':
                return match.group(0)
            number = self._number(field)
            # As long as what crypt(3) makes with DES, by which it is recognised.
            return b'des%010d' % number if kind == 'des' else match.group(0) + b'$#%d' % number
        return b'plain#%d' % self._number(field)

    def record(self, record):
        """'record': all behind the login; the hash is its first field."""
        fields = record.split(b':')
        return b':'.join([self.hidden(fields[0])] + fields[1:])

    def text(self, content):
        """A pureftpd.passwd."""
        return b'\n'.join(self._line(line) for line in content.split(b'\n'))

    def _line(self, line):
        stripped = line.rstrip(b'\r')
        login, colon, record = stripped.partition(b':')
        # What is no record may be the rest of one.
        if not colon:
            return line if line.startswith(b'#') else b'x' * len(stripped[:8])
        return login + b':' + self.record(record) + line[len(stripped):]

    def _number(self, field):
        return self.numbers.setdefault(field, len(self.numbers) + 1)
