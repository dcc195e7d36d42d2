"""Snapshots on the controller."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import copy
import json
import os
import re
import tempfile

MISSING = 'missing'
# What a main file may include.
DROP_IN = re.compile(r'(?P<tree>/etc/ssh|.*(?=/sshd_config\.d/))/.+$')


def with_file(snapshot, path, content):
    """The snapshot as it will be once a file has this content; only the configuration that the file belongs to stays."""
    after = copy.deepcopy(snapshot)
    files = after['files']
    path = followed(files, path)
    present = files.get(path)
    facts = present if isinstance(present, dict) and present.get('type') == 'file' else {'mode': '0644', 'uid': 0, 'gid': 0}
    entry = dict((name, facts[name]) for name in ('mode', 'uid', 'gid') if name in facts)
    files[path] = dict(entry, type='file', size=len(content.encode('utf-8', 'surrogateescape')), text=content)
    child = path
    while child != '/':
        parent = os.path.dirname(child)
        if files.get(parent) == MISSING:
            files[parent] = {'type': 'directory', 'mode': '0755', 'uid': 0, 'gid': 0}
        above = files.get(parent)
        if isinstance(above, dict) and 'names' in above and os.path.basename(child) not in above['names']:
            above['names'] = sorted(above['names'] + [os.path.basename(child)])
        child = parent
    after['configurations'] = [path]
    return after


def followed(files, path):
    """The path behind the links that the snapshot knows of."""
    path = os.path.normpath(path)
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
    path = followed(snapshot['files'], path)
    drop_in = DROP_IN.match(path)
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
