import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Api, createApi } from '../api/call.ts';
import type { SignedIn } from './oidc.ts';
import { createSession, type Session, type SessionState } from './session.ts';
import { readSettings } from './settings.ts';

export interface Place {
  readonly session: Session;
  readonly api: Api;
}

export const openPlace = (): Place => {
  const session = createSession(readSettings());
  return { session, api: createApi(session) };
};

const PlaceContext = createContext<Place | undefined>(undefined);
export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('outside of PlaceProvider');
  return place;
}

export function useSessionState(): SessionState {
  const { session } = usePlace();
  return useSyncExternalStore(session.subscribe, session.state);
}

/** Who is signed in; undefined on the public screens. */
export function usePerson(): SignedIn | undefined {
  const state = useSessionState();
  return 'person' in state ? state.person : undefined;
}
