import { useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Head, Key } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/state.tsx';
import { Desk } from '../waiting/desk.tsx';
import { readKeysOn } from '../waiting/keys.ts';
import { KeysSwitch } from '../waiting/keys-switch.tsx';
import { IdentityPage } from './identity-page.tsx';

/** Reasons for which a row waits because it is not certain who it is about. */
const reasons: ReadonlySet<string> = new Set([
  'masked-identifier',
  'identifier-missing',
  'succession-candidate',
  'name-contradicts-number',
  'no-candidate',
]);

/** Rows that wait for who somebody is. */
export function Identity() {
  const counts = useAnswer('GET /v1/quarantine/counts', {}, { refetchInterval: 30_000 });
  const [keysOn, setKeysOn] = useState(readKeysOn);
  return (
    <>
      <Head title="身份认定" note="是不是同一主体：先看相符与不符，再看认定后的变化">
        <KeysSwitch isOn={keysOn} onChange={setKeysOn} />
        <span className="muted row">
          <Key>J</Key>
          <Key>K</Key>前后 <Key>1</Key>–<Key>9</Key>候选 <Key>0</Key>都不是 <Key>V</Key>显示 <Key>Ctrl</Key>
          <Key>↵</Key>提交
        </span>
      </Head>
      <Loaded of={counts}>
        {({ counts: all }) => {
          const groups = all.filter(({ kind, reason }) => kind === 'row' && reasons.has(reason));
          return groups.length === 0 ? (
            <Empty title="没有待认定的身份">号码被遮盖、缺失或者与姓名不符的行会列在这里。</Empty>
          ) : (
            <Desk groups={groups} keysOn={keysOn} page={IdentityPage} />
          );
        }}
      </Loaded>
    </>
  );
}
