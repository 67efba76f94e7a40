import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';

/** Goes to a place, as a link `#/runs?source=court` does. */
export const goTo = (place: string): void => {
  location.hash = place;
};

/** `/runs` of `#/runs?source=court`. The filters stand in the fragment too, which no log sees. */
export function useHashPath(): [string, typeof goTo] {
  const [whole] = useHashLocation();
  return [whole.split('?')[0] ?? '/', goTo];
}

/** Filters of the place, in the address, so that back, reload and a link work. Nothing personal belongs there. */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Readonly<Record<Name, string>>, (changed: Partial<Record<Name, string>>) => void] {
  const [whole] = useHashLocation();
  const [path] = useLocation();
  const search = new URLSearchParams(whole.split('?')[1] ?? '');
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<
    Name,
    string
  >;
  const change = useCallback(
    (changed: Partial<Record<Name, string>>) => {
      const next = new URLSearchParams(location.hash.split('?')[1] ?? '');
      for (const [name, value] of Object.entries<string | undefined>(changed))
        if (value) next.set(name, value);
        else next.delete(name);
      const text = next.toString();
      const hash = `#${path}${text ? `?${text}` : ''}`;
      history.replaceState(null, '', hash);
      dispatchEvent(new HashChangeEvent('hashchange'));
    },
    [path],
  );
  return [values, change];
}
