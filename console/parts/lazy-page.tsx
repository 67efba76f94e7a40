import { type ComponentType, lazy } from 'react';

/** A screen that is loaded when it is opened first, so that the first load stays small. */
export const lazyPage = <Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
): ComponentType =>
  lazy(async (): Promise<{ default: ComponentType }> => ({ default: (await load())[name] }));
