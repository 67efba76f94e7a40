/**
 * Private-use characters (U+E815…U+E864, codes FE50…FEA0 in order) that GBK and GB18030-2000 used where Unicode had
 * no code point, as the characters that GB18030-2005 and -2022 give them. Decoders still produce six of them (FE51,
 * …); systems that converted to Unicode early send the others. Source: WHATWG Encoding, index gb18030; a test
 * compares the two.
 */
const ofGbk =
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻';
const firstOfGbk = 0xe815;

/** Two pinyin letters with the same history (codes A8BC, A8BF). */
const letters: readonly (readonly [string, string])[] = [
  ['\uE7C7', 'ḿ'],
  ['\uE7C8', 'ǹ'],
];

const realCharacters: ReadonlyMap<string, string> = new Map([
  ...letters,
  ...[...ofGbk].map((real, index) => [String.fromCodePoint(firstOfGbk + index), real] as const),
]);

/** Replaces the private-use characters of GBK by the real characters. Others stay. */
export const withoutPrivateUse = (text: string): string =>
  text.replace(/[\uE000-\uF8FF]/g, (character) => realCharacters.get(character) ?? character);
