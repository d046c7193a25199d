import { dirname, join } from 'node:path';
import ts from 'typescript';
import { nameOf, root, type Manifest } from './build.js';

/** The package that knows a group of kinds, by apiVersion. */
function modelsOf(apiVersion: string): string {
  const [group] = apiVersion.split('/');
  if (group === 'gateway.networking.k8s.io') return `@kubernetes-models/gateway-api/${apiVersion}`;
  if (group === 'monitoring.coreos.com') return `@kubernetes-models/prometheus-operator/${apiVersion}`;
  if (group?.endsWith('cnpg.io')) return './cnpg.js';
  return `kubernetes-models/${apiVersion}`;
}

/**
 * What a strict API server would refuse, a line each. The schemas of the packages check values and let unknown
 * fields pass, as the server's own do; their types do not, so the manifests are also type-checked as literals.
 */
export async function faultsOf(manifests: readonly Manifest[]): Promise<string[]> {
  const values: string[] = [];
  // One after the other: jest cannot link one module of a package twice at a time.
  for (const manifest of manifests) values.push(...(await badValuesOf(manifest)));
  return [...values, ...unknownFieldsOf(manifests)];
}

async function badValuesOf(manifest: Manifest): Promise<string[]> {
  const models = modelsOf(manifest.apiVersion);
  if (models.startsWith('.')) return [];
  const known = (await import(models)) as Record<string, new (data: object) => { validate(): void }>;
  const Model = known[manifest.kind];
  if (!Model) return [`${nameOf(manifest)}: ${manifest.apiVersion} has no ${manifest.kind}`];
  try {
    new Model(manifest).validate();
    return [];
  } catch (error) {
    return [`${nameOf(manifest)}: ${(error as Error).message}`];
  }
}

function unknownFieldsOf(manifests: readonly Manifest[]): string[] {
  return faultsOfLiterals(
    manifests.map(({ apiVersion, kind, ...rest }) => ({
      name: nameOf({ apiVersion, kind, ...rest }),
      type: `import('${modelsOf(apiVersion)}').I${kind}`,
      value: { apiVersion, kind, ...rest },
    })),
  );
}

/** What files of ours say that their formats have no place for; the formats are in observability.ts. */
export const faultsOfFiles = (files: readonly { name: string; format: string; value: unknown }[]): string[] =>
  faultsOfLiterals(
    files.map(({ name, format, value }) => ({ name, type: `import('./observability.js').${format}`, value })),
  );

/** Values written down as literals and type-checked, so that a field too many is a fault. */
function faultsOfLiterals(values: readonly { name: string; type: string; value: unknown }[]): string[] {
  const lines = values.map(
    ({ type, value }, at) => `export const m${at}: ${type} = ${JSON.stringify(value)};`,
  );
  const file = join(import.meta.dirname, 'manifests.generated.ts');
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  const text = lines.join('\n');
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? text : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, text, options.target!) : getSourceFile(path, ...rest);
  host.getCurrentDirectory = () => dirname(root);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file)!;
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    (fault) => {
      const { line } = source.getLineAndCharacterOfPosition(fault.start ?? 0);
      return `${values[line]!.name}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`;
    },
  );
}
