#!/usr/bin/python
# -*- coding: utf-8 -*-

"""Documents the action plugin of the same name, which does the work on the controller."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
module: conflint
short_description: Finds the contradictions in the configurations of sshd and pure-ftpd on a host
description:
  - Gathers configurations and facts on the target, which needs nothing but Python 3.6, and has C(conflint) on the controller
    judge them.
  - With O(content) or O(src), and O(dest), judges a new file as it would stand on the target, before it is deployed.
  - Nothing is ever changed, neither on the target nor on the controller.
options:
  path:
    description:
      - The configurations to judge, instead of those in the usual places. Each is a main file, a drop-in, or the
        directory of Debian's pure-ftpd.
    type: list
    elements: str
  root:
    description: The directory below which the files of the host are, where it is not the running system.
    type: str
    default: /
  dest:
    description:
      - Where on the target the new file is going to stand. As for M(ansible.builtin.copy), a directory takes it under the
        name of O(src).
    type: str
  content:
    description: The content of the new file, such as C(lookup('ansible.builtin.template', 'sshd_config.j2')).
    type: str
  src:
    description: The new file on the controller, below C(files) or relative to the playbook.
    type: path
  fail_on:
    description: The task fails when there is a finding of this severity or above.
    type: str
    choices: [error, warning, info, never]
    default: warning
  profile:
    description: Which rules. By default those that C(conflint) uses by default.
    type: str
    choices: [conflicts, hardening, all]
  agent_keys:
    description: How many keys a client's agent offers.
    type: int
  config:
    description:
      - The configuration of conflint on the controller. By default the nearest C(.conflint.yaml) at or above the
        directory of the playbook, or, for a playbook of a collection, the directory in which Ansible was started.
    type: path
  guard:
    description:
      - Fails as well when the account with which Ansible comes in could no longer log in, from the address that it comes
        in from, once sshd has read the files as they are going to be.
      - Checked are access lists, ways to authenticate, the address and port that sshd listens on, forced commands,
        chroots, and whether a file of keys is there.
    type: bool
    default: false
  guard_user:
    description: The account to guard. By default the one with which Ansible comes in.
    type: str
  guard_address:
    description: The address that it comes in from. By default the one from which the target sees Ansible come in.
    type: str
  executable:
    description: C(conflint) on the controller, or a list of a program and its first arguments.
    type: raw
    default: conflint
attributes:
  check_mode:
    support: full
    description: Nothing is ever changed.
  diff_mode:
    support: full
    description: Shows the fixes that conflint offers, as a unified diff. They are not applied.
seealso:
  - module: conflint.conflint.conflint_facts
author:
  - The conflint authors
'''

EXAMPLES = r'''
- name: Judge what is there
  conflint.conflint.conflint:
  become: true

- name: Judge a drop-in as it would stand on the host, and keep Ansible from locking itself out
  conflint.conflint.conflint:
    content: "{{ lookup('ansible.builtin.template', '50-hardening.conf.j2') }}"
    dest: /etc/ssh/sshd_config.d/50-hardening.conf
    guard: true
  become: true

- name: Only tell, and never fail
  conflint.conflint.conflint:
    fail_on: never
  register: judged
  become: true

- name: Run conflint from a checkout
  conflint.conflint.conflint:
    executable: [node, /opt/conflint/dist/conflint.js]
'''

RETURN = r'''
findings:
  description: The findings, as in C(conflint --format json).
  type: list
  elements: dict
  returned: always
summary:
  description: How many findings there are of each severity, and in how many files was looked for them.
  type: dict
  returned: always
  sample: {error: 1, warning: 0, info: 2, files: 3}
guard:
  description: What became of the guard.
  type: dict
  returned: with guard
  contains:
    checked:
      description: False where Ansible does not come in through sshd; C(reason) then says so.
      type: bool
    connection:
      description: The account, groups and addresses that were checked.
      type: dict
    losses:
      description: Why the connection could no longer be made; empty where it could.
      type: list
      elements: str
    warnings:
      description: What could not be told.
      type: list
      elements: str
diff:
  description: The fixes, as a unified diff.
  type: list
  elements: dict
  returned: in diff mode
'''

from ansible.module_utils.basic import AnsibleModule  # noqa: E402


def main():
    AnsibleModule(argument_spec={}).fail_json(msg='conflint is an action plugin, which runs on the controller')


if __name__ == '__main__':
    main()
