"""A snapshot of a host: the configurations of sshd and pure-ftpd, and the facts that decide what they mean there."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re
import time
from collections import OrderedDict

from . import pure_ftpd, sshd
from .accounts import accounts_of
from .files import Files, normalize
from .versions import system, versions

FORM = 1
DROP_IN = re.compile(r'(?P<tree>.*)/sshd_config\.d/[^/]+$')
WRAPPER_PART = re.compile(r'(?P<tree>.*/pure-ftpd)/(?:conf|auth)/[^/]+$')


def take(host, root='/', paths=None, overlays=None):
    """
    The snapshot as a value for JSON.

    host: its name.
    root: the directory that is the root of the host.
    paths: the configurations to look for; without any, those in the usual places.
    overlays: by path, the content that files are going to have, as text: what they name is looked at, too.
    """
    after = dict((normalize(path), text.encode('utf-8', 'surrogateescape')) for path, text in (overlays or {}).items())
    files = Files(root, after)
    accounts = accounts_of(files)
    configurations = [normalize(path) for path in paths] if paths else usual(files)
    for path in list(configurations) + sorted(after):
        gather(path, files, accounts.get('accounts', []))
        if after:
            # What the lines of today name is looked at as well.
            files.overlays = {}
            gather(path, files, accounts.get('accounts', []))
            files.overlays = after
    taken = OrderedDict([
        ('conflint-snapshot', FORM),
        ('host', re.sub(r'[\s\x00-\x1f\x7f]', '_', host) or 'localhost'),
        ('taken', time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())),
        ('system', system(files)),
        ('versions', versions(files)),
        ('configurations', configurations),
        ('files', OrderedDict(sorted(files.entries.items()))),
    ])
    taken.update(accounts)
    return taken


def usual(files):
    """The configurations that a host has in the usual places; only the first of each daemon counts."""
    found = [path for path in sshd.PLACES if is_file(path, files)][:1]
    if pure_ftpd.is_wrapper_directory(pure_ftpd.DEBIAN, files):
        return found + [pure_ftpd.DEBIAN]
    return found + [path for path in pure_ftpd.PLACES if is_file(path, files)][:1]


def is_file(path, files):
    return (files.facts(path) or {}).get('type') == 'file'


def gather(path, files, accounts):
    """Looks at a configuration, and at the one that it is a part of."""
    part = WRAPPER_PART.match(path)
    if part:
        pure_ftpd.gather(part.group('tree'), files)
    elif 'ftpd' in path.rsplit('/', 1)[-1] or pure_ftpd.is_wrapper_directory(path, files):
        pure_ftpd.gather(path, files)
    else:
        drop_in = DROP_IN.match(path)
        main = drop_in.group('tree') + '/sshd_config' if drop_in else None
        for one in [main, path]:
            if one is not None:
                sshd.gather(one, files, accounts)
