import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, Public, Staff, type StaffIdentity } from '@carrel/web';
import { SigningKeys } from '../signing-keys.js';

class PublicKeyDto {
  @ApiProperty({ description: 'type of key (RFC 7517)', example: 'OKP' })
  kty!: string;

  @ApiProperty({ description: 'the curve (RFC 8037)', example: 'Ed25519' })
  crv!: string;

  @ApiProperty({ description: 'the public key, base64url' })
  x!: string;

  @ApiProperty({ description: 'which key; the header of a token names it' })
  kid!: string;

  @ApiProperty({ description: 'what it is for: signatures', example: 'sig' })
  use!: string;

  @ApiProperty({ description: 'how tokens are signed', example: 'EdDSA' })
  alg!: string;
}

class KeySetDto {
  @ApiProperty({
    description: 'all keys that valid tokens are signed with; two while one replaces the other',
    type: [PublicKeyDto],
  })
  keys!: PublicKeyDto[];
}

@ApiTags('signing in')
@Controller()
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  /** Lists the keys that tokens are verified with. The public keys of access tokens (RFC 7517). */
  @Get('.well-known/jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=60')
  @ApiOkResponse({ type: KeySetDto })
  published(): Promise<KeySetDto> {
    return this.keys.published();
  }

  /** Lets the next key sign; the one before stays good for what it has signed. */
  @Post('v1/signing-keys/rotate')
  @HttpCode(204)
  @Staff('platform.operate')
  @ApiNoContentResponse()
  @ApiProblems(409)
  rotate(@Caller() caller: StaffIdentity): Promise<void> {
    return this.keys.rotate(caller);
  }
}
