import { createDrafts, type Drafts } from './drafts.ts';
import { beginSignIn, endSignIn, type Pending, renew, type SignedIn } from './oidc.ts';
import type { SignInSettings } from './settings.ts';

/**
 * `out`: nobody. `in`: somebody, with a token. `locked`: nobody was at the keyboard. `expired`: the token is not taken any
 * more. In the last two the screens stay as they are, behind the lock, until the same person is back.
 */
export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'out'; readonly problem?: string }
  | { readonly kind: 'in' | 'locked' | 'expired'; readonly person: SignedIn };

export interface Session {
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Reads what the issuer answered, if the address has it. */
  start(): Promise<void>;
  /** Leaves the page for the issuer. */
  signIn(): Promise<void>;
  /** Signs in by a window of its own, so that this page stays as it is. */
  signInAgain(): Promise<void>;
  signOut(): void;
  lock(): void;
  token(): Promise<string | undefined>;
  /** Of who is signed in; gone once they sign out, or another person signs in. */
  readonly drafts: Drafts;
  refused(): void;
}

const pendingKey = 'sign-in';
/** Says that the issuer must ask who it is: somebody left the place. */
const afreshKey = 'ask-again';
const windowState = 'window.';
const windowName = 'console-sign-in';
const renewBefore = 60_000;

const isWindowAnswer = (address: URL): boolean =>
  (address.searchParams.get('state') ?? '').startsWith(windowState);

export function createSession(settings: SignInSettings): Session {
  let current: SessionState = { kind: 'starting' };
  let renewing: Promise<SignedIn> | undefined;
  const drafts = createDrafts(sessionStorage, Date.now);
  const listeners = new Set<() => void>();
  const become = (next: SessionState): void => {
    current = next;
    for (const listener of listeners) listener();
  };
  const person = (): SignedIn | undefined => ('person' in current ? current.person : undefined);
  const enter = (next: SignedIn): void => {
    localStorage.removeItem(afreshKey);
    drafts.enter(next.key);
    become({ kind: 'in', person: next });
  };
  const begin = (statePrefix: string) =>
    beginSignIn(settings, { afresh: localStorage.getItem(afreshKey) !== null, statePrefix });

  return {
    drafts,
    state: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      const address = new URL(location.href);
      if (!address.searchParams.has('state')) return become({ kind: 'out' });
      if (isWindowAnswer(address)) {
        new BroadcastChannel(windowName).postMessage(address.href);
        return window.close();
      }
      const kept = JSON.parse(sessionStorage.getItem(pendingKey) ?? 'null') as
        | (Pending & { place: string })
        | null;
      sessionStorage.removeItem(pendingKey);
      history.replaceState(null, '', `${address.pathname}${kept?.place ?? ''}`);
      if (!kept) return become({ kind: 'out' });
      try {
        enter(await endSignIn(settings, address, kept));
      } catch {
        become({ kind: 'out', problem: '登录没有完成，请重试。' });
      }
    },
    async signIn() {
      try {
        const { address, pending } = await begin('');
        sessionStorage.setItem(pendingKey, JSON.stringify({ ...pending, place: location.hash }));
        location.assign(address);
      } catch {
        become({ kind: 'out', problem: '无法连接到身份认证服务，请稍后重试或者联系运维人员。' });
      }
    },
    async signInAgain() {
      const before = person();
      // Opened before anything is awaited: a browser lets only a click open a window.
      const opened = window.open('', windowName, 'popup,width=480,height=640');
      if (!opened) return this.signIn();
      const { address, pending } = await begin(windowState);
      opened.location.href = address;
      const answer = await answerTo(pending.state);
      const next = await endSignIn(settings, answer, pending);
      if (before && before.sub !== next.sub) become({ kind: 'starting' });
      enter(next);
    },
    signOut() {
      localStorage.setItem(afreshKey, '1');
      drafts.leave();
      become({ kind: 'out' });
    },
    lock() {
      const known = person();
      if (!known || current.kind !== 'in') return;
      localStorage.setItem(afreshKey, '1');
      become({ kind: 'locked', person: withoutToken(known) });
    },
    async token() {
      const known = person();
      if (!known || current.kind !== 'in') return undefined;
      if (known.until - Date.now() > renewBefore || !known.refresh) return known.token;
      renewing ??= renew(settings, known).finally(() => {
        renewing = undefined;
      });
      try {
        const next = await renewing;
        if (current.kind === 'in') become({ kind: 'in', person: next });
        return next.token;
      } catch {
        return known.token;
      }
    },
    refused() {
      const known = person();
      if (known && current.kind === 'in') become({ kind: 'expired', person: withoutToken(known) });
    },
  };
}

const withoutToken = (person: SignedIn): SignedIn => ({ ...person, token: '', refresh: undefined });

/** The address that the window of a sign-in came back with. */
const answerTo = (state: string): Promise<URL> =>
  new Promise((resolve) => {
    const channel = new BroadcastChannel(windowName);
    channel.onmessage = ({ data }) => {
      const address = new URL(String(data));
      if (address.searchParams.get('state') !== state) return;
      channel.close();
      resolve(address);
    };
  });
