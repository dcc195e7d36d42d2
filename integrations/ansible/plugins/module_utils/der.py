"""The public half of a private key, in DER: enough to see whether it belongs to a certificate."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

SEQUENCE = 0x30
INTEGER = 0x02
OCTET_STRING = 0x04
PARAMETERS = 0xa0
POINT = 0xa1
RSA = b'\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01'


def public_half(key):
    """
    RSA keeps version and modulus (RFC 8017, A.1.2), elliptic curves keep parameters and point (RFC 5915, 3), also inside
    PKCS #8 (RFC 5208); of anything else nothing is kept.
    """
    fields = members(content(key, SEQUENCE))
    tags = [tag for tag, _inner in fields]
    if tags[:2] == [INTEGER, INTEGER]:
        return rsa(fields)
    if tags[:2] == [INTEGER, OCTET_STRING]:
        return curve(fields)
    if tags[:3] != [INTEGER, SEQUENCE, OCTET_STRING]:
        return b''
    algorithm = members(fields[1][1])
    inner = members(content(fields[2][1], SEQUENCE))
    if algorithm and algorithm[0][1] == RSA:
        half = rsa(inner) if len(inner) > 1 else b''
    else:
        half = curve(inner) if inner else b''
    return element(SEQUENCE, element(*fields[0]) + element(*fields[1]) + element(OCTET_STRING, half))


def rsa(fields):
    return element(SEQUENCE, element(*fields[0]) + element(*fields[1]))


def curve(fields):
    public = b''.join(element(*field) for field in fields if field[0] in (PARAMETERS, POINT))
    return element(SEQUENCE, element(*fields[0]) + element(OCTET_STRING, b'') + public)


def element(tag, inner):
    size = len(inner)
    if size < 0x80:
        return bytes(bytearray([tag, size])) + inner
    digits = []
    while size:
        digits.insert(0, size & 0xff)
        size >>= 8
    return bytes(bytearray([tag, 0x80 + len(digits)] + digits)) + inner


def content(text, tag):
    found = members(text)
    return found[0][1] if found and found[0][0] == tag else b''


def members(text):
    """The elements, as pairs of tag and content, up to the first that is cut off."""
    found = []
    left = bytearray(text)
    while len(left) > 1 and len(found) < 20:
        extra = left[1] - 0x80 if left[1] >= 0x80 else 0
        if extra > 4:
            break
        size = left[1]
        if extra:
            size = 0
            for byte in left[2:2 + extra]:
                size = size * 256 + byte
        end = 2 + extra + size
        if end > len(left):
            break
        found.append((left[0], bytes(left[2 + extra:end])))
        left = left[end:]
    return found
