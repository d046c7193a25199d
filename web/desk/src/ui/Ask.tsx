import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSay } from '../language.js';

export interface AskProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** It must be answered: neither Escape nor a click beside it closes it. */
  readonly must?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
}

/** A question over the page; focus comes back to where it was. */
export function Ask({ title, onClose, children, wide, must, role }: AskProps) {
  const say = useSay();
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={must ?? false}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`ask ${wide ? 'wide' : ''}`}>
        <Dialog className="ask-in" role={role ?? 'dialog'}>
          <header className="ask-top">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!must && (
              <button
                type="button"
                className="button plain icon-only"
                aria-label={say('close')}
                onClick={onClose}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
