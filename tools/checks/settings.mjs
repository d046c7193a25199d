// Writes docs/settings.md from the definitions in contracts: every setting, its level, default and fields.
// With --check nothing is written: a page that differs from them fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { defaultDescriptiveCodes, policySections, settings, surveyCatalogue } from '@carrel/contracts';
import { format } from 'prettier';

const file = 'docs/settings.md';
const levels = {
  group: ['Of a group', 'by the group admin', '/api/admin/v1/groups/{id}/settings/{key}'],
  institution: ['Of a library', 'by the institution admin', '/api/admin/v1/institutions/{id}/settings/{key}'],
  account: ["A librarian's own", 'by that librarian', '/api/admin/v1/me/settings/{key}'],
};

const json = (value) => `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;

/** A schema in a few words. */
function said(schema) {
  if (schema.anyOf) return schema.anyOf.map(said).join(' or ');
  if (schema.type === 'null') return 'nothing';
  if (schema.enum)
    return schema.enum.length > 12 ? `one of ${schema.enum.length} codes` : schema.enum.join(', ');
  if (schema.type === 'boolean') return 'yes or no';
  if (schema.type === 'integer') return `${schema.minimum} to ${schema.maximum}`;
  if (schema.type === 'array') return `up to ${schema.maxItems ?? 'any number'} of: ${said(schema.items)}`;
  if (schema.type === 'object')
    return `(${Object.entries(schema.properties ?? {})
      .map(([name, field]) => `${name}: ${said(field)}`)
      .join('; ')})`;
  if (schema.format === 'email') return 'an e-mail address';
  if (schema.format === 'uuid') return 'an id';
  if (/https\?/.test(schema.pattern ?? '')) return 'a web address';
  return `text${schema.maxLength ? ` of ${schema.maxLength} characters at most` : ''}`;
}

const fields = ({ properties = {} }) =>
  Object.entries(properties).map(([name, schema]) => `- \`${name}\`: ${said(schema).replaceAll('|', '\\|')}`);

const page = [
  '# Settings',
  '',
  'This page is written by `npm run settings` from the definitions in `libs/contracts`; `npm test` compares them.',
  '',
  'Every setting belongs to one level (R1), has a default that holds until someone sets it, an ETag that a stale',
  '`If-Match` is refused by (412), and a history at `.../{key}/history`. A change is published as `settings.changed`; where',
  'the value is personal or secret the event carries `null`.',
  '',
];
for (const [level, [title, by, path]] of Object.entries(levels)) {
  page.push(`## ${title}`, '', `Set ${by} at \`${path}\`.`, '');
  const own = Object.values(settings).filter((setting) => setting.level === level);
  page.push('| setting | what it is | default | in events |', '| --- | --- | --- | --- |');
  for (const { key, description, default: value, inEvents } of own) {
    const shown = JSON.stringify(value).length > 160 ? 'see below' : json(value);
    page.push(
      `| [\`${key}\`](#${key}) | ${description.replaceAll('|', '\\|')} | ${shown} | ${inEvents ? 'value' : 'null'} |`,
    );
  }
  page.push('');
  for (const { key, schema, default: value } of own) {
    page.push(`### ${key}`, '', ...fields(schema), '');
    if (JSON.stringify(value).length > 160)
      page.push('Default:', '', '```json', JSON.stringify(value, null, 2), '```', '');
  }
}
page.push('## The catalogue of survey questions', '', '| question | kind | asks |', '| --- | --- | --- |');
for (const { key, kind, ask } of surveyCatalogue) page.push(`| \`${key}\` | ${kind} | ${ask.en} |`);
page.push('', '## The default list of descriptive codes', '');
page.push(defaultDescriptiveCodes.map(({ code, label }) => `\`${code}\` (${label})`).join(', ') + '.', '');
page.push('## The fields of a policy page', '');
for (const { title, fields: asked } of policySections) {
  page.push(
    `- ${title}: ${asked.map(({ label, required, secret }) => label + (required ? ' (required)' : '') + (secret ? ' (secret)' : '')).join('; ')}`,
  );
}

const text = await format(page.join('\n'), {
  ...JSON.parse(readFileSync('.prettierrc.json', 'utf8')),
  parser: 'markdown',
});
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what the definitions say; run npm run settings.`);
  process.exit(1);
}
console.log(`${Object.keys(settings).length} settings in ${file}.`);
