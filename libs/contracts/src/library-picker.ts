import { Type } from 'typebox';
import { Exactly } from './schema.js';
import { setting } from './setting.js';

/** Whether everybody may look up which libraries belong to the group, as a portal's picker does. */
export const libraryPicker = setting({
  key: 'library-picker',
  level: 'group',
  schema: Exactly({ listed: Type.Boolean({ description: 'false: only its own staff may' }) }),
  default: { listed: false },
  inEvents: true,
  description:
    "Whether anybody may look up the group's libraries, so that patrons pick theirs on the page of its portal",
});
