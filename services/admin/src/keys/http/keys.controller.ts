import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, Public, Staff, type StaffIdentity } from '@carrel/web';
import { SigningKeys } from '../signing-keys.js';

class PublicKeyDto {
  @ApiProperty({ example: 'OKP' })
  kty!: string;

  @ApiProperty({ example: 'Ed25519' })
  crv!: string;

  @ApiProperty()
  x!: string;

  @ApiProperty()
  kid!: string;

  @ApiProperty({ example: 'sig' })
  use!: string;

  @ApiProperty({ example: 'EdDSA' })
  alg!: string;
}

class KeySetDto {
  @ApiProperty({ type: [PublicKeyDto] })
  keys!: PublicKeyDto[];
}

@ApiTags('signing in')
@Controller()
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  /** The public keys of access tokens (RFC 7517). */
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
