import type { ItemPageProps } from '../waiting/item.ts';
import { ItemFrame } from '../waiting/item-page.tsx';
import { IdentityForm } from './identity-form.tsx';

/** One row: whom it may be about, side by side, and what was sent. */
export const IdentityPage = (props: ItemPageProps) => <ItemFrame {...props} form={IdentityForm} />;
