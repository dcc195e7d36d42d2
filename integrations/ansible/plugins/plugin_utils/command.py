"""Runs conflint on the controller."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import json
import os
import subprocess

from ansible.errors import AnsibleError
from ansible.module_utils.common.text.converters import to_text

CLEAN, FINDINGS = 0, 1


def directory_of(loader):
    """Beside the playbook, unless that is part of a collection: then where Ansible was started."""
    beside = os.path.abspath(loader.get_basedir())
    return os.getcwd() if 'ansible_collections' in beside.split(os.sep) else beside


class Command(object):
    """'executable': a program, or a list of it and its first arguments. 'directory': where it runs."""

    def __init__(self, executable, directory):
        words = [executable] if isinstance(executable, str) else [str(word) for word in executable]
        self.words = [os.path.expanduser(words[0])] + words[1:] if words else ['conflint']
        self.directory = directory

    def run(self, *arguments):
        """Exit status, standard output and standard error. Fails where conflint cannot do its work."""
        try:
            process = subprocess.Popen(
                self.words + list(arguments),
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # The report goes to Ansible: no colours, and no second copy of it on standard error.
                env=dict(os.environ, NO_COLOR='1', FORCE_COLOR='', CI='1', GITHUB_STEP_SUMMARY=''),
            )
        except OSError as error:
            raise AnsibleError(
                'conflint cannot be run on the controller (%s: %s); install it there as its README says, '
                'or say with "executable" where it is' % (' '.join(self.words), error.strerror)
            )
        out, complaint = [to_text(text, errors='surrogate_or_replace') for text in process.communicate()]
        if process.returncode not in (CLEAN, FINDINGS):
            raise AnsibleError(complaint.strip() or 'conflint ended with exit status %d' % process.returncode)
        return process.returncode, out, complaint

    def ask(self, *arguments):
        """Exit status, the JSON that is answered, or None, and standard error."""
        status, out, complaint = self.run(*(arguments + ('--format', 'json')))
        try:
            return status, json.loads(out) if out else None, complaint
        except ValueError:
            raise AnsibleError('conflint answered with something that is not JSON: %s' % out[:200])
