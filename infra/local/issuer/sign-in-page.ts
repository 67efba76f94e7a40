import { type Person, persons } from './persons.ts';

const style = `:root{color-scheme:light dark}body{font:15px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:30em;margin:12vh auto;padding:0 1em}
h1{font-size:1.25em}p{color:GrayText}button{display:flex;justify-content:space-between;width:100%;font:inherit;padding:.7em 1em;margin:.4em 0;border:1px solid #8a94a3;border-radius:6px;background:Canvas;color:CanvasText;cursor:pointer}
button:hover,button:focus-visible{outline:2px solid #1f5fae;outline-offset:1px}`;

const choice = ({ sub, name, role }: Person): string =>
  `<button name="person" value="${sub}"><b>${name}</b><span>${role}</span></button>`;

/** Whom to sign in as, on this machine. There are no passwords: the persons are made up. */
export const signInPage = (action: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>登录（示例人员）</title><style>${style}</style></head>
<body><main><h1>选择登录人员</h1><p>本机的示例签发方，人员均为虚构，没有口令。正式部署时使用贵单位的统一身份认证。</p>
<form method="post" action="${action}">${persons.map(choice).join('\n')}</form></main></body></html>
`;

/** Of a sign-in that cannot go on. */
export const problemPage = (words: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>登录没有完成</title><style>${style}</style></head>
<body><main><h1>登录没有完成</h1><p>请关闭本页，从工作台重新登录。</p><p>${words.replace(/[^\w .,'-]/g, '')}</p></main></body></html>
`;

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
