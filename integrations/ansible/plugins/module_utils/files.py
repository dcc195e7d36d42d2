"""The files of a host: what they hold, and what is known of them, for a snapshot."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import base64
import errno
import os
import stat

from . import secrets

# As many links as the kernel follows before it says ELOOP: path_resolution(7).
LINKS_AT_MOST = 40
# Configurations are far smaller; what is larger is named, and left out. In bytes.
LARGEST_FILE = 4 * 1024 * 1024
# A directory with more names than this is not listed.
MOST_NAMES = 10000
# Patterns may match half the system: nothing more is looked at behind so many paths.
MOST_PATHS = 100000

MISSING = 'missing'


def names_of(path):
    """The names in a path, in order; '..' is kept."""
    return [name for name in path.split('/') if name not in ('', '.')]


def normalize(path):
    """Without '.', '..', doubled and trailing slashes; '..' in the root stays in the root."""
    names = []
    for name in names_of(path):
        if name != '..':
            names.append(name)
        elif names:
            names.pop()
    return '/' + '/'.join(names)


def directory_of(path):
    return normalize(path + '/..')


class Files(object):
    """
    Looks at files below a root, the way a process does after chroot(2), and keeps what it saw in 'entries', in the form
    of a snapshot. Only regular files are opened, and nothing is ever written.
    """

    def __init__(self, root='/', overlays=None):
        """'overlays': the content, as bytes, that files are going to have; it is read, and not kept."""
        self.root = '' if root == '/' else os.path.realpath(root)
        self.overlays = dict(overlays or {})
        self.entries = {}

    def note(self, path):
        """Keeps the facts of a path, and of all links and directories on the way to it. Gives the path without links, or None."""
        todo = names_of(path)
        done = []
        links = 0
        self._look('/')
        while todo:
            name = todo.pop(0)
            if name == '..':
                done[-1:] = []
                continue
            here = '/' + '/'.join(done + [name])
            entry = self._look(here)
            if entry is None or entry == MISSING:
                return None
            if 'link' in entry:
                links += 1
                if links > LINKS_AT_MOST:
                    return None
                if entry['link'].startswith('/'):
                    done = []
                todo = names_of(entry['link']) + todo
                continue
            if todo and entry['type'] != 'directory':
                return None
            done.append(name)
        return '/' + '/'.join(done)

    def facts(self, path):
        """What is known of a path, links followed; None where it is missing or cannot be looked at."""
        found = self.note(path)
        entry = self.entries.get(found)
        return entry if isinstance(entry, dict) else None

    def read(self, path, hide=None):
        """
        The bytes of a regular file, or None. They are kept in the snapshot without their secrets.
        'hide': takes the secrets out of what is kept, where that is not what files usually hold.
        """
        if normalize(path) in self.overlays:
            self._keep(path, hide)
            return self.overlays[normalize(path)]
        return self._keep(path, hide)

    def peek(self, path):
        """The bytes of a regular file, or None; nothing of it is kept."""
        if normalize(path) in self.overlays:
            return self.overlays[normalize(path)]
        content = self._locate_quietly(path)
        return self._content(content)[0] if content else None

    def list(self, path):
        """The names in a directory, in byte order, those of overlays included; none where it cannot be read."""
        added = [names_of(one)[-1] for one in self.overlays if directory_of(one) == normalize(path)]
        found = self.note(path)
        if found is None or self.entries[found].get('type') != 'directory':
            return sorted(added)
        entry = self.entries[found]
        if 'names' not in entry and 'unread' not in entry:
            try:
                names = [decoded(name) for name in os.listdir(self._machine(found))]
            except OSError as error:
                entry['unread'] = reason(error)
                return sorted(added)
            if len(names) > MOST_NAMES:
                entry['unread'] = 'more than %d names' % MOST_NAMES
                return sorted(added)
            entry['names'] = sorted(name for name in names if is_text(name))
        return sorted(set(entry.get('names', []) + added), key=lambda name: name.encode('utf-8'))

    def exists(self, path):
        """As for glob(3): a link counts, wherever it leads."""
        if normalize(path) in self.overlays:
            return True
        parent = self.note(directory_of(path))
        if parent is None:
            return False
        entry = self._look(normalize(parent + '/' + names_of(path)[-1])) if names_of(path) else self._look('/')
        return isinstance(entry, dict)

    def link(self, path):
        """Where a symbolic link points, or None."""
        parent = self.note(directory_of(path))
        entry = self._look(normalize(parent + '/' + names_of(path)[-1])) if parent else None
        return entry.get('link') if isinstance(entry, dict) else None

    def _machine(self, path):
        return ((self.root + path) or '/').encode('utf-8', 'surrogateescape')

    def _look(self, path):
        if path not in self.entries and is_text(path) and len(self.entries) < MOST_PATHS:
            entry = self._entry(path)
            if entry is None:
                return None
            self.entries[path] = entry
        return self.entries.get(path)

    def _entry(self, path):
        try:
            facts = os.lstat(self._machine(path))
            if stat.S_ISLNK(facts.st_mode):
                target = decoded(os.readlink(self._machine(path)))
                return {'link': target} if is_text(target) and target else None
        except OSError as error:
            return MISSING if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG) else None
        except ValueError:
            return MISSING
        entry = {
            'type': type_of(facts.st_mode),
            'mode': '%04o' % stat.S_IMODE(facts.st_mode),
            'uid': facts.st_uid,
            'gid': facts.st_gid,
        }
        if entry['type'] == 'file':
            entry['size'] = facts.st_size
        return entry

    def _locate_quietly(self, path):
        before = self.entries
        self.entries = {}
        try:
            return self.note(path)
        finally:
            self.entries = before

    def _keep(self, path, hide):
        found = self.note(path)
        entry = self.entries.get(found)
        if not isinstance(entry, dict) or entry['type'] != 'file':
            return None
        content, fault = self._content(found)
        if content is None:
            entry['unread'] = fault
            return None
        if 'text' in entry or 'base64' in entry or 'unread' in entry:
            return content
        if secrets.is_secret(found):
            entry['unread'] = 'left out of the snapshot, because it may hold secrets'
            return content
        kept = (hide or secrets.hidden)(content)
        # What is kept is judged in place of the file.
        entry['size'] = len(kept)
        try:
            entry['text'] = kept.decode('utf-8')
        except UnicodeDecodeError:
            entry['base64'] = base64.b64encode(kept).decode('ascii')
        return content

    def _content(self, path):
        descriptor = None
        try:
            # Should a pipe have taken the place of the file, O_NONBLOCK keeps the opening from waiting.
            flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY
            if not stat.S_ISREG(os.lstat(self._machine(path)).st_mode):
                return None, 'no regular file'
            descriptor = os.open(self._machine(path), flags)
            facts = os.fstat(descriptor)
            if not stat.S_ISREG(facts.st_mode):
                return None, 'no regular file'
            return read_at_most(descriptor)
        except OSError as error:
            return None, reason(error)
        finally:
            if descriptor is not None:
                os.close(descriptor)


def read_at_most(descriptor):
    """The size that stat(2) tells may be wrong: what is read is what counts."""
    pieces = []
    total = 0
    while True:
        piece = os.read(descriptor, 65536)
        if not piece:
            return b''.join(pieces), None
        total += len(piece)
        if total > LARGEST_FILE:
            return None, 'larger than %d MiB' % (LARGEST_FILE // 1024 // 1024)
        pieces.append(piece)


def type_of(mode):
    if stat.S_ISREG(mode):
        return 'file'
    if stat.S_ISDIR(mode):
        return 'directory'
    return 'socket' if stat.S_ISSOCK(mode) else 'other'


def reason(error):
    return 'cannot be read (%s)' % (error.strerror or 'unknown error').lower()


def decoded(name):
    return name.decode('utf-8', 'surrogateescape')


def is_text(name):
    """Names that are not UTF-8 have no place in JSON."""
    try:
        name.encode('utf-8')
        return True
    except UnicodeEncodeError:
        return False
