import { etagOf, pageOf, readCursor, versionIn, type Page, type StaffIdentity } from '@carrel/web';
import type { FastifyReply } from 'fastify';
import type { Setting } from '../domain/setting.js';
import type { Owner, SettingsService } from '../settings.service.js';
import {
  checkedValue,
  settingAnswer,
  type HistoryQuery,
  type SettingChangeDto,
  type SettingDto,
} from './setting.dto.js';

/** What the settings of a group and those of a library have in common over HTTP. */
export class SettingsEndpoints {
  constructor(
    private readonly settings: SettingsService,
    private readonly level: Owner['level'],
  ) {}

  async list(id: string, caller: StaffIdentity): Promise<Page<SettingDto>> {
    const all = await this.settings.all(this.owner(id), caller);
    return { items: all.map(settingAnswer), nextCursor: null };
  }

  async read(id: string, key: string, caller: StaffIdentity, reply: FastifyReply): Promise<unknown> {
    return tagged(await this.settings.get(this.owner(id), key, caller), reply);
  }

  async write(
    id: string,
    key: string,
    body: unknown,
    ifMatch: string | undefined,
    caller: StaffIdentity,
    reply: FastifyReply,
  ): Promise<unknown> {
    const value = checkedValue(key, this.level, body);
    const warnings = await this.settings.warningsOf(this.owner(id), key, value, caller);
    const set = await this.settings.set(this.owner(id), key, value, versionIn(ifMatch), caller);
    const answer = tagged(set, reply);
    return key === 'viewport' ? { ...(answer as object), warnings } : answer;
  }

  async history(
    id: string,
    key: string,
    query: HistoryQuery,
    caller: StaffIdentity,
  ): Promise<Page<SettingChangeDto>> {
    const [before] = readCursor(query.cursor, 'number') ?? [];
    const page = { before, limit: query.limit + 1 };
    const rows = await this.settings.history(this.owner(id), key, page, caller);
    return pageOf(rows, query.limit, (row) => [row.version]);
  }

  private owner(id: string): Owner {
    return { level: this.level, id };
  }
}

function tagged(setting: Setting, reply: FastifyReply): unknown {
  void reply.header('etag', etagOf(setting.version));
  return setting.value;
}
