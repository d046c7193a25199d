import { Refusal } from '@carrel/kernel';

export class EndpointDisabled extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'webhook-disabled';
  constructor() {
    super('This endpoint is switched off; switch it on first.');
  }
}

export class UrlNotAllowed extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'webhook-url-not-allowed';
  constructor(why: string) {
    super(`Webhooks are not sent there: ${why}.`);
  }
}

export class TooManyEndpoints extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-webhooks';
  constructor(most: number) {
    super(`A library or group has at most ${most} endpoints.`, { most });
  }
}

export class NotAnAdministrator extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super(
      'Only an administrator, or a service account with webhooks:manage, of that library or group may do this.',
    );
  }
}

export class ReplayTooOld extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'replay-too-old';
  constructor() {
    super('Events are kept for 90 days, and none are of the future; choose a later or an earlier date.');
  }
}
