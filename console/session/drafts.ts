/**
 * What was chosen in forms, for a page that is loaded again. Free text, names and numbers of people never get here: the key
 * of a sealed draft would lie in the same browser, and who opens its profile would read it. What is kept are options, days and
 * amounts, in the storage of this tab.
 */
export interface Drafts {
  /** Somebody signed in: what another person left is dropped. */
  enter(person: string): void;
  leave(): void;
  read(form: string): Fields;
  write(form: string, fields: Fields): void;
  drop(form: string): void;
}

/** Options, days and amounts by the name of their field. */
export type Fields = Readonly<Record<string, string>>;

interface Kept {
  readonly person: string;
  readonly forms: Readonly<Record<string, { readonly at: number; readonly fields: Fields }>>;
}

const storageKey = 'drafts';
const keptMilliseconds = 8 * 3_600_000;

export function createDrafts(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  now: () => number,
): Drafts {
  let person: string | undefined;
  const kept = (): Kept | undefined => {
    const found = JSON.parse(storage.getItem(storageKey) ?? 'null') as Kept | null;
    return found && found.person === person ? found : undefined;
  };
  const keep = (change: (forms: Kept['forms']) => Kept['forms']): void => {
    if (person === undefined) return;
    const isFresh = ([, { at }]: [string, { at: number }]): boolean => now() - at < keptMilliseconds;
    const fresh = Object.fromEntries(Object.entries(kept()?.forms ?? {}).filter(isFresh));
    storage.setItem(storageKey, JSON.stringify({ person, forms: change(fresh) } satisfies Kept));
  };
  return {
    enter(next) {
      person = next;
      if (!kept()) storage.removeItem(storageKey);
      else keep((forms) => forms);
    },
    leave() {
      person = undefined;
      storage.removeItem(storageKey);
    },
    read: (form) => kept()?.forms[form]?.fields ?? {},
    write: (form, fields) => keep((forms) => ({ ...forms, [form]: { at: now(), fields } })),
    drop: (form) => keep(({ [form]: _, ...forms }) => forms),
  };
}

/** A day, or an amount of at most nine digits: no number of a person is so short, nor any telephone of one. */
export const isKeepable = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(value) || /^-?\d{1,9}(\.\d{1,6})?$/.test(value);
