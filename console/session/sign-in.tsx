import { useState } from 'react';
import { usePlace } from './session-context.tsx';

export function SignIn({ problem }: { problem: string | undefined }) {
  const { session } = usePlace();
  return (
    <section className="sign-in stack">
      <h1>登录</h1>
      <p className="muted">由统一身份认证核对身份；登录后只显示本人有权办理的事项。</p>
      {problem && (
        <div className="notice bad" role="alert">
          {problem}
        </div>
      )}
      <button type="button" className="button main-act" onClick={() => void session.signIn()}>
        登录
      </button>
      <p>
        <a href="#/public">查看公示（无需登录）</a>
      </p>
    </section>
  );
}

const reasons = {
  locked: ['已锁定', '五分钟没有操作。页面和已填写的内容保留，重新登录后继续。'],
  expired: ['登录已过期', '页面和已填写的内容保留，重新登录后继续。'],
} as const;

/** In front of the screens until the same person is back. Another person begins anew. */
export function Lock({ why, name }: { why: keyof typeof reasons; name: string }) {
  const { session } = usePlace();
  const [isFailed, setFailed] = useState(false);
  const [title, text] = reasons[why];
  return (
    <main className="sign-in stack">
      <h1>{title}</h1>
      <p className="muted">{text}</p>
      {isFailed && (
        <div className="notice bad" role="alert">
          登录没有完成，请重试。
        </div>
      )}
      <button
        type="button"
        className="button main-act"
        ref={(button) => button?.focus()}
        onClick={() => {
          setFailed(false);
          session.signInAgain().catch(() => setFailed(true));
        }}
      >
        {name}重新登录
      </button>
      <button type="button" className="button" onClick={() => session.signOut()}>
        退出
      </button>
    </main>
  );
}
