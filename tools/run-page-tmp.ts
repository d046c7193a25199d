import { readFileSync } from 'node:fs';
const { runPage } = await import('/work/wt/import/tools/src/docs/run-page.ts');
for (const path of process.argv.slice(2)) {
  try {
    console.log(path, await runPage(readFileSync(path, 'utf8'), { basePort: 18480, dataDir: '/tmp/imp-data', root: '/work/wt/import' }));
  } catch (e) { console.log(path, String(e)); }
}
