"""Takes a snapshot on the target, and writes it on the controller."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import os

from ansible.errors import AnsibleError
from ansible.plugins.action import ActionBase
from ansible_collections.conflint.conflint.plugins.plugin_utils import snapshots
from ansible_collections.conflint.conflint.plugins.plugin_utils.command import directory_of


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        task_vars = task_vars or {}
        result = super(ActionModule, self).run(tmp, task_vars)
        asked = dict(self._task.args)
        dest = asked.pop('dest', None)
        asked.setdefault('host', snapshots.host_of(self._task, task_vars, asked.get('root', '/')))
        taken = self._execute_module(
            module_name='conflint.conflint.conflint_facts', module_args=asked, task_vars=task_vars
        )
        result.update(taken, changed=False)
        if result.get('failed') or not dest:
            return result
        path = self._place(dest, asked['host'])
        result['path'] = path
        if not self._play_context.check_mode:
            try:
                snapshots.write(result.pop('snapshot'), path)
            except (OSError, IOError) as error:
                raise AnsibleError('The snapshot cannot be written to %s (%s)' % (path, error.strerror))
        return result

    def _place(self, dest, host):
        path = os.path.join(directory_of(self._loader), os.path.expanduser(str(dest)))
        if str(dest).endswith('/') or os.path.isdir(path):
            return os.path.join(path, '%s.json' % str(host).replace('/', '_'))
        return path
