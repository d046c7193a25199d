/** An Ed25519 key pair; the private half only sealed. */
export class SigningKey {
  kid!: string;
  publicKey!: { kty: string; crv: string; x: string };
  sealedPrivateKey!: string;
  createdAt!: Date;
  /** Null while it is the next one. */
  signingSince!: Date | null;
  /** Set once another one signs. */
  retiredAt!: Date | null;
}
