"""The database of pure-ftpd's virtual users, without its password hashes."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import struct

MAGIC = b'PDB2'
BUCKETS = 256
# Magic, then one offset for each bucket and one for their end (puredb_read.c).
HEADER = 4 + (BUCKETS + 1) * 4
EMPTY_BUCKET = 4


def without_hashes(database, hashes):
    """
    A database with the same records, their hashes hidden. Of one that pure-ftpd cannot use only the fault is kept: too
    short, no database, or damaged.
    """
    if len(database) < HEADER:
        return (MAGIC if database[:4] == MAGIC else b'none')[:len(database)] + b'\0' * max(0, len(database) - 4)
    if database[:4] != MAGIC:
        return b'none' + b'\0' * (HEADER - 4)
    records = read(database)
    if records is None:
        return MAGIC + b'\xff' * (HEADER - 4)
    return write([(key, hashes.record(value)) for key, value in records])


def read(database):
    """The records, as pairs of login and the rest, in the order in which they stand; None where they are damaged."""
    offsets = struct.unpack_from('>%dI' % (BUCKETS + 1), database, 4)
    found = []
    left = len(database)
    for start, end in zip(offsets, offsets[1:]):
        if end < start or end > len(database):
            return None
        if end - start == EMPTY_BUCKET:
            continue
        if (end - start) % 8:
            return None
        for entry in range(start, end, 8):
            wanted, position = struct.unpack_from('>II', database, entry)
            key, after = string(database, position)
            value, _end = string(database, after)
            if key is None or value is None or hash_of(key) != wanted:
                return None
            left -= 16 + len(key) + len(value)
            if left < 0:
                return None
            found.append((position, key, value))
    return [(key, value) for _position, key, value in sorted(found)]


def string(database, position):
    """A string behind its length, and where it ends; None where it is cut off."""
    if position is None or position + 4 > len(database):
        return None, None
    size, = struct.unpack_from('>I', database, position)
    end = position + 4 + size
    return (database[position + 4:end], end) if end <= len(database) else (None, None)


def write(records):
    """As 'pure-pw mkdb' does (puredb_write.c)."""
    hashed = [(hash_of(key), key, value) for key, value in records]
    sizes = [0] * BUCKETS
    for one in hashed:
        sizes[one[0] & 0xff] += 8
    position = HEADER + sum(size or EMPTY_BUCKET for size in sizes)
    tables = [[] for _bucket in sizes]
    body = []
    for value_hash, key, value in hashed:
        tables[value_hash & 0xff].append((value_hash, position))
        piece = struct.pack('>I', len(key)) + key + struct.pack('>I', len(value)) + value
        body.append(piece)
        position += len(piece)
    offsets = [HEADER]
    for size in sizes:
        offsets.append(offsets[-1] + (size or EMPTY_BUCKET))
    index = [
        b''.join(struct.pack('>II', *entry) for entry in sorted(table)) or struct.pack('>I', low + 1)
        for low, table in enumerate(tables)
    ]
    return MAGIC + struct.pack('>%dI' % len(offsets), *offsets) + b''.join(index) + b''.join(body)


def hash_of(key):
    """puredb_hash of puredb_read.c."""
    value = 5381
    for byte in reversed(bytearray(key)):
        value = ((value + (value << 5)) & 0xffffffff) ^ byte
    return value
