import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';

/** Says what will happen and asks once. */
export function Confirm(props: {
  open: boolean;
  title: string;
  children: ReactNode;
  act: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  onConfirm(): void;
  onClose(): void;
}) {
  const { open, title, children, act, isDanger = false, isDisabled = false, onConfirm, onClose } = props;
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="popup">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          <div className="row end">
            <AlertDialog.Close className="button">取消</AlertDialog.Close>
            <button
              type="button"
              className={`button ${isDanger ? 'danger' : 'main-act'}`}
              disabled={isDisabled}
              onClick={onConfirm}
            >
              {act}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
