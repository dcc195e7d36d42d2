#!/usr/bin/python
# -*- coding: utf-8 -*-

"""Takes a snapshot of a host for conflint."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: conflint_facts
short_description: Takes a snapshot of what decides how sshd and pure-ftpd behave on a host
description:
  - Gathers the configurations of sshd and pure-ftpd with all that they include, and the facts that decide what they
    mean on this host. These are accounts, groups and shells, owners and modes of the files that the configurations
    name and of the directories above them, and the versions of the daemons.
  - C(conflint) on any machine takes the snapshot as its input.
  - Secrets are left out. Of a password hash only its kind is kept, of a private key only its public half.
  - The target needs nothing but Python 3.6 or later. Nothing is written there. Root can see more than others, so O(ignore:become)
    is advisable.
options:
  host:
    description: The name of the host in the snapshot, and so in reports. By default the one in the inventory.
    type: str
  path:
    description:
      - The configurations to look for, instead of those in the usual places. Each is a main file, a drop-in, or the
        directory of Debian's pure-ftpd.
    type: list
    elements: str
  root:
    description: The directory below which the files of the host are, where it is not the running system.
    type: str
    default: /
  overlays:
    description:
      - The content that files are going to have, by their path. What it names is looked at, too.
      - The files themselves are kept as they are now.
    type: dict
    default: {}
  dest:
    description:
      - Where to write the snapshot on the controller. In a directory, or where it ends in C(/), the file is named
        after the host. Without it the snapshot is in the result.
      - A relative path begins beside the playbook; for the playbooks of this collection, where Ansible was started.
      - In check mode nothing is written.
    type: path
attributes:
  check_mode:
    support: full
    description: Nothing on the target is ever changed.
seealso:
  - module: conflint.conflint.conflint
author:
  - The conflint authors
'''

EXAMPLES = r'''
- name: Take snapshots, to lint them anywhere, later, together with conflint snapshots/*.json
  conflint.conflint.conflint_facts:
    dest: snapshots/
  become: true

- name: Keep the snapshot in a variable
  conflint.conflint.conflint_facts:
  register: taken
'''

RETURN = r'''
snapshot:
  description: The snapshot, where O(dest) does not name a file for it.
  type: dict
  returned: without dest, and in check mode
path:
  description: The file on the controller.
  type: str
  returned: with dest
configurations:
  description: The configurations that were found.
  type: list
  elements: str
  returned: always
  sample: [/etc/ssh/sshd_config, /etc/pure-ftpd]
'''

import platform  # noqa: E402
import sys  # noqa: E402

from ansible.module_utils.basic import AnsibleModule  # noqa: E402
from ansible_collections.conflint.conflint.plugins.module_utils.snapshot import take  # noqa: E402


def main():
    module = AnsibleModule(
        argument_spec=dict(
            host=dict(type='str'),
            path=dict(type='list', elements='str'),
            root=dict(type='str', default='/'),
            overlays=dict(type='dict', default={}),
            dest=dict(type='path'),
        ),
        supports_check_mode=True,
    )
    if sys.version_info < (3, 6):
        module.fail_json(
            msg='conflint_facts needs Python 3.6 or later on the target, and this is %s (%s); ansible_python_interpreter says '
            'which one is used' % (platform.python_version(), sys.executable)
        )
    asked = module.params
    snapshot = take(asked['host'] or platform.node(), asked['root'], asked['path'], asked['overlays'])
    module.exit_json(changed=False, snapshot=snapshot, configurations=snapshot['configurations'])


if __name__ == '__main__':
    main()
