import { Refusal } from '@carrel/kernel';

export class PreviewRefused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'setting-invalid';
  constructor(faults: readonly string[]) {
    super(`This cannot be shown: ${faults.slice(0, 5).join('; ')}.`, { faults: faults.slice(0, 50) });
  }
}

export class NoPicture extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'logo-refused';
  constructor(why: string) {
    super(`A logo is a picture as PNG, JPEG, WebP or GIF of at most 256 KB: ${why}.`);
  }
}

export class OthersPage extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super('This is the page of another library.');
  }
}
