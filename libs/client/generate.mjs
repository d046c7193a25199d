// Writes the types of each OpenAPI document in docs/openapi into generated/, which the build does before it compiles.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import openapiTypes, { astToString } from 'openapi-typescript';

// What has a default may be left out of a body.
const options = { alphabetize: true, defaultNonNullable: false };
const documents = new URL('../../docs/openapi/', import.meta.url);
const folder = new URL('./generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(documents)) {
  const types = astToString(await openapiTypes(new URL(file, documents), options));
  writeFileSync(new URL(file.replace('.json', '.d.ts'), folder), types);
}
