"""Snapshots on the controller."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import base64
import copy
import json
import os
import re
import tempfile

MISSING = 'missing'
# What a main file may include.
DROP_IN = re.compile(r'(?P<tree>/etc/ssh|.*(?=/sshd_config\.d/))/.+$')
WRAPPER_PART = re.compile(r'.*/pure-ftpd/(?:conf|auth)/[^/]+$')


def with_file(snapshot, path, content):
    """The snapshot as it will be once a file has this content; only the configuration that the file belongs to stays."""
    after = copy.deepcopy(snapshot)
    files = after['files']
    # By the name that it is asked for: what it belongs to is told by that, and not by where a link leads.
    after['configurations'] = [normalize(path)]
    path = followed(files, path)
    present = files.get(path)
    facts = present if isinstance(present, dict) and present.get('type') == 'file' else {'mode': '0644', 'uid': 0, 'gid': 0}
    entry = dict((name, facts[name]) for name in ('mode', 'uid', 'gid') if name in facts)
    files[path] = dict(entry, type='file', **kept(content.encode('utf-8', 'surrogateescape')))
    child = path
    while child not in ('/', ''):
        parent = os.path.dirname(child)
        if files.get(parent) == MISSING:
            files[parent] = {'type': 'directory', 'mode': '0755', 'uid': 0, 'gid': 0}
        above = files.get(parent)
        if isinstance(above, dict) and 'names' in above and os.path.basename(child) not in above['names']:
            above['names'] = sorted(above['names'] + [os.path.basename(child)])
        child = parent
    return after


def kept(content):
    """Bytes as a snapshot holds them."""
    try:
        return {'size': len(content), 'text': content.decode('utf-8')}
    except UnicodeDecodeError:
        return {'size': len(content), 'base64': base64.b64encode(content).decode('ascii')}


def host_of(task, task_vars, root):
    """The host that is looked at: the one that the task is delegated to, unless that one only holds the files of another."""
    delegate = task.delegate_to if root == '/' else None
    return str(delegate or task_vars.get('inventory_hostname'))


def is_directory(snapshot, path):
    entry = snapshot['files'].get(followed(snapshot['files'], path))
    return isinstance(entry, dict) and entry.get('type') == 'directory'


def is_pure_ftpd(path):
    """As conflint_facts tells the two daemons apart."""
    return 'ftpd' in os.path.basename(path) or WRAPPER_PART.match(path) is not None


def normalize(path):
    # os.path.normpath keeps two slashes in front, as POSIX has it.
    return os.path.normpath('/' + path.lstrip('/'))


def followed(files, path):
    """The path behind the links that the snapshot knows of."""
    path = normalize(path)
    for _link in range(40):
        parts = path.split('/')
        for length in range(2, len(parts) + 1):
            entry = files.get('/'.join(parts[:length]))
            if isinstance(entry, dict) and 'link' in entry:
                parent = '/'.join(parts[:length - 1])
                path = os.path.normpath('/'.join([os.path.join(parent or '/', entry['link'])] + parts[length:]))
                break
        else:
            return path
    return path


def main_file(snapshot, path):
    """Where sshd begins to read, for a file that may be a part of that."""
    path = normalize(path)
    drop_in = DROP_IN.match(path) or DROP_IN.match(followed(snapshot['files'], path))
    main = drop_in.group('tree') + '/sshd_config' if drop_in else path
    return main if isinstance(snapshot['files'].get(main), dict) else path


def write(snapshot, path):
    """The whole file or nothing."""
    directory = os.path.dirname(os.path.abspath(path))
    os.makedirs(directory, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=directory, prefix='.conflint-')
    try:
        with os.fdopen(descriptor, 'w', encoding='utf-8') as file:
            json.dump(snapshot, file, indent=1)
            file.write('\n')
        os.rename(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
