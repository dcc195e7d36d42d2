"""What a configuration of pure-ftpd consists of, and which files decide what it means."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re

from . import puredb
from .files import directory_of, normalize
from .secrets import Hashes, without_arguments

# Debian's directory, then files: of the packages, of source, and of panels.
DEBIAN = '/etc/pure-ftpd'
PLACES = [
    '/etc/pure-ftpd.conf', '/etc/pureftpd.conf', '/etc/pure-ftpd/pure-ftpd.conf', '/usr/local/etc/pure-ftpd.conf',
    '/www/server/pure-ftpd/etc/pure-ftpd.conf', '/usr/local/pureftpd/etc/pure-ftpd.conf',
    '/usr/local/pureftpd/pure-ftpd.conf', '/www/wdlinux/pureftpd/etc/pure-ftpd.conf',
]
DATABASES = ['/etc/pure-ftpd/pureftpd.pdb', '/etc/pureftpd.pdb']
TEXTS = ['/etc/pure-ftpd/pureftpd.passwd', '/etc/pureftpd.passwd']
CERTIFICATE = '/etc/ssl/private/pure-ftpd.pem'
# Services that may start the daemon through one of the old scripts.
SERVICES = [
    '/etc/init.d/pure-ftpd', '/etc/init.d/pureftpd', '/etc/rc.d/init.d/pure-ftpd',
    '/etc/systemd/system/pure-ftpd.service', '/etc/systemd/system/pureftpd.service',
    '/usr/lib/systemd/system/pure-ftpd.service', '/lib/systemd/system/pure-ftpd.service',
]
DEEPEST = 16
# Of how many virtual users the homes are looked at.
MOST_USERS = 5000


def is_wrapper_directory(path, files):
    return any((files.facts(path + '/' + name) or {}).get('type') == 'directory' for name in ('conf', 'auth'))


def gather(main, files):
    """Reads a file with all that it includes, or the directory of Debian's wrapper, and looks at whatever they name."""
    if is_wrapper_directory(main, files):
        settings = read_wrapper_directory(main, files)
    else:
        settings = read_file(main, directory_of(main), files)
        beside = directory_of(main)
        if is_wrapper_directory(beside, files):
            read_wrapper_directory(beside, files)
        for path in SERVICES:
            files.read(path, hide=lines_about_scripts)
    for keyword, value in settings:
        follow(keyword.lower(), value, files)
    databases = [normalize(value) for keyword, value in settings if keyword.lower() == 'puredb']
    read_users(databases + DATABASES, files)
    read_certificates([CERTIFICATE], files)
    content = files.read('/etc/pam.d/pure-ftpd', hide=without_arguments) or b''
    for name in re.findall(br'\bfile=(/\S+)', content):
        files.read(name.decode('utf-8', 'replace'), hide=without_arguments)


def read_wrapper_directory(main, files):
    files.list(main)
    files.read(main + '/pure-ftpd.conf')
    files.read(normalize(main + '/../default/pure-ftpd-common'))
    settings = []
    for name in files.list(main + '/conf'):
        settings.append((name, first_line(files.read(main + '/conf/' + name))))
    for name in files.list(main + '/auth'):
        path = main + '/auth/' + name
        files.note(path)
        target = files.link(path)
        if target is not None:
            settings.append((target.rstrip('/').split('/')[-1], first_line(files.read(path))))
        else:
            files.read(path)
    return settings


def first_line(content):
    """The wrapper takes the first line that is neither empty nor a comment."""
    for line in (content or b'').decode('utf-8', 'replace').split('\n'):
        if line.strip() and not line.lstrip().startswith('#'):
            return unquoted(line.strip())
    return ''


def read_file(path, directory, files, depth=0):
    """'directory': where relative names begin."""
    settings = []
    for line in (files.read(path) or b'').decode('utf-8', 'replace').split('\n'):
        match = re.match(r'\s*([A-Za-z]\w*)[ \t=:]+(.*)', line)
        if not match:
            continue
        keyword, value = match.group(1), unquoted(match.group(2).strip())
        settings.append((keyword, value))
        if keyword.lower() == 'include' and depth < DEEPEST:
            included = value if value.startswith('/') else directory + '/' + value
            settings += read_file(normalize(included), directory, files, depth + 1)
    return settings


def unquoted(value):
    match = re.match(r'"([^"]*)"', value)
    return match.group(1) if match else value


def follow(keyword, value, files):
    """Looks at what a setting names."""
    if keyword in ('extauth', 'fortunesfile', 'pidfile', 'altlog'):
        path = value.split(':', 1)[-1] if keyword == 'altlog' else value
        if path.startswith('/'):
            files.note(path)
    elif keyword in ('ldapconfigfile', 'mysqlconfigfile', 'pgsqlconfigfile'):
        files.read(normalize(value))
    elif keyword in ('certfile', 'certfileandkey'):
        words = [word.strip('"') for word in re.split(r'[,\s]+', value)]
        read_certificates(words + [value], files)


def read_certificates(paths, files):
    for path in paths:
        if path.startswith('/'):
            files.read(path)


def read_users(databases, files):
    """The databases and their texts, both without hashes, and the homes of their users."""
    hashes = Hashes()
    homes = []
    for path in dict.fromkeys(databases):
        content = files.read(path, hide=lambda kept: puredb.without_hashes(kept, hashes))
        if content and content[:4] == puredb.MAGIC and len(content) >= puredb.HEADER:
            homes += [value.split(b':')[4:5] for _login, value in puredb.read(content) or []]
    texts = [re.sub(r'\.pdb$', '.passwd', path) for path in databases if path.endswith('.pdb')]
    texts += [directory_of(path) + '/pureftpd.passwd' for path in databases] + TEXTS
    for path in dict.fromkeys(normalize(text) for text in texts):
        if path in databases:
            continue
        content = files.read(path, hide=hashes.text) or b''
        homes += [line.split(b':')[5:6] for line in content.split(b'\n') if not line.startswith(b'#')]
    for home in [home[0] for home in homes if home][:MOST_USERS]:
        path = home.decode('utf-8', 'replace')
        if path.startswith('/'):
            files.note(path)


def lines_about_scripts(content):
    """Of a service only the lines that start a script matter."""
    return b'\n'.join(line if b'pure-config' in line else b'' for line in content.split(b'\n'))
