import { useEffect, useRef } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLElement && target.closest('[role="alertdialog"]') !== null);

/**
 * Keys of a screen. A single key acts outside of fields alone; `ctrl+Enter` inside them too. Nothing acts while an input
 * method composes, and nothing when they are switched off.
 */
export function useKeys(isOn: boolean, acts: Readonly<Record<string, (() => void) | undefined>>): void {
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    if (!isOn) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.isComposing || event.keyCode === 229 || event.altKey) return;
      const isChord = event.ctrlKey || event.metaKey;
      if (!isChord && isTyping(event.target)) return;
      const act = current.current[`${isChord ? 'ctrl+' : ''}${event.key}`];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [isOn]);
}

const keysOff = 'keys-off';
export const readKeysOn = (): boolean => localStorage.getItem(keysOff) === null;
export const keepKeysOn = (isOn: boolean): void =>
  isOn ? localStorage.removeItem(keysOff) : localStorage.setItem(keysOff, '1');
