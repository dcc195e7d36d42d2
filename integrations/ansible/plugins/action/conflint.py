"""Gathers on the target, and has conflint judge on the controller."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import os
import re
import shutil
import tempfile

from ansible.errors import AnsibleError
from ansible.module_utils.common.text.converters import to_text
from ansible.plugins.action import ActionBase
from ansible_collections.conflint.conflint.plugins.plugin_utils import snapshots
from ansible_collections.conflint.conflint.plugins.plugin_utils.command import FINDINGS, Command, directory_of
from ansible_collections.conflint.conflint.plugins.plugin_utils.guard import Client, Guard

ARGUMENTS = dict(
    path=dict(type='list', elements='str'),
    root=dict(type='str', default='/'),
    dest=dict(type='str'),
    content=dict(type='str'),
    src=dict(type='path'),
    fail_on=dict(type='str', default='warning', choices=['error', 'warning', 'info', 'never']),
    profile=dict(type='str', choices=['conflicts', 'hardening', 'all']),
    agent_keys=dict(type='int'),
    config=dict(type='path'),
    guard=dict(type='bool', default=False),
    guard_user=dict(type='str'),
    guard_address=dict(type='str'),
    executable=dict(type='raw', default='conflint'),
)

# What the account of the connection itself is asked; sudo would not tell where it comes from. A shell may say other things
# first, names of groups may have blanks, and not every id can part them otherwise.
WHO = (
    'echo "conflint-user:$(id -un)"; echo "conflint-connection:$SSH_CONNECTION"; '
    '{ id -Gnz 2>/dev/null | tr "\\000" "\\n" | grep . || id -Gn | tr " " "\\n"; } | sed "s/^/conflint-group:/"'
)


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        task_vars = task_vars or {}
        result = super(ActionModule, self).run(tmp, task_vars)
        _checked, asked = self.validate_argument_spec(
            ARGUMENTS,
            mutually_exclusive=[('content', 'src'), ('path', 'dest')],
            required_by={'content': 'dest', 'src': 'dest'},
            required_if=[('guard', True, ('content', 'src'), True)],
        )
        content = self._new_content(asked)
        if asked['dest'] is not None:
            asked['dest'] = self._file_at(asked['dest'], asked['src'])
        taken = self._take(asked, content, task_vars)
        result['changed'] = False
        if taken.get('failed'):
            result.update(taken)
            return result
        if content is not None and snapshots.is_directory(taken['snapshot'], asked['dest']):
            # As for copy, a directory takes the file under its own name: now that this is known, look again.
            asked['dest'] = self._file_at(asked['dest'] + '/', asked['src'])
            taken = self._take(asked, content, task_vars)
        command = Command(asked['executable'], directory_of(self._loader))
        folder = tempfile.mkdtemp(prefix='conflint-')
        try:
            self._judge(command, asked, content, taken['snapshot'], folder, result)
            if asked['guard']:
                self._guard(command, asked, content, taken['snapshot'], folder, result, task_vars)
        finally:
            shutil.rmtree(folder)
        return result

    def _new_content(self, asked):
        if asked['src'] is None:
            return asked['content']
        path = self._find_needle('files', asked['src'])
        with open(self._loader.get_real_file(path), 'rb') as file:
            return to_text(file.read(), errors='surrogate_or_strict')

    def _file_at(self, dest, src):
        if not dest.startswith('/'):
            raise AnsibleError('"dest" is a path on the target, and begins with a slash: %s' % dest)
        if not dest.endswith('/'):
            return dest
        if src is None:
            raise AnsibleError('"dest" names a file, and %s is a directory' % dest)
        return dest + os.path.basename(src)

    def _take(self, asked, content, task_vars):
        wish = {'host': snapshots.host_of(self._task, task_vars, asked['root']), 'root': asked['root']}
        if asked['path'] or asked['dest']:
            wish['path'] = asked['path'] or [asked['dest']]
        if content is not None:
            wish['overlays'] = {asked['dest']: content}
        return self._execute_module(
            module_name='conflint.conflint.conflint_facts', module_args=wish, task_vars=task_vars
        )

    def _judge(self, command, asked, content, snapshot, folder, result):
        path = os.path.join(folder, 'host.json')
        after = snapshot if content is None else snapshots.with_file(snapshot, asked['dest'], content)
        snapshots.write(after, path)
        options = ['--fail-on', asked['fail_on']]
        for name in ('profile', 'agent_keys'):
            if asked[name] is not None:
                options += ['--' + name.replace('_', '-'), str(asked[name])]
        configuration = asked['config'] or nearest_configuration(command.directory)
        if configuration:
            options += ['--config', configuration]
        lines = os.path.join(folder, 'findings')
        status, report, complaint = command.ask('check', path, '--format', 'oneline=' + lines, *options)
        result.update(findings=report['findings'], summary=report['summary'])
        for line in [] if self._task.no_log else complaint.strip().splitlines():
            self._display.warning(line)
        if status == FINDINGS:
            with open(lines, 'rb') as file:
                result.update(failed=True, msg='%s\n%s' % (headline(report), to_text(file.read()).rstrip('\n')))
            # Between all the findings of the result the message is hard to see.
            self._tell(result['msg'])
        if self._play_context.diff:
            self._show_fixes(command.run('check', path, '--diff', *options)[1], result)

    def _show_fixes(self, difference, result):
        """Callbacks show differences only of what changed; nothing does, so they are shown here."""
        if difference:
            self._tell(difference)
            result['diff'] = [{'prepared': difference}]

    def _tell(self, text):
        if not self._task.no_log:
            self._display.display(text)

    def _guard(self, command, asked, content, snapshot, folder, result, task_vars):
        client, reason = self._client(asked, task_vars)
        if snapshots.is_pure_ftpd(asked['dest']):
            reason = 'the file is not for sshd'
        if reason:
            result['guard'] = {'checked': False, 'reason': reason}
            return
        main = snapshots.main_file(snapshot, asked['dest'])
        before = os.path.join(folder, 'before.json')
        after = os.path.join(folder, 'host.json')
        snapshots.write(snapshot, before)
        account = next((one for one in snapshot.get('accounts', []) if one['name'] == client.user), None)
        guard = Guard(
            command,
            '%s:%s' % (before, main) if isinstance(snapshot['files'].get(main), dict) else None,
            '%s:%s' % (after, main),
            client,
            snapshot['files'],
            account,
        )
        guard.check()
        result['guard'] = {
            'checked': True,
            'connection': dict(client._asdict()),
            'losses': guard.losses,
            'warnings': guard.warnings,
        }
        for warning in guard.warnings:
            self._display.warning('conflint guard: %s' % warning)
        if guard.losses:
            locked = 'Ansible would lock itself out: %s' % '; '.join(guard.losses)
            result.update(failed=True, msg='\n'.join([locked] + [one for one in [result.get('msg')] if one]))

    def _client(self, asked, task_vars):
        """Who comes in, and from where; or why that need not be guarded."""
        answer = self._low_level_execute_command(WHO, sudoable=False)
        said = re.findall(r'conflint-(user|connection|group):(.*\S)', to_text(answer.get('stdout') or ''))
        user = next((value for name, value in said if name == 'user'), None)
        groups = [value for name, value in said if name == 'group']
        addresses = next((value.split() for name, value in said if name == 'connection'), []) + [None] * 4
        if user is None:
            raise AnsibleError('The target does not tell who Ansible comes in as: %s' % answer.get('stderr'))
        wanted, address = asked['guard_user'] or user, asked['guard_address'] or addresses[0]
        if address is None:
            return None, 'Ansible does not come in through sshd, and guard_address is not given'
        # What another account has, and where its connections arrive, nobody told.
        own = wanted == user and addresses[0] is not None
        return Client(
            wanted,
            groups if wanted == user else None,
            without_zone(address),
            without_zone(addresses[2]) if own else None,
            addresses[3] if own else None,
            self._secrets(),
        ), None

    def _secrets(self):
        """What Ansible can answer with: a password may come from variables, or from --ask-pass."""
        try:
            password = self._connection.get_option('password')
        except KeyError:
            password = None
        return ['publickey'] + (['password'] if password or self._play_context.password else [])


def nearest_configuration(directory):
    """The snapshot itself is in a temporary directory, above which conflint would not find it."""
    while True:
        path = os.path.join(directory, '.conflint.yaml')
        if os.path.isfile(path):
            return path
        if directory == os.path.dirname(directory):
            return None
        directory = os.path.dirname(directory)


def without_zone(address):
    """Link-local addresses come with the name of an interface."""
    return address.split('%')[0] if address else None


def headline(report):
    summary = report['summary']
    counts = [
        '%d %s%s' % (summary[name], name, '' if summary[name] == 1 else 's')
        for name in ('error', 'warning') if summary[name]
    ]
    counts += ['%d info' % summary['info']] if summary['info'] else []
    return 'conflint found %s' % ', '.join(counts)
