import { Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { PageBoundary } from './parts/page-boundary.tsx';
import { Head } from './parts/small.tsx';
import { Empty, Loading } from './parts/state.tsx';
import { isOpenTo, type Screen, screens } from './screens/screens.ts';
import { usePerson, usePlace, useSessionState } from './session/session-context.tsx';
import { Lock, SignIn } from './session/sign-in.tsx';
import { keepTheme, readTheme, type Theme, themeNames } from './session/theme.ts';
import { Views } from './views.tsx';
import { scopeNames } from './words/codes.ts';

/** The frame of all screens. What is behind the lock stays as it is, and is not shown. */
export function Shell() {
  const state = useSessionState();
  const isShut = state.kind === 'locked' || state.kind === 'expired';
  return (
    <>
      <div className={isShut ? 'hidden' : 'shell'}>
        <button
          type="button"
          className="skip button"
          onClick={() => document.getElementById('main')?.focus()}
        >
          跳到正文
        </button>
        <Top />
        <Navigation />
        <Main />
      </div>
      {isShut && <Lock why={state.kind} name={state.person.name} />}
    </>
  );
}

function Top() {
  const { session } = usePlace();
  const person = usePerson();
  return (
    <header className="top">
      <span className="brand">医保信用工作台</span>
      <div className="who">
        <ThemeSwitch />
        {person && (
          <>
            <span>{person.name}</span>
            <button type="button" className="button quiet" onClick={() => session.lock()}>
              锁定
            </button>
            <button type="button" className="button quiet" onClick={() => session.signOut()}>
              退出
            </button>
          </>
        )}
      </div>
    </header>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <select
      className="input"
      aria-label="显示主题"
      value={theme}
      onChange={({ target }) => {
        const next = target.value as Theme;
        keepTheme(next);
        setTheme(next);
      }}
    >
      {Object.entries(themeNames).map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  );
}

function Navigation() {
  const [path] = useLocation();
  const person = usePerson();
  const held = person?.scopes;
  const shown = screens.filter((screen) => !screen.isWithin && isOpenTo(screen, held));
  return (
    <nav className="nav" aria-label="功能">
      <ul>
        {shown.map(({ path: to, title }) => (
          <li key={to}>
            <a href={`#${to}`} aria-current={isWithin(path, to) ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
      {person && <Views person={person.key} title={screenAt(path)?.title ?? ''} />}
    </nav>
  );
}

const isWithin = (path: string, screen: string): boolean =>
  path === screen || (screen !== '/' && path.startsWith(`${screen}/`));

const screenAt = (path: string): Screen | undefined => screens.find(({ path: to }) => isWithin(path, to));

function Main() {
  const ref = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const isOnline = useOnline();
  const screen = screenAt(path);
  useEffect(() => {
    document.title = `${screen?.title ?? ''} · 医保信用工作台`;
    ref.current?.focus();
  }, [screen?.title]);
  return (
    <main className="main" id="main" ref={ref} tabIndex={-1}>
      {!isOnline && (
        <div className="notice warn" role="alert">
          网络已断开，以下为先前读取的内容；恢复后自动更新。
        </div>
      )}
      <Switch>
        {screens.map((one) => (
          <Route key={one.path} path={one.path}>
            <PageBoundary>
              <Suspense fallback={<Opening title={one.title} />}>
                <Guarded screen={one} />
              </Suspense>
            </PageBoundary>
          </Route>
        ))}
        <Route>
          <Empty title="没有这个页面" isPage>
            <a href="#/">返回今日工作台</a>
          </Empty>
        </Route>
      </Switch>
    </main>
  );
}

/** While the part of a screen is loaded. */
const Opening = ({ title }: { title: string }) => (
  <>
    <Head title={title} />
    <Loading />
  </>
);

/** A screen for who may see it; to others it says what is lacking. */
function Guarded({ screen }: { screen: Screen }) {
  const state = useSessionState();
  const person = usePerson();
  if (!screen.scopes) return <screen.page />;
  if (state.kind === 'starting') return null;
  if (!person) return <SignIn problem={state.kind === 'out' ? state.problem : undefined} />;
  if (isOpenTo(screen, person.scopes)) return <screen.page />;
  const needed = screen.scopes.map((scope) => scopeNames[scope] ?? scope).join('、');
  return (
    <Empty title="没有权限" isPage>
      本页需要“{needed}”权限，{person.name}没有。需要办理的，请向系统管理员申请，或者由有权限的人员登录。
    </Empty>
  );
}

const onlineChanges = ['online', 'offline'] as const;
const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      for (const change of onlineChanges) addEventListener(change, listener);
      return () => {
        for (const change of onlineChanges) removeEventListener(change, listener);
      };
    },
    () => navigator.onLine,
  );
