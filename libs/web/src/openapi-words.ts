import type { OpenAPIObject } from '@nestjs/swagger';

/** What each operation does, in the words above its handler, by `Controller.method`. */
export type OperationWords = Readonly<Record<string, string>>;

interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
}
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const SUMMARY_AT_MOST = 120;

/** Gives each operation a summary and a description: what is said of it, or what its name says. */
export function describe(document: OpenAPIObject, wordsOf: (operation: object) => string | undefined): void {
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method] as Operation | undefined;
      if (!operation?.operationId) continue;
      const words = wordsOf(operation) ?? `${named(operation.operationId)}.`;
      operation.summary ??= firstSentence(words);
      operation.description ??= words;
    }
  }
}

function firstSentence(words: string): string {
  const [sentence = words] = words.split(/(?<=[^.]{4}[.:;])\s/);
  const whole = sentence.replace(/[.:;]$/, '');
  if (whole.length <= SUMMARY_AT_MOST) return whole;
  return `${whole.slice(0, whole.lastIndexOf(' ', SUMMARY_AT_MOST - 1)).replace(/[,;:]$/, '')} …`;
}

/** `listMembersOfGroup` -> `List members of group`. */
function named(operationId: string): string {
  const words = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
