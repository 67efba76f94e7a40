import { useId, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import {
  isViewName,
  keepViews,
  nameFor,
  nameMost,
  readViews,
  type View,
  viewsMost,
} from './session/views.ts';

/** Places that a person saved on this machine: one click saves what is shown, with its filters. */
export function Views({ person, title }: { person: string; title: string }) {
  const heading = useId();
  const [place] = useHashLocation();
  const [views, setViews] = useState(() => readViews(person));
  const [isManaged, manage] = useState(false);
  const [renamed, rename] = useState<string>();
  const change = (next: readonly View[]): void => {
    keepViews(person, next);
    setViews(next);
  };
  const isKnown = views.some((one) => one.place === place);
  const save = (): void => {
    change([...views, { name: nameFor(title, views), place }]);
    rename(place);
  };
  return (
    <div className="views">
      <p id={heading} className="row between">
        <b>我的视图</b>
        {views.length > 0 && (
          <button
            type="button"
            className="button quiet small"
            aria-expanded={isManaged}
            onClick={() => manage(!isManaged)}
          >
            {isManaged ? '完成' : '管理'}
          </button>
        )}
      </p>
      <ul aria-labelledby={heading}>
        {views.map((view) => (
          <li key={view.place}>
            {renamed === view.place ? (
              <Rename
                view={view}
                onName={(name) => {
                  change(views.map((one) => (one === view ? { ...one, name } : one)));
                  rename(undefined);
                }}
              />
            ) : (
              <a href={`#${view.place}`} aria-current={view.place === place ? 'true' : undefined}>
                <span className="clip">{view.name}</span>
              </a>
            )}
            {isManaged && renamed !== view.place && (
              <span className="row">
                <button
                  type="button"
                  className="button small"
                  aria-label={`改名：${view.name}`}
                  onClick={() => rename(view.place)}
                >
                  改名
                </button>
                <button
                  type="button"
                  className="button small"
                  aria-label={`删除：${view.name}`}
                  onClick={() => change(views.filter((one) => one !== view))}
                >
                  删除
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button small"
        disabled={isKnown || views.length >= viewsMost}
        onClick={save}
      >
        {isKnown ? '当前视图已保存' : '保存当前视图'}
      </button>
    </div>
  );
}

function Rename({ view, onName }: { view: View; onName(name: string): void }) {
  const [name, setName] = useState(view.name);
  const isGood = isViewName(name);
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) onName(name.trim());
      }}
    >
      <input
        className="input"
        aria-label="视图名称"
        aria-invalid={!isGood}
        maxLength={nameMost}
        ref={markOnce}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onKeyDown={({ key, nativeEvent }) =>
          key === 'Escape' && !nativeEvent.isComposing && onName(view.name)
        }
      />
      <span className="muted">名称留在本机，不要写姓名和号码</span>
      <button type="submit" className="button small" disabled={!isGood}>
        确定
      </button>
    </form>
  );
}

const markOnce = (field: HTMLInputElement | null): void => {
  field?.focus();
  field?.select();
};
