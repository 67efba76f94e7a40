import ts from 'typescript';

/** Fields of this many levels are written out; the contract has fewer. */
const deepest = 12;

/**
 * Writes types out as they are: fields, words and comments, without a name of ours or of a library, so that a reader needs
 * nothing besides.
 * @throws Error for a type that has no such form
 */
export function createPrinter(checker: ts.TypeChecker): (type: ts.Type) => string {
  const printed = (type: ts.Type, depth: number): string => {
    if (depth > deepest) throw new Error(`too deep: ${checker.typeToString(type)}`);
    if (isWord(type) || type.flags & ts.TypeFlags.Never) return checker.typeToString(type);
    if (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return 'unknown';
    if (type.isUnion()) return unionOf(type, depth);
    // A text with a mark of ours (`Day`) is a text.
    const word = type.isIntersection() && type.types.find(isWord);
    if (word) return printed(word, depth);
    if (checker.isArrayType(type) || checker.isTupleType(type)) return listOf(type, depth);
    if (type.symbol?.name === 'Blob') return 'Blob';
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Intersection))
      return objectOf(type, depth);
    throw new Error(`cannot be written out: ${checker.typeToString(type)}`);
  };
  const unionOf = (type: ts.UnionType, depth: number): string => {
    if (type.flags & ts.TypeFlags.Boolean) return 'boolean';
    const parts = type.types.filter(isSaid).map((one) => printed(one, depth));
    const hasBoth = parts.includes('true') && parts.includes('false');
    const kept = hasBoth ? [...parts.filter((one) => one !== 'true' && one !== 'false'), 'boolean'] : parts;
    return [...new Set(kept)].join(' | ');
  };
  const listOf = (type: ts.Type, depth: number): string => {
    const items = checker.getTypeArguments(type as ts.TypeReference).map((item) => printed(item, depth + 1));
    return checker.isTupleType(type) ? `readonly [${items.join(', ')}]` : `readonly (${items[0]})[]`;
  };
  const objectOf = (type: ts.Type, depth: number): string => {
    const pad = '  '.repeat(depth + 1);
    const fields = checker.getPropertiesOfType(type).map((field) => {
      const comment = ts.displayPartsToString(field.getDocumentationComment(checker)).replace(/\s+/g, ' ');
      const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
      const form = printed(checker.getTypeOfSymbol(field), depth + 1);
      const name = /^[\w$]+$/.test(field.name) ? field.name : JSON.stringify(field.name);
      const said = comment ? `${pad}/** ${comment.replaceAll('*/', '* /')} */\n` : '';
      return `${said}${pad}readonly ${name}${isOptional ? '?' : ''}: ${form}${isOptional ? ' | undefined' : ''};\n`;
    });
    const others = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (others) fields.push(`${pad}readonly [name: string]: ${printed(others, depth + 1)};\n`);
    return fields.length > 0 ? `{\n${fields.join('')}${'  '.repeat(depth)}}` : 'object';
  };
  return (type) => printed(type, 0);
}

/** That a field may be left out stands beside its name. */
const isSaid = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Undefined) === 0;

const words =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLiteral |
  ts.TypeFlags.Null |
  ts.TypeFlags.Undefined;

const isWord = (type: ts.Type): boolean => !type.isUnion() && (type.flags & words) !== 0;
