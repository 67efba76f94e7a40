import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { createPrinter } from './plain-types.ts';

const root = join(import.meta.dirname, '../..');
const entry = join(root, 'clients/typescript/src/index.ts');
const calls = join(root, 'schemas/operations/calls.ts');

/**
 * Writes the declarations of the client into a folder. What an operation takes and answers is written out in them, so that
 * they name no file of the connector and no library.
 */
export function writeDeclarations(folder: string): void {
  const config = ts.parseConfigFileTextToJson(
    'tsconfig.json',
    ts.sys.readFile(join(root, 'tsconfig.json')) ?? '',
  );
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram([entry], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: false,
    rootDir: root,
    outDir: root,
  });
  const texts = new Map<string, string>([
    [relative(root, calls).replace(/\.ts$/, '.d.ts'), contractTypes(program)],
  ]);
  program.emit(undefined, (path, text) => {
    const name = relative(root, path);
    if (!texts.has(name)) texts.set(name, text);
  });
  for (const [name, text] of reached('clients/typescript/src/index.d.ts', texts)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  writeFileSync(join(folder, 'index.d.ts'), "export * from './clients/typescript/src/index.js';\n");
}

const importing = /(from |import\()(["'])(\.[^"']+)\.ts\2/g;

/** The declarations that one leads to, naming each other as the built files do. */
function reached(first: string, texts: ReadonlyMap<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  const open = [first];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const text = texts.get(name);
    if (text === undefined) throw new Error(`no declarations of ${name}`);
    found.set(name, text.replace(importing, '$1$2$3.js$2'));
    for (const [, , , to = ''] of text.matchAll(importing)) open.push(join(dirname(name), `${to}.d.ts`));
  }
  return found;
}

/** `schemas/operations/calls.ts` with every operation written out. */
function contractTypes(program: ts.Program): string {
  const checker = program.getTypeChecker();
  const print = createPrinter(checker);
  const file = program.getSourceFile(calls);
  const symbol = file && checker.getSymbolAtLocation(file);
  const listed = symbol && checker.getExportsOfModule(symbol).find(({ name }) => name === 'WrittenOut');
  if (!listed) throw new Error(`${calls} has no WrittenOut`);
  const operations = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(listed)).map((operation) => {
    const parts = checker.getPropertiesOfType(checker.getTypeOfSymbol(operation));
    const [input, answer] = ['input', 'answer'].map((name) => {
      const part = parts.find((one) => one.name === name);
      return part ? print(checker.getTypeOfSymbol(part)) : 'never';
    });
    return `  ${JSON.stringify(operation.name)}: {\n    input: ${input};\n    answer: ${answer};\n  };\n`;
  });
  return `/** What each operation of the contract takes and answers. */
export interface Contract {
${operations.join('')}}
/** An operation of the contract, as \`GET /v1/reviews\`. */
export type RouteName = keyof Contract;
/** What a call of the operation is given: \`params\`, \`query\` and \`body\`. */
export type InputOf<Route extends RouteName> = Contract[Route]['input'];
/** What it answers in JSON. */
export type AnswerOf<Route extends RouteName> = Contract[Route]['answer'];
`;
}
