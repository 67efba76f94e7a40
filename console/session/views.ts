/** A place with its filters, under a name of its own. */
export interface View {
  readonly name: string;
  /** `/runs?status=held`. Addresses of the screens hold nothing personal. */
  readonly place: string;
}

export const viewsMost = 20;
export const nameMost = 30;

/** A name is kept on this machine: the numbers of people do not belong there, and seven digits may be one. */
export const isViewName = (name: string): boolean =>
  name.trim() !== '' && name.length <= nameMost && !/\d[\d\s-]{5,}\d/.test(name);

/** A name for a place that was saved by one click: the title of the screen, numbered. */
export function nameFor(title: string, views: readonly View[]): string {
  const taken = new Set(views.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? title : `${title} ${number}`;
    if (!taken.has(name)) return name;
  }
}

const storageKeyOf = (person: string): string => `views.${person}`;

export const readViews = (person: string): readonly View[] =>
  JSON.parse(localStorage.getItem(storageKeyOf(person)) ?? '[]') as View[];

export const keepViews = (person: string, views: readonly View[]): void =>
  localStorage.setItem(storageKeyOf(person), JSON.stringify(views));
