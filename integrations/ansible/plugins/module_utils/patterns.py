"""glob(3) as Include of sshd uses it: *, ?, [...] and backslashes; no braces, no tilde; a leading dot must be written."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re

CLASSES = {
    'alnum': '0-9A-Za-z', 'alpha': 'A-Za-z', 'blank': ' \\t', 'digit': '0-9', 'lower': 'a-z', 'upper': 'A-Z',
    'punct': '!-/:-@\\[-`{-~', 'space': ' \\t\\n\\v\\f\\r', 'xdigit': '0-9A-Fa-f',
}


def glob(pattern, files):
    """The paths that a pattern matches, in byte order. All that was looked at is kept by 'files'."""
    found = ['']
    for slashes, segment in re.findall(r'(/*)([^/]*)', pattern):
        if not slashes and not segment:
            continue
        parents = [path + slashes for path in found]
        if segment == '':
            found = [path for path in parents if files.exists(path)]
        elif has_wildcard(segment):
            found = [parent + name for parent in parents for name in matching(segment, files.list(parent))]
        else:
            name = re.sub(r'\\(.)', r'\1', segment)
            found = [parent + name for parent in parents]
            if pattern.endswith(segment):
                found = [path for path in found if files.exists(path)]
    return sorted((path for path in found if path), key=lambda path: path.encode('utf-8'))


def has_wildcard(segment):
    return re.search(r'[*?]|\[[^\]]*\]', re.sub(r'\\.', '', segment)) is not None


def matching(segment, names):
    parts = parts_of(segment)
    return [
        name for name in names
        if (not name.startswith('.') or segment.startswith('.')) and matches(parts, name)
    ]


def matches(parts, name):
    """With one point of return, so that many stars take no longer than one."""
    at = part = 0
    star = star_at = -1
    while at < len(name):
        wanted = parts[part] if part < len(parts) else None
        if wanted == '*':
            star, star_at = part, at
            part += 1
        elif wanted is not None and wanted.match(name[at]):
            part += 1
            at += 1
        elif star >= 0:
            star_at += 1
            part, at = star + 1, star_at
        else:
            return False
    return all(left == '*' for left in parts[part:])


def parts_of(segment):
    """A star, or an expression for one character, for each part of the pattern."""
    parts = []
    at = 0
    while at < len(segment):
        letter = segment[at]
        close = closing_bracket(segment, at) if letter == '[' else -1
        if letter == '*':
            parts.append('*')
        elif letter == '?':
            parts.append(re.compile('.', re.DOTALL))
        elif close >= 0:
            parts.append(bracket(segment[at + 1:close]))
            at = close
        else:
            if letter == '\\' and at + 1 < len(segment):
                at += 1
                letter = segment[at]
            parts.append(re.compile(re.escape(letter)))
        at += 1
    return parts


def closing_bracket(segment, opened):
    """A ] directly behind [ or [! belongs to the set."""
    first = opened + 2 if segment[opened + 1:opened + 2] == '!' else opened + 1
    return segment.find(']', first + 1)


def bracket(inside):
    negated = inside.startswith('!')
    inside = inside[1:] if negated else inside
    inside = re.sub(r'\[:(\w+):\]', lambda match: '\0%s\0' % match.group(1), inside)
    pieces = re.split(r'\0(\w+)\0', inside)
    text = ''.join(
        CLASSES.get(piece, '') if number % 2 else re.sub(r'[\\\]\[^]', r'\\\g<0>', piece)
        for number, piece in enumerate(pieces)
    )
    try:
        return re.compile('[%s%s]' % ('^' if negated else '', text) if text else r'(?!)', re.DOTALL)
    except re.error:
        return re.compile(r'(?!)')
