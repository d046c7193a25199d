// Lints pieces of code as if they stood in the named files: [{ file, text }] on stdin -> [[rule ids]] on stdout.
import { ESLint } from 'eslint';

let input = '';
for await (const part of process.stdin) input += part;
const eslint = new ESLint();
const found = [];
for (const { file, text } of JSON.parse(input)) {
  const [result] = await eslint.lintText(text, { filePath: file });
  found.push(result.messages.map((m) => m.ruleId ?? m.message));
}
console.log(JSON.stringify(found));
