import { etagOf, versionIn, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import type { Setting } from '../domain/setting.js';
import type { PreparedTextsService } from '../scripts.service.js';
import type { Owner } from '../settings.service.js';

/** What prepared texts of the three scopes have in common over HTTP; the ETag is that of the whole setting. */
export class ScriptsEndpoints<T extends { readonly name: string }> {
  constructor(
    private readonly scripts: PreparedTextsService<T>,
    private readonly level: Owner['level'],
  ) {}

  async list(id: string, caller: StaffIdentity, reply: FastifyReply): Promise<Page<T>> {
    const { setting, texts } = await this.scripts.all(this.owner(id), caller);
    tagged(setting, reply);
    return { items: [...texts], nextCursor: null };
  }

  async add(
    id: string,
    script: T,
    ifMatch: string | undefined,
    caller: StaffIdentity,
    reply: FastifyReply,
  ): Promise<T> {
    tagged(await this.scripts.add(this.owner(id), { ...script }, versionIn(ifMatch), caller), reply);
    return script;
  }

  async change(
    id: string,
    name: string,
    script: T,
    ifMatch: string | undefined,
    caller: StaffIdentity,
    reply: FastifyReply,
  ): Promise<T> {
    tagged(await this.scripts.put(this.owner(id), name, { ...script }, versionIn(ifMatch), caller), reply);
    return script;
  }

  async remove(
    id: string,
    name: string,
    ifMatch: string | undefined,
    caller: StaffIdentity,
    reply: FastifyReply,
  ): Promise<void> {
    tagged(await this.scripts.remove(this.owner(id), name, versionIn(ifMatch), caller), reply);
  }

  private owner(id: string): Owner {
    return { level: this.level, id };
  }
}

function tagged(setting: Setting, reply: FastifyReply): Setting {
  void reply.header('etag', etagOf(setting.version));
  return setting;
}
