import { useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Head, Key } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import { Desk } from './desk.tsx';
import { ItemPage } from './item-page.tsx';
import { readKeysOn } from './keys.ts';
import { KeysSwitch } from './keys-switch.tsx';

/** What waits for a person: by reason, one after the other, or a hundred at once. */
export function Waiting() {
  const counts = useAnswer('GET /v1/quarantine/counts', {}, { refetchInterval: 30_000 });
  const [keysOn, setKeysOn] = useState(readKeysOn);
  return (
    <>
      <Head title="待人工" note="决定一件，下一件自动打开">
        <KeysSwitch isOn={keysOn} onChange={setKeysOn} />
        <span className="muted row">
          <Key>J</Key>
          <Key>K</Key>前后 <Key>E</Key>更正 <Key>X</Key>不予采纳 <Key>1</Key>–<Key>9</Key>认定 <Key>V</Key>
          显示 <Key>Ctrl</Key>
          <Key>↵</Key>提交
        </span>
      </Head>
      <Loaded of={counts}>
        {({ counts: all }) => (
          <Desk groups={all.filter(({ kind }) => kind !== 'unmatched')} keysOn={keysOn} page={ItemPage} />
        )}
      </Loaded>
    </>
  );
}
